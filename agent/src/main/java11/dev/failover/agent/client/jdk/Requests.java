package dev.failover.agent.client.jdk;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Idempotency;
import dev.failover.agent.client.Route;
import java.net.URI;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What the agent must know of a request. */
final class Requests {
    private Requests() {}

    /** Where a request belongs; null when it is none of our business, or one of our own attempts. */
    static @Nullable Route route(AgentEngine engine, @Nullable Object candidate, @Nullable Object handler) {
        if (!(candidate instanceof HttpRequest) || handler == null || handler instanceof JdkAttempt) {
            return null;
        }
        HttpRequest request = (HttpRequest) candidate;
        URI uri = request.uri();
        if (uri == null) {
            return null;
        }
        Route route = engine.routes().find(uri.getScheme(), uri.getHost(), uri.getPort(), uri.getRawPath());
        // The handshake of a web socket comes this way too; what it carries beside its headers cannot be copied.
        return route == null || has(request, "Sec-WebSocket-Version") ? null : route;
    }

    /** Whether a request may be sent twice. */
    static boolean isIdempotent(HttpRequest request) {
        String method = request.method();
        return method == null || Idempotency.ofMethod(method) || has(request, Idempotency.KEY);
    }

    /** {@code firstValue} makes a stream each time. */
    private static boolean has(HttpRequest request, String field) {
        return !request.headers().allValues(field).isEmpty();
    }
}
