package dev.failover.agent.client.vertx;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.Redirects;
import dev.failover.agent.client.ShortHandler;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** Keeps a response from the program that another attempt may better. */
public final class VertxResponse extends ShortHandler {
    @Override
    public Object @Nullable [] enter(
            @Nullable Object request, @Nullable Object promise, @Nullable Object response, @Nullable Object c) {
        if (response instanceof HttpClientResponse
                && Redirects.is(((HttpClientResponse) response).statusCode())
                && Versions.mayFollow(request)) {
            OwnAttempt.mayFollow();
        }
        Handed handed = HandedRequests.of(request);
        return handed == null
                        || !(response instanceof HttpClientResponse)
                        || handed.responds((HttpClientResponse) response)
                ? null
                : Answers.returned(null);
    }
}
