package dev.failover.agent.client.vertx;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.ShortHandler;
import io.vertx.core.http.HttpClientRequest;
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
        OwnRedirects redirects = OwnRedirects.of(handler);
        return redirects == null || !(request instanceof HttpClientRequest)
                ? null
                : Answers.returned(Versions.follow((HttpClientRequest) request, redirects));
    }
}
