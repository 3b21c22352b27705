package dev.failover.agent.client.vertx;

import dev.failover.agent.client.ReadAhead;
import dev.failover.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpFrame;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamPriority;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A response that the program may never see: its body is read ahead, so that its connection is free before another attempt
 * may wait for it. To the program it is the response that it stands for. What the client tells of it is told on the call's
 * context.
 */
final class HeldResponse implements HttpClientResponse {
    private final VertxCall call;
    private final HttpClientResponse response;
    private final Consumer<HeldResponse> whenRead;
    private final HeldBody body;
    // Touched on the context.
    private int length;
    private boolean spent;
    private boolean read;
    private boolean breakingOff;
    private Timers.@Nullable Timer timer;

    /** @param whenRead told once: it is all there, or not worth waiting for */
    HeldResponse(VertxCall call, HttpClientResponse response, Consumer<HeldResponse> whenRead) {
        this.call = call;
        this.response = response;
        this.whenRead = whenRead;
        body = new HeldBody(call, response);
    }

    /** Begins to read; on the context, before anything of the body has come. */
    void read() {
        timer = call.timer(this::spend, call.patienceNanos());
        response.exceptionHandler(this::ends);
        response.endHandler(end -> ends(null));
        response.handler(this::comes);
    }

    /** Whether it is all there, or gone: either way no connection is needed any more. */
    boolean isWhole() {
        return body.isOver();
    }

    /** The program does not want it any more: its failure is all that is told of it. */
    void forget() {
        body.forget();
    }

    private void comes(Buffer part) {
        length += part.length();
        if (!read && (length > ReadAhead.LONGEST || spent)) {
            response.pause();
            body.add(part);
            isRead();
        } else {
            body.add(part);
        }
    }

    /** @param why null for its end */
    void ends(@Nullable Throwable why) {
        body.end(why);
        if (!breakingOff) {
            isRead();
        }
    }

    private void isRead() {
        if (!read) {
            read = true;
            Timers.Timer running = timer;
            if (running != null) {
                running.cancel();
            }
            whenRead.accept(this);
        }
    }

    private void spend() {
        if (!read) {
            spent = true;
            timer = call.timer(this::breakOff, call.silenceNanos());
        }
    }

    private void breakOff() {
        if (!read) {
            // First: what the client says of being broken off is not what the program is to hear.
            body.end(new IOException("nothing more came of the response"));
            breakingOff = true;
            OwnAttempt.breakOff(response.request());
            isRead();
        }
    }

    @Override
    public HttpClientResponse handler(@Nullable Handler<Buffer> handler) {
        body.handler(handler);
        return this;
    }

    @Override
    public HttpClientResponse endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(handler);
        return this;
    }

    @Override
    public HttpClientResponse exceptionHandler(@Nullable Handler<Throwable> handler) {
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public HttpClientResponse pause() {
        body.pause();
        return this;
    }

    @Override
    public HttpClientResponse resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public HttpClientResponse fetch(long amount) {
        body.fetch(amount);
        return this;
    }

    @Override
    public Future<Buffer> body() {
        return body.body();
    }

    @Override
    public Future<Void> end() {
        return body.end();
    }

    @Override
    public NetSocket netSocket() {
        return response.netSocket();
    }

    @Override
    public HttpVersion version() {
        return response.version();
    }

    @Override
    public int statusCode() {
        return response.statusCode();
    }

    @Override
    public String statusMessage() {
        return response.statusMessage();
    }

    @Override
    public MultiMap headers() {
        return response.headers();
    }

    @Override
    public @Nullable String getHeader(String name) {
        return response.getHeader(name);
    }

    @Override
    public @Nullable String getHeader(CharSequence name) {
        return response.getHeader(name);
    }

    @Override
    public @Nullable String getTrailer(String name) {
        return response.getTrailer(name);
    }

    @Override
    public MultiMap trailers() {
        return response.trailers();
    }

    @Override
    public List<String> cookies() {
        return response.cookies();
    }

    @Override
    public HttpClientResponse customFrameHandler(Handler<HttpFrame> handler) {
        // A response that has ended takes no handlers, which the program cannot know of this one; nor do frames come
        // any more.
        if (!isWhole()) {
            response.customFrameHandler(handler);
        }
        return this;
    }

    @Override
    public HttpClientRequest request() {
        return response.request();
    }

    @Override
    public HttpClientResponse streamPriorityHandler(Handler<StreamPriority> handler) {
        if (!isWhole()) {
            response.streamPriorityHandler(handler);
        }
        return this;
    }
}
