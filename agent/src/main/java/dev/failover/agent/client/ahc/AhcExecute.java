package dev.failover.agent.client.ahc;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.ShortHandler;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.Request;
import org.asynchttpclient.handler.TransferCompletionHandler;
import org.asynchttpclient.uri.Uri;
import org.jspecify.annotations.Nullable;

/** Takes the place of {@code DefaultAsyncHttpClient.executeRequest} for requests that belong to a service. */
public final class AhcExecute extends ShortHandler {
    private final AgentEngine engine;

    /** Made by name, on the first request. */
    public AhcExecute() {
        this(AgentEngine.get());
    }

    AhcExecute(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object client, @Nullable Object request, @Nullable Object handler, @Nullable Object none) {
        if (handler instanceof Gate
                || !(handler instanceof AsyncHandler)
                || !(request instanceof Request)
                || !(client instanceof DefaultAsyncHttpClient)) {
            return null;
        }
        Request programs = (Request) request;
        Uri uri = programs.getUri();
        Route route =
                uri == null ? null : engine.routes().find(uri.getScheme(), uri.getHost(), uri.getPort(), uri.getPath());
        // Who says himself at which address it is to be sent has no other in mind.
        if (route == null || programs.getAddress() != null || knowsItsClient(handler)) {
            return null;
        }
        return start((DefaultAsyncHttpClient) client, programs, (AsyncHandler<?>) handler, route);
    }

    private <T> Object @Nullable [] start(
            DefaultAsyncHttpClient client, Request request, AsyncHandler<T> handler, Route route) {
        AhcCall<T> call = new AhcCall<>(engine, route, client, request, handler, null);
        return call.start() ? Answers.returned(call.answer()) : null;
    }

    /** Handlers that the client treats by their class: no other one can stand before them. */
    private static boolean knowsItsClient(Object handler) {
        return handler instanceof TransferCompletionHandler || Versions.isStreamed(handler);
    }
}
