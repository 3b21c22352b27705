package dev.failover.agent.client.vertx;

import dev.failover.agent.client.ShortHandler;
import org.jspecify.annotations.Nullable;

/** Notes how long the program waits for a server that says nothing. */
public final class VertxTimeout extends ShortHandler {
    @Override
    public Object @Nullable [] enter(
            @Nullable Object request, @Nullable Object millis, @Nullable Object b, @Nullable Object c) {
        Handed handed = HandedRequests.of(request);
        if (handed != null && millis instanceof Long) {
            handed.setIdleMillis((Long) millis);
        }
        return null;
    }
}
