package dev.failover.agent.client.vertx;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/** Takes the place of {@code HttpClientImpl.request} for requests that belong to a service. */
public final class VertxRequest implements dev.failover.agent.bridge.v1.Handler {
    private final AgentEngine engine;

    /** Made by name, on the first request. */
    public VertxRequest() {
        this(AgentEngine.get());
    }

    public VertxRequest(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object client,
            @Nullable Object options,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f) {
        if (OwnAttempt.isEntered() || !(client instanceof HttpClient) || !(options instanceof RequestOptions)) {
            return null;
        }
        boolean isFollowing = OwnAttempt.isFollowing();
        // Newer clients say what they do with a request that leaves it open; older ones may have a callback.
        boolean saysDefaults = b instanceof Boolean;
        boolean hasCallback = !saysDefaults && c != null;
        Requested requested = saysDefaults
                ? Requested.of(
                        engine.routes(),
                        (HttpClient) client,
                        (RequestOptions) options,
                        (Boolean) b,
                        (String) c,
                        (Integer) d)
                : Requested.of(engine.routes(), (HttpClient) client, (RequestOptions) options, null, null, null);
        return requested == null
                ? null
                : start(engine, (HttpClient) client, requested, hasCallback, hasCallback ? b : null, !isFollowing);
    }

    /** @param mayBeLate whether a request of ours will do; one by which the client follows a redirect must be its own */
    static Object @Nullable [] start(
            AgentEngine engine,
            HttpClient client,
            Requested requested,
            boolean hasCallback,
            @Nullable Object callback,
            boolean mayBeLate) {
        Future<HttpClientRequest> late =
                mayBeLate && requested.route().hasCache() ? LateRequest.of(engine, client, requested) : null;
        if (late != null) {
            return given(late, hasCallback, callback);
        }
        VertxCall call = new VertxCall(engine, client, requested);
        if (!call.start()) {
            return null;
        }
        Throwable thrown = call.thrown();
        if (thrown != null) {
            return Answers.thrown(thrown);
        }
        return given(call.request(), hasCallback, callback);
    }

    @SuppressWarnings("unchecked") // as the woven method declares it
    private static Object[] given(Future<HttpClientRequest> future, boolean hasCallback, @Nullable Object callback) {
        if (!hasCallback) {
            return Answers.returned(future);
        }
        if (callback != null) {
            future.onComplete((Handler<AsyncResult<HttpClientRequest>>) callback);
        }
        return Answers.returned(null);
    }
}
