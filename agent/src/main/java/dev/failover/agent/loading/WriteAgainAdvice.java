package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Bridge;
import java.io.IOException;
import net.bytebuddy.asm.Advice;

/**
 * Inlined at the beginning of {@code HttpURLConnection.writeRequests()}, which calls itself on a new connection when it
 * could not write: what was to be sent once fails instead, as it would the second time.
 */
final class WriteAgainAdvice {
    private WriteAgainAdvice() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.FieldValue("failedOnce") boolean failedOnce) throws IOException {
        if (failedOnce && Bridge.enter(Bridge.URL_ONCE, null, null, null, null) != null) {
            throw new IOException("Error writing to server");
        }
    }
}
