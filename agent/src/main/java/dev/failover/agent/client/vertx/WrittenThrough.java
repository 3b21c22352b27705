package dev.failover.agent.client.vertx;

import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.CacheUse;
import dev.failover.agent.client.Route;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/**
 * What the cache learns of a request that it did not answer, because it may change something: it is told when the response is
 * there, since before nobody knows what the program writes.
 */
final class WrittenThrough implements CacheAdapter<HttpClientResponse> {
    private final HttpClientRequest written;
    private final @Nullable String rawQuery;

    private WrittenThrough(HttpClientRequest written, @Nullable String rawQuery) {
        this.written = written;
        this.rawQuery = rawQuery;
    }

    static void tell(Route route, @Nullable String rawQuery, HttpClientRequest written, HttpClientResponse response) {
        String method = written.getMethod().name();
        if (method.equals("GET") || method.equals("HEAD")) {
            return;
        }
        CacheUse<HttpClientResponse> use = CacheUse.of(route, new WrittenThrough(written, rawQuery));
        if (use != null) {
            use.received(response);
            use.close();
        }
    }

    @Override
    public String method() {
        return written.getMethod().name();
    }

    @Override
    public @Nullable String rawQuery() {
        return rawQuery;
    }

    /** What is asked does not matter where nothing is kept. */
    @Override
    public Headers requestHeaders() {
        return Headers.EMPTY;
    }

    @Override
    public boolean hasBody() {
        return true;
    }

    @Override
    public void attemptsHave(Headers conditions) {
        // There are none.
    }

    @Override
    public int status(HttpClientResponse response) {
        return response.statusCode();
    }

    @Override
    public boolean isDirect(HttpClientResponse response) {
        return response.request() == written;
    }

    @Override
    public Headers headers(HttpClientResponse response) {
        return VertxCache.copy(response.headers());
    }

    @Override
    public HttpClientResponse told(HttpClientResponse response, String cacheStatus) {
        return VertxCache.tell(response, cacheStatus);
    }

    @Override
    public HttpClientResponse answer(CachedAnswer answer) {
        throw new IllegalStateException("the cache has no answer to " + method());
    }

    @Override
    public HttpClientResponse recorded(HttpClientResponse response, BodyRecorder recorder) {
        recorder.abandon();
        return response;
    }

    @Override
    public void drop(HttpClientResponse response) {
        // The program gets it in any case.
    }
}
