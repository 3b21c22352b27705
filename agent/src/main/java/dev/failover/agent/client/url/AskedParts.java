package dev.failover.agent.client.url;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells whether a request failed by what the JDK asks on its way and the program may have given it: a cookie handler, or a
 * proxy selector. To the JDK their failures are the connection's. It looks at where a failure was made, so that nothing of
 * the program's must be wrapped; one that was made elsewhere, such as on another thread, counts as the connection's.
 */
final class AskedParts {
    /** Longer chains of causes go round in circles. */
    private static final int MOST_CAUSES = 20;

    private static final String JDK = "sun.";
    private static final String CLIENT = "sun.net.www.";
    private static final String ATTEMPT = UrlAttempt.class.getName();
    /** Of what else the client asks by these names, its own caches, nothing comes out that fails. */
    private static final Set<String> ASKED =
            Collections.unmodifiableSet(new HashSet<>(Arrays.asList("get", "put", "select")));

    private AskedParts() {}

    /** Whether a failure has come out of one of them. */
    static boolean haveFailed(Throwable failure) {
        int causes = 0;
        for (Throwable cause = failure; cause != null && causes < MOST_CAUSES; cause = cause.getCause()) {
            if (isMadeByOne(cause.getStackTrace())) {
                return true;
            }
            causes++;
        }
        return false;
    }

    private static boolean isMadeByOne(StackTraceElement[] frames) {
        for (int i = 1; i < frames.length; i++) {
            StackTraceElement asked = frames[i - 1];
            if (asked.getClassName().equals(ATTEMPT)) {
                // What follows is under way around it: they may make requests themselves.
                return false;
            }
            if (frames[i].getClassName().startsWith(CLIENT)
                    && ASKED.contains(asked.getMethodName())
                    && !asked.getClassName().startsWith(JDK)) {
                return true;
            }
        }
        return false;
    }
}
