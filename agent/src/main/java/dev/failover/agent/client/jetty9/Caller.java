package dev.failover.agent.client.jetty9;

import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.client.HttpRequest;

/**
 * Tells who breaks a request off: the client itself does it by the same method as the program when a connection fails, and
 * only one of the two forbids another attempt.
 */
final class Caller {
    /** {@code org.eclipse.jetty.}, wherever a program has taken it to. */
    private static final String LIBRARY = HttpRequest.class
            .getName()
            .substring(0, HttpRequest.class.getName().length() - "client.HttpRequest".length());

    /** Beginnings and ends of the names of those that carry requests. */
    private static final List<String> CARRIERS = Arrays.asList(
            "HttpDestination", "HttpConnection", "HttpExchange", "HttpChannel", "HttpReceiver", "HttpSender");

    private Caller() {}

    /** Whether {@code abort} of a request was called by the client because of what happened to a connection. */
    static boolean isLibrary() {
        StackTraceElement[] trace = new Throwable().getStackTrace();
        for (int i = 0; i + 1 < trace.length; i++) {
            if (trace[i].getMethodName().equals("abort")
                    && trace[i].getClassName().equals(HttpRequest.class.getName())) {
                return isCarrier(trace[i + 1].getClassName());
            }
        }
        return false;
    }

    private static boolean isCarrier(String name) {
        if (!name.startsWith(LIBRARY)) {
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
