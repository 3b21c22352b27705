package dev.failover.agent.client.vertx;

import dev.failover.agent.bridge.v1.Handler;
import dev.failover.agent.client.AgentEngine;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/** The same as {@link VertxRequest} for what a program of Vert.x 4 asks without options. */
public final class VertxPlainRequest implements Handler {
    private final AgentEngine engine;

    /** Made by name, on the first request. */
    public VertxPlainRequest() {
        this(AgentEngine.get());
    }

    public VertxPlainRequest(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object client,
            @Nullable Object method,
            @Nullable Object port,
            @Nullable Object host,
            @Nullable Object uri,
            @Nullable Object callback,
            @Nullable Object last) {
        if (!(client instanceof HttpClient)
                || !(method instanceof HttpMethod)
                || !(port instanceof Integer)
                || !(host instanceof String)
                || !(uri instanceof String)
                || !engine.routes().mayKnow((String) host)) {
            return null;
        }
        RequestOptions options = new RequestOptions()
                .setMethod((HttpMethod) method)
                .setHost((String) host)
                .setPort((Integer) port)
                .setURI((String) uri);
        Requested requested = Requested.of(engine.routes(), (HttpClient) client, options, null, null, null);
        boolean hasCallback = last != null;
        return requested == null
                ? null
                : VertxRequest.start(
                        engine, (HttpClient) client, requested, hasCallback, hasCallback ? callback : null, true);
    }
}
