package acme.frameworks;

/**
 * Makes the calls that it is told to, {@code CLASS NAME=METHOD=BASE...}, and prints a line for each: {@code ANSWER NAME STATUS BODY},
 * where the status is 0 and the body tells of the exceptions if the framework threw one.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("START\t" + System.getProperty("java.specification.version"));
        Framework framework =
                (Framework) Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
        for (int i = 1; i < arguments.length; i++) {
            String[] call = arguments[i].split("=", 3);
            Answer answer = answer(framework, call[1], call[2]);
            System.out.println("ANSWER\t" + call[0] + "\t" + answer.status + "\t" + oneLine(answer.body));
        }
        // Frameworks leave threads behind that keep a JVM alive for a minute.
        System.out.flush();
        System.exit(0);
    }

    private static Answer answer(Framework framework, String method, String base) {
        try {
            return method.equals("GET")
                    ? framework.get(base, "/things/seven")
                    : framework.post(base, "/things", "ordered");
        } catch (Exception e) {
            StringBuilder said = new StringBuilder();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                said.append(cause).append(" / ");
            }
            return new Answer(0, said.toString());
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
