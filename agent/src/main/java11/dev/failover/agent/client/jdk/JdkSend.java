package dev.failover.agent.client.jdk;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.ShortHandler;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import org.jspecify.annotations.Nullable;

/** Takes the place of {@code HttpClient.send} for requests that belong to a service. */
public final class JdkSend extends ShortHandler {
    private final AgentEngine engine;

    /** Made by name, on the first request. */
    public JdkSend() {
        this(AgentEngine.get());
    }

    JdkSend(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object client, @Nullable Object request, @Nullable Object body, @Nullable Object none) {
        Route route = Requests.route(engine, request, body);
        if (route == null || client == null || body == null) {
            return null;
        }
        return send((HttpClient) client, (HttpRequest) request, (BodyHandler<?>) body, route);
    }

    private <T> Object @Nullable [] send(
            HttpClient client, @Nullable HttpRequest request, BodyHandler<T> body, Route route) {
        return request == null ? null : new SyncSend<>(new JdkCall<>(client, request, body, route), engine).run();
    }
}
