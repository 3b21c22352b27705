package dev.failover.agent.client.vertx;

import dev.failover.agent.client.ShortHandler;
import org.jspecify.annotations.Nullable;

/** Notes that the program has plans with its request that nobody could carry out with another one. */
public final class VertxOnce extends ShortHandler {
    @Override
    public Object @Nullable [] enter(
            @Nullable Object request, @Nullable Object handler, @Nullable Object b, @Nullable Object c) {
        Handed handed = handler == null ? null : HandedRequests.of(request);
        if (handed != null) {
            handed.once();
        }
        return null;
    }
}
