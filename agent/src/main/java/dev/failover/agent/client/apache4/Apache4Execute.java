package dev.failover.agent.client.apache4;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ShortHandler;
import dev.failover.agent.client.apache.AttemptRequest;
import dev.failover.agent.client.apache.Requested;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Takes the place of {@code CloseableHttpClient.doExecute}, from 4.3 on, for requests that belong to a service. */
public final class Apache4Execute extends ShortHandler {
    private final AgentEngine engine;

    /** Made by name, on the first request. */
    public Apache4Execute() {
        this(AgentEngine.get());
    }

    Apache4Execute(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object client, @Nullable Object target, @Nullable Object request, @Nullable Object context) {
        if (request instanceof AttemptRequest || !(client instanceof CloseableHttpClient)) {
            return null;
        }
        Requested requested = Requested.of(engine, target, request);
        return requested == null
                ? null
                : new Apache4Call(engine, (CloseableHttpClient) client, requested, (HttpContext) context).run();
    }
}
