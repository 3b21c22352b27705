package dev.failover.agent.client.vertx;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** A response of ours, whose body the program gets from us. */
abstract class ReadResponse implements HttpClientResponse {
    private final HeldBody body;

    ReadResponse(HeldBody body) {
        this.body = body;
    }

    /** Whether it is all there, or gone: either way no connection is needed any more. */
    final boolean isWhole() {
        return body.isOver();
    }

    /** Nobody gets what is known of it: its failure is all that is told of it. */
    final void forget() {
        body.forget();
    }

    @Override
    public final HttpClientResponse handler(@Nullable Handler<Buffer> handler) {
        body.handler(handler);
        return this;
    }

    @Override
    public final HttpClientResponse endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(handler);
        return this;
    }

    @Override
    public final HttpClientResponse exceptionHandler(@Nullable Handler<Throwable> handler) {
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public final HttpClientResponse pause() {
        body.pause();
        return this;
    }

    @Override
    public final HttpClientResponse resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public final HttpClientResponse fetch(long amount) {
        body.fetch(amount);
        return this;
    }

    @Override
    public final Future<Buffer> body() {
        return body.body();
    }

    @Override
    public final Future<Void> end() {
        return body.end();
    }
}
