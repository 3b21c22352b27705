package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Bridge;
import net.bytebuddy.asm.Advice;

/**
 * Inlined at the end of {@code HttpURLConnection.streaming()}. The JDK looks whether a kept connection is still open
 * before it sends a body that it cannot send again; a request that must not be sent twice needs the same care.
 */
@SuppressWarnings("UnusedVariable") // what is assigned here is the woven method's own
final class StreamingAdvice {
    private StreamingAdvice() {}

    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) boolean streaming) {
        if (!streaming && Bridge.enter(Bridge.URL_FRESH, null, null, null, null) != null) {
            streaming = true;
        }
    }
}
