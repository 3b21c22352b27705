package dev.failover.agent.client.vertx;

import dev.failover.agent.client.ReadAhead;
import dev.failover.cache.BodyRecorder;
import dev.failover.time.Timers;
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
final class HeldResponse extends ReadResponse {
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
        this(call, response, whenRead, new HeldBody(call, response));
    }

    private HeldResponse(VertxCall call, HttpClientResponse response, Consumer<HeldResponse> whenRead, HeldBody body) {
        super(body);
        this.call = call;
        this.response = response;
        this.whenRead = whenRead;
        this.body = body;
    }

    /**
     * A response that the program gets in any case, and of which nothing is read that it does not want.
     *
     * @param response waits for its first part to be asked for
     */
    static HeldResponse onDemand(VertxCall call, HttpClientResponse response) {
        HeldResponse held = new HeldResponse(call, response, ended -> {});
        held.read = true;
        held.listen();
        return held;
    }

    /** Begins to read; on the context, before anything of the body has come. */
    void read() {
        timer = call.timer(this::spend, call.patienceNanos());
        listen();
    }

    private void listen() {
        response.exceptionHandler(this::ends);
        response.endHandler(end -> ends(null));
        response.handler(this::comes);
    }

    /** The cache hears what the program is told of it. */
    void record(BodyRecorder recorder) {
        body.record(recorder);
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
