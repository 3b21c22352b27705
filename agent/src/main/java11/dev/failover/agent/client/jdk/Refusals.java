package dev.failover.agent.client.jdk;

import java.util.Set;

/**
 * Failures that the client makes of an answer: to a user that is not let in, or of a redirect that leads nowhere. The next
 * endpoint would answer the same, and some lock a user out who comes with a wrong password too often. They are exceptions of
 * no class of their own, so that only who made them tells them.
 */
final class Refusals {
    private static final Set<String> MAKERS =
            Set.of("jdk.internal.net.http.AuthenticationFilter", "jdk.internal.net.http.RedirectFilter");

    /** Longer chains of causes go round in circles. */
    private static final int MOST_CAUSES = 20;

    private Refusals() {}

    static boolean isRefusal(Throwable failure) {
        int causes = 0;
        for (Throwable cause = failure; cause != null && causes < MOST_CAUSES; cause = cause.getCause()) {
            StackTraceElement[] frames = cause.getStackTrace();
            if (frames.length > 0 && MAKERS.contains(frames[0].getClassName())) {
                return true;
            }
            causes++;
        }
        return false;
    }
}
