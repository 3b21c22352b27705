package dev.failover.agent.client.vertx;

import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Redirects;
import dev.failover.agent.client.Revalidation;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the cache must know of a call of Vert.x. */
final class VertxCache implements CacheAdapter<HttpClientResponse> {
    private final CachedCall call;
    private final Asker asker;

    VertxCache(CachedCall call, Asker asker) {
        this.call = call;
        this.asker = asker;
    }

    static Headers copy(MultiMap fields) {
        Headers.Builder copy = Headers.builder();
        for (Map.Entry<String, String> field : fields) {
            copy.add(field.getKey(), field.getValue());
        }
        return copy.build();
    }

    /** Where the fields can be added to. */
    static HttpClientResponse tell(HttpClientResponse response, String cacheStatus) {
        try {
            response.headers().add("Cache-Status", cacheStatus);
        } catch (UnsupportedOperationException readOnly) {
            return response;
        }
        return response;
    }

    @Override
    public String method() {
        return asker.whole().method().name();
    }

    @Override
    public @Nullable String rawQuery() {
        return call.requested().rawQuery();
    }

    /** A client that decodes what it reads gets what nobody has encoded, whatever it asks for, and so it is kept. */
    @Override
    public Headers requestHeaders() {
        Headers fields = copy(asker.whole().headers());
        return Versions.decodes(call.client())
                ? fields.toBuilder().remove("Accept-Encoding").build()
                : fields;
    }

    /** Such a request is none for the cache. */
    @Override
    public boolean hasBody() {
        return false;
    }

    @Override
    public void attemptsHave(Headers conditions) {
        call.ask(conditions);
    }

    @Override
    public int status(HttpClientResponse response) {
        return response.statusCode();
    }

    @Override
    public boolean isDirect(HttpClientResponse response) {
        return call.isOwn(response.request());
    }

    @Override
    public Headers headers(HttpClientResponse response) {
        return copy(response.headers());
    }

    @Override
    public boolean goesOnWith(int status) {
        return Redirects.is(status) && asker.followsRedirects();
    }

    @Override
    public HttpClientResponse told(HttpClientResponse response, String cacheStatus) {
        return tell(response, cacheStatus);
    }

    @Override
    public HttpClientResponse answer(CachedAnswer answer) {
        return new StoredResponse(call, asker.request(), answer);
    }

    @Override
    public HttpClientResponse recorded(HttpClientResponse response, BodyRecorder recorder) {
        HeldResponse held =
                response instanceof HeldResponse ? (HeldResponse) response : HeldResponse.onDemand(call, response);
        held.record(recorder);
        return held;
    }

    @Override
    public boolean canRevalidate() {
        return true;
    }

    @Override
    public void revalidate(Revalidation revalidation) {
        VertxBehind.start(call, asker, revalidation);
    }

    @Override
    public @Nullable Revalidation revalidates() {
        return asker.revalidates();
    }

    @Override
    public void drop(HttpClientResponse response) {
        VertxAttempt.drop(call, response);
    }
}
