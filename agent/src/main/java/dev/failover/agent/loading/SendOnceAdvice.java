package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Bridge;
import net.bytebuddy.asm.Advice;

/**
 * Inlined at the beginning of {@code HttpClient.parseHTTP}, which sends a request once more, whatever its method, when the
 * connection breaks before the answer: says that this was done already.
 */
@SuppressWarnings("UnusedVariable") // what is assigned here is the woven class's own
final class SendOnceAdvice {
    private SendOnceAdvice() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.FieldValue(value = "failedOnce", readOnly = false) boolean failedOnce) {
        if (Bridge.enter(Bridge.URL_ONCE, null, null, null, null) != null) {
            failedOnce = true;
        }
    }
}
