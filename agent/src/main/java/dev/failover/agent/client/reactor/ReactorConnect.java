package dev.failover.agent.client.reactor;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.ShortHandler;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

/**
 * Takes the place of {@code HttpClient.connect} of Reactor Netty for requests that belong to a service: all that a program
 * can ask a response for goes through it, and what it emits is the head of a response whose body nobody has asked for yet.
 */
public final class ReactorConnect extends ShortHandler {
    private final AgentEngine engine;

    /** Made by name, on the first request. */
    public ReactorConnect() {
        this(AgentEngine.get());
    }

    ReactorConnect(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        // One that asks for no response is a web socket, or only a connection.
        if (OwnAttempt.isEntered()
                || !(self instanceof HttpClient)
                || !(self instanceof HttpClient.ResponseReceiver)
                || ((HttpClient) self).configuration().websocketClientSpec() != null) {
            return null;
        }
        HttpClient client = (HttpClient) self;
        Requested requested = Requested.of(client.configuration());
        Route route = requested == null
                ? null
                : engine.routes().find(requested.scheme(), requested.host(), requested.port(), requested.rawPath());
        return requested == null || route == null
                ? null
                : Answers.returned(new ReactorRequest(client, requested, route, engine).assembled());
    }
}
