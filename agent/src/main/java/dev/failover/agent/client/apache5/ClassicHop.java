package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Route;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** That of a client that blocks. Immutable. */
final class ClassicHop extends Hop {
    private final HttpRoute own;

    private ClassicHop(Route route, HttpRoute own, HttpRequest request) {
        super(route, request);
        this.own = own;
    }

    /** Null when the request is none of our business, or goes by ways that lead to no other endpoint. */
    static @Nullable Hop of(AgentEngine engine, HttpRoute own, HttpRequest request) {
        Route route = find(engine, own, request);
        return route == null ? null : new ClassicHop(route, own, request);
    }

    @Override
    HttpRoute own() {
        return own;
    }
}
