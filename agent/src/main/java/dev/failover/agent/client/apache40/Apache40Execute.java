package dev.failover.agent.client.apache40;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ShortHandler;
import dev.failover.agent.client.apache.AttemptRequest;
import dev.failover.agent.client.apache.Requested;
import org.apache.http.impl.client.AbstractHttpClient;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Takes the place of what {@code DefaultHttpClient} does, in 4.0 as in 4.5, for requests that belong to a service. */
public final class Apache40Execute extends ShortHandler {
    private final AgentEngine engine;

    /** Made by name, on the first request. */
    public Apache40Execute() {
        this(AgentEngine.get());
    }

    Apache40Execute(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object client, @Nullable Object target, @Nullable Object request, @Nullable Object context) {
        if (request instanceof AttemptRequest || !(client instanceof AbstractHttpClient)) {
            return null;
        }
        Requested requested = Requested.of(engine, target, request);
        return requested == null
                ? null
                : new Apache40Call(engine, (AbstractHttpClient) client, requested, (HttpContext) context, null).run();
    }
}
