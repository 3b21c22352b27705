package dev.failover.agent.client.vertx;

import dev.failover.agent.client.Reasons;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpFrame;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamPriority;
import io.vertx.core.net.NetSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A response that no endpoint gave. */
final class StoredResponse extends ReadResponse {
    private final HttpClientRequest request;
    private final HeldBody body;
    private final int status;
    private final MultiMap headers;
    private final MultiMap trailers = HttpHeaders.headers();

    StoredResponse(VertxCall call, HttpClientRequest request, CachedAnswer answer) {
        this(request, answer, new HeldBody(call, answer.body()));
    }

    private StoredResponse(HttpClientRequest request, CachedAnswer answer, HeldBody body) {
        super(body);
        this.request = request;
        this.body = body;
        status = answer.status();
        headers = HttpHeaders.headers();
        Headers stored = answer.headers();
        for (int i = 0; i < stored.size(); i++) {
            headers.add(stored.name(i), stored.value(i));
        }
    }

    /** The program gives it up; on the context. */
    void breakOff(Throwable why) {
        body.breakOff(why);
    }

    @Override
    public NetSocket netSocket() {
        throw new IllegalStateException("a stored response has no connection");
    }

    @Override
    public HttpVersion version() {
        return HttpVersion.HTTP_1_1;
    }

    @Override
    public int statusCode() {
        return status;
    }

    @Override
    public String statusMessage() {
        return Reasons.of(status);
    }

    @Override
    public MultiMap headers() {
        return headers;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public @Nullable String getHeader(CharSequence name) {
        return headers.get(name);
    }

    /** None is stored. */
    @Override
    public @Nullable String getTrailer(String name) {
        return trailers.get(name);
    }

    @Override
    public MultiMap trailers() {
        return trailers;
    }

    @Override
    public List<String> cookies() {
        return headers.getAll("Set-Cookie");
    }

    /** None will come. */
    @Override
    public HttpClientResponse customFrameHandler(Handler<HttpFrame> handler) {
        return this;
    }

    @Override
    public HttpClientRequest request() {
        return request;
    }

    /** None will come. */
    @Override
    public HttpClientResponse streamPriorityHandler(Handler<StreamPriority> handler) {
        return this;
    }
}
