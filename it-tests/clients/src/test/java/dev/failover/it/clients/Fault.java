package dev.failover.it.clients;

/**
 * What goes wrong with one request, as its query says: {@code ?a=503,close&b=delay300} is a 503 for the first request of
 * the case that comes to replica {@code a}, no answer for the second one, and a late answer to the first one that comes to
 * {@code b}. Beyond the list all is well, or goes on like the last one if that has a star: {@code ?a=503*}.
 *
 * <pre>
 *   ok
 *   503, 503ra2    this status, with Retry-After: 2
 *   close          the request is read, the connection closed without an answer
 *   reset          the same with RST
 *   abort          the connection is closed after the head, the body is not read
 *   cut            the answer breaks off in the middle of its body
 *   hang           no answer, ever
 *   delay300       the answer comes 300 ms late
 * </pre>
 */
record Fault(String kind, int number, String retryAfter) {

    static Fault of(String path, String replica, int before) {
        int question = path.indexOf('?');
        if (question >= 0) {
            for (String parameter : path.substring(question + 1).split("&")) {
                if (parameter.startsWith(replica + "=")) {
                    String[] list = parameter.substring(replica.length() + 1).split(",");
                    String last = list[list.length - 1];
                    String word = before < list.length ? list[before] : last.endsWith("*") ? last : "ok";
                    return parse(word.replace("*", ""));
                }
            }
        }
        return parse("ok");
    }

    private static Fault parse(String word) {
        if (word.matches("\\d{3}(ra\\d+)?")) {
            return new Fault(
                    "status", Integer.parseInt(word.substring(0, 3)), word.length() > 3 ? word.substring(5) : "");
        }
        if (word.startsWith("delay")) {
            return new Fault("delay", Integer.parseInt(word.substring(5)), "");
        }
        if (!word.matches("ok|close|reset|abort|cut|hang")) {
            throw new IllegalArgumentException("no fault is called " + word);
        }
        return new Fault(word, 0, "");
    }

    boolean is(String other) {
        return kind.equals(other);
    }
}
