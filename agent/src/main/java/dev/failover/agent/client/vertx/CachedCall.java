package dev.failover.agent.client.vertx;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Behind;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Revalidation;
import dev.failover.http.Headers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A call that asks the cache first: it knows from its beginning what is sent, and all requests of the client's own are ours. */
final class CachedCall extends VertxCall {
    private final Asker asker;
    private final VertxCache cache;
    private final Set<HttpClientRequest> own = ConcurrentHashMap.newKeySet();
    private volatile Headers conditions = Headers.EMPTY;

    CachedCall(AgentEngine engine, HttpClient client, Requested requested, Context context, Asker asker) {
        super(engine, client, requested, context);
        this.asker = asker;
        cache = new VertxCache(this, asker);
    }

    /** The same request once more. */
    CachedCall again(Context context, Asker other) {
        return new CachedCall(engine(), client(), requested(), context, other);
    }

    void validate(Revalidation revalidation, Behind.Work work) {
        Behind.start(engine(), revalidation, work);
    }

    /** What the cache asks besides. */
    void ask(Headers fields) {
        conditions = fields;
    }

    /** Whether a request is one of the call's, and not one by which the client follows a redirect. */
    boolean isOwn(@Nullable HttpClientRequest request) {
        return request != null && own.contains(request);
    }

    @Override
    protected CacheAdapter<HttpClientResponse> cacheAdapter() {
        return cache;
    }

    @Override
    protected long longestWait() {
        long millis = asker.idleMillis() > 0 ? asker.idleMillis() : requested().timeoutMillis();
        return millis > 0 ? Math.min(millis * 1_000_000, super.longestWait()) : super.longestWait();
    }

    @Override
    void completesOn(Future<HttpClientRequest> asked) {
        // The program's context is known.
    }

    @Override
    boolean hand(VertxAttempt attempt, HttpClientRequest request) {
        own.add(request);
        return false;
    }

    @Override
    void whenWritten(Runnable action) {
        action.run();
    }

    @Override
    void written() {
        asker.written();
    }

    @Override
    long idleMillis() {
        return asker.idleMillis();
    }

    @Override
    Whole whole() {
        return asker.whole().asking(conditions);
    }

    @Override
    protected void answered(HttpClientResponse response) {
        onContext(() -> asker.complete(response));
    }

    @Override
    protected void failed(Throwable failure) {
        asker.fail(failure);
    }

    @Override
    protected void givenUp() {
        Throwable why = whyGivenUp();
        asker.fail(why == null ? new CancellationException() : why);
    }
}
