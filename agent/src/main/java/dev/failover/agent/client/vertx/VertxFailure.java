package dev.failover.agent.client.vertx;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.ShortHandler;
import io.vertx.core.http.HttpClientRequest;
import org.jspecify.annotations.Nullable;

/** Keeps a failure from the program that another attempt may better. */
public final class VertxFailure extends ShortHandler {
    @Override
    public Object @Nullable [] enter(
            @Nullable Object request, @Nullable Object failure, @Nullable Object b, @Nullable Object c) {
        if (HandedRequests.hasEndedHeld(request)) {
            return Answers.returned(null);
        }
        Handed handed = HandedRequests.of(request);
        return handed == null
                        || !(request instanceof HttpClientRequest)
                        || !(failure instanceof Throwable)
                        || handed.fails((HttpClientRequest) request, (Throwable) failure)
                ? null
                : Answers.returned(null);
    }
}
