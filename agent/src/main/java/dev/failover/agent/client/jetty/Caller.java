package dev.failover.agent.client.jetty;

import java.util.Arrays;
import java.util.List;

/**
 * Tells who breaks a request off: the client itself does it by the same method as the program when a connection fails, and
 * only one of the two forbids another attempt.
 */
final class Caller {
    /** What the names of those contain that carry requests. */
    private static final List<String> CARRIERS = Arrays.asList(
            "HttpDestination",
            "HttpConnection",
            "HttpExchange",
            "HttpChannel",
            "HttpReceiver",
            "HttpSender",
            // By a listener of its own: the program has seen no response yet.
            "HttpResponse",
            // Later versions of 12.0 only: what is left of a body that the answer, a challenge or a redirect, has made
            // useless.
            "ProtocolHandler");

    private Caller() {}

    /**
     * Whether {@code abort} of a request was called by the client because of what happened to a connection, or what an answer
     * to the client itself says.
     *
     * @param request the class that has the method
     * @param tail its name below the packages of the library
     */
    static boolean isLibrary(Class<?> request, String tail) {
        StackTraceElement[] trace = new Throwable().getStackTrace();
        for (int i = 0; i + 1 < trace.length; i++) {
            if (trace[i].getMethodName().equals("abort")
                    && trace[i].getClassName().equals(request.getName())) {
                String root = request.getName().substring(0, request.getName().length() - tail.length());
                return isCarrier(root, trace[i + 1].getClassName());
            }
        }
        return false;
    }

    private static boolean isCarrier(String root, String name) {
        if (!name.startsWith(root)) {
            return false;
        }
        String simple = name.substring(name.lastIndexOf('.') + 1);
        for (String carrier : CARRIERS) {
            if (simple.contains(carrier)) {
                return true;
            }
        }
        return false;
    }
}
