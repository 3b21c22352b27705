package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.OwnFaults;
import java.lang.reflect.Method;
import okhttp3.RequestBody;

/**
 * Tells whether a call failed by a network interceptor of the program, which stands between OkHttp's own: it was the last one to
 * be asked, and made the failure itself.
 */
final class Interceptors {
    private static final String CLIENT = OwnFaults.prefix(RequestBody.class, 1);
    private static final String IO = OwnFaults.prefix(sink(), 1);
    private static final String CALLER = CLIENT + "internal.http.RealInterceptorChain";
    private static final OwnFaults OWN = new OwnFaults(name -> name.startsWith(CLIENT) || name.startsWith(IO));

    private Interceptors() {}

    /** A class of what OkHttp reads and writes with, under whatever name a copy has it. */
    private static Class<?> sink() {
        for (Method method : RequestBody.class.getMethods()) {
            if (method.getName().equals("writeTo") && method.getParameterTypes().length == 1) {
                return method.getParameterTypes()[0];
            }
        }
        return RequestBody.class;
    }

    static boolean isAtFault(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        for (int i = 1; i < frames.length; i++) {
            if (frames[i].getClassName().equals(CALLER)) {
                return !frames[i - 1].getClassName().startsWith(CLIENT) && OWN.isOwn(failure);
            }
        }
        return false;
    }
}
