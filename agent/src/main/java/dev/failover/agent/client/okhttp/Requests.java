package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Idempotency;
import dev.failover.agent.client.Route;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** What the agent must know of a request. */
final class Requests {
    private Requests() {}

    /** Where a request belongs; null when it is none of our business, or nothing that could be sent twice. */
    static @Nullable Route route(AgentEngine engine, Request request) {
        HttpUrl url = request.url();
        String host = host(url);
        // The path would have to be made first.
        Route route = engine.routes().mayBeServed(host) ? route(engine, url, host) : null;
        // A web socket goes on after its answer, and so does a request that is written while its answer is read.
        return route == null || request.header("Upgrade") != null || Bodies.isDuplex(request.body()) ? null : route;
    }

    static @Nullable Route route(AgentEngine engine, HttpUrl url) {
        return route(engine, url, host(url));
    }

    private static @Nullable Route route(AgentEngine engine, HttpUrl url, String host) {
        return engine.routes().find(url.scheme(), host, url.port(), url.encodedPath());
    }

    /** As everywhere else an IPv6 address has brackets. */
    static String host(HttpUrl url) {
        String host = url.host();
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    /** Whether a request may be sent twice. */
    static boolean isIdempotent(Request request) {
        return Idempotency.ofMethod(request.method()) || request.header(Idempotency.KEY) != null;
    }
}
