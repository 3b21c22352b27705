package dev.failover.agent.client.vertx;

import dev.failover.agent.client.ShortHandler;
import io.vertx.core.http.HttpClientRequest;
import org.jspecify.annotations.Nullable;

/** Notes what the program writes to its request, before the client does. */
public final class VertxWrite extends ShortHandler {
    @Override
    public Object @Nullable [] enter(
            @Nullable Object request, @Nullable Object part, @Nullable Object last, @Nullable Object connects) {
        Handed handed = HandedRequests.of(request);
        if (handed != null && request instanceof HttpClientRequest) {
            handed.write((HttpClientRequest) request, part, Boolean.TRUE.equals(last), Boolean.TRUE.equals(connects));
        }
        return null;
    }
}
