package dev.failover.agent.client.jdk;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.ShortHandler;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bounds how long an attempt may connect: the client asks what is left of its own bound, just before it opens a connection. */
public final class JdkConnecting extends ShortHandler {
    @Override
    public Object @Nullable [] enter(
            @Nullable Object exchange, @Nullable Object left, @Nullable Object handler, @Nullable Object request) {
        if (!(handler instanceof JdkAttempt) || !(request instanceof HttpRequest) || !(left instanceof Optional)) {
            return null;
        }
        Duration own = (Duration) ((Optional<?>) left).orElse(null);
        Duration bound = ((JdkAttempt<?>) handler).connects((HttpRequest) request, own);
        return bound == null ? null : Answers.returned(Optional.of(bound));
    }
}
