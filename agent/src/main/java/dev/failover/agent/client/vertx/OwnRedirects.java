package dev.failover.agent.client.vertx;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the program follows a redirect: the client takes the request that it is given for one of its own. */
final class OwnRedirects implements Function<HttpClientResponse, @Nullable Future<HttpClientRequest>> {
    private final Function<HttpClientResponse, @Nullable Future<HttpClientRequest>> programs;

    private OwnRedirects(Function<HttpClientResponse, @Nullable Future<HttpClientRequest>> programs) {
        this.programs = programs;
    }

    /**
     * What the client is to have in place of what the program has set.
     *
     * @return null when it is that already
     */
    @SuppressWarnings("unchecked") // as the woven method declares it
    static @Nullable OwnRedirects of(@Nullable Object handler) {
        return handler instanceof Function && !(handler instanceof OwnRedirects)
                ? new OwnRedirects((Function<HttpClientResponse, @Nullable Future<HttpClientRequest>>) handler)
                : null;
    }

    @Override
    public @Nullable Future<HttpClientRequest> apply(HttpClientResponse response) {
        Future<HttpClientRequest> next = programs.apply(response);
        return next == null ? null : next.compose(LateRequest::clientsOwn);
    }
}
