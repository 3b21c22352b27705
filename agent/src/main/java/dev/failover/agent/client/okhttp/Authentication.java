package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.OwnFaults;
import okhttp3.Request;

/**
 * Tells whether a call failed by the authenticator that the program has put into OkHttp, which may read files or ask other
 * servers for a token: the endpoint has answered by then. It looks at where a failure was made; one that was made on another
 * thread says nothing.
 */
final class Authentication {
    private static final String OWN = OwnFaults.prefix(Request.class, 1);
    private static final String CALLER = OWN + "internal.http.RetryAndFollowUpInterceptor";
    private static final String METHOD = "followUpRequest";

    private Authentication() {}

    static boolean isAtFault(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        for (int i = 1; i < frames.length; i++) {
            if (frames[i].getMethodName().equals(METHOD)
                    && frames[i].getClassName().equals(CALLER)) {
                return !frames[i - 1].getClassName().startsWith(OWN);
            }
        }
        return false;
    }
}
