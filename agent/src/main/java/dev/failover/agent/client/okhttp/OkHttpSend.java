package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.ShortHandler;
import java.net.SocketTimeoutException;
import okhttp3.Interceptor;
import org.jspecify.annotations.Nullable;

/** Takes note that a request leaves: whatever fails before has sent nothing. */
public final class OkHttpSend extends ShortHandler {
    @Override
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object chain, @Nullable Object none, @Nullable Object nothing) {
        OkHttpAttempt current = OkHttpAttempt.current();
        if (current == null || !(chain instanceof Interceptor.Chain)) {
            return null;
        }
        // OkHttp may have begun again by itself after we had broken it off.
        return current.sends(((Interceptor.Chain) chain).connection())
                ? null
                : Answers.thrown(new SocketTimeoutException("timeout"));
    }
}
