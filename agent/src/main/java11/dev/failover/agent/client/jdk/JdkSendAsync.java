package dev.failover.agent.client.jdk;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.ShortHandler;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import org.jspecify.annotations.Nullable;

/** Takes the place of {@code HttpClient.sendAsync} for requests that belong to a service. */
public final class JdkSendAsync extends ShortHandler {
    private final AgentEngine engine;

    /** Made by name, on the first request. */
    public JdkSendAsync() {
        this(AgentEngine.get());
    }

    JdkSendAsync(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object client, @Nullable Object request, @Nullable Object body, @Nullable Object pushes) {
        Route route = Requests.route(engine, request, body);
        if (route == null || client == null || body == null || request == null) {
            return null;
        }
        return send((HttpClient) client, (HttpRequest) request, (BodyHandler<?>) body, pushes, route);
    }

    /** A program whose types do not fit together could not have called the client. */
    @SuppressWarnings("unchecked")
    private <T> Object @Nullable [] send(
            HttpClient client, HttpRequest request, BodyHandler<T> body, @Nullable Object pushes, Route route) {
        return new AsyncSend<>(new JdkCall<>(client, request, body, route), (PushPromiseHandler<T>) pushes, engine)
                .run();
    }
}
