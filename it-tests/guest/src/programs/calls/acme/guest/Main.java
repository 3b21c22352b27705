package acme.guest;

/** Makes one call by each client that is named: {@code URL COUNT CLASS...}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        for (int i = 2; i < arguments.length; i++) {
            Calls.Client client = arguments[i].equals("url")
                    ? new Calls.Client() {
                        @Override
                        public String get(String url) throws Exception {
                            return Calls.url(url);
                        }
                    }
                    : (Calls.Client) Class.forName("acme.guest." + arguments[i])
                            .getConstructor()
                            .newInstance();
            for (int call = 0; call < count; call++) {
                Calls.print(arguments[i], client, arguments[0] + "/" + arguments[i] + call);
            }
        }
    }
}
