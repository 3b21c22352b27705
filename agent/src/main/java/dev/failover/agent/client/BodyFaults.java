package dev.failover.agent.client;

import java.util.function.Predicate;

/**
 * Tells whether the body of a request failed by itself, as a file does that cannot be read, or by the connection that it was
 * written to: both come to us as the same kinds of exceptions, out of the same method of the client. It looks at where a
 * failure was made, so that no body must be wrapped, which the program's interceptors would notice. One that was made
 * elsewhere, such as on another thread, says nothing, and counts as the connection's.
 */
public final class BodyFaults {
    /** Longer chains of causes go round in circles. */
    private static final int MOST_CAUSES = 20;

    private final Predicate<String> sender;
    private final String method;
    private final Predicate<String> connection;

    /**
     * What is to be known of a client.
     *
     * @param sender its classes that have a body written
     * @param method the method of a body by which they do
     * @param connection its classes to which a body is written
     */
    public BodyFaults(Predicate<String> sender, String method, Predicate<String> connection) {
        this.sender = sender;
        this.method = method;
        this.connection = connection;
    }

    /** Whether a failure of a request has come from its body alone. */
    public boolean isOfBody(Throwable failure) {
        boolean ofBody = false;
        int causes = 0;
        for (Throwable cause = failure; cause != null && causes < MOST_CAUSES; cause = cause.getCause()) {
            StackTraceElement[] frames = cause.getStackTrace();
            int body = bodyIn(frames);
            if (body >= 0) {
                if (isConnectionAbove(body, frames)) {
                    // A body may put its own words around what the connection said.
                    return false;
                }
                ofBody = true;
            }
            causes++;
        }
        return ofBody;
    }

    /** Where the body is in a stack, from its top; -1 when it is not. */
    private int bodyIn(StackTraceElement[] frames) {
        for (int i = 1; i < frames.length; i++) {
            if (frames[i - 1].getMethodName().equals(method) && sender.test(frames[i].getClassName())) {
                return i - 1;
            }
        }
        return -1;
    }

    private boolean isConnectionAbove(int body, StackTraceElement[] frames) {
        for (int i = 0; i < body; i++) {
            if (connection.test(frames[i].getClassName())) {
                return true;
            }
        }
        return false;
    }
}
