package dev.failover.agent.client.jdk;

import dev.failover.agent.client.CacheUse;
import dev.failover.agent.client.Route;
import dev.failover.call.Attempt;
import dev.failover.call.CallSpec;
import dev.failover.call.ServiceState;
import dev.failover.endpoint.Endpoint;
import dev.failover.time.Durations;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the program asked its client for. Immutable. */
final class JdkCall<T> {
    /** By so much the client may tell the end of the program's time after us. */
    private static final long GRACE_NANOS = 100_000_000;

    private static final Duration LONGEST_WAIT = Duration.ofNanos(CacheUse.LONGEST_WAIT);

    private final HttpClient client;
    private final HttpRequest request;
    private final BodyHandler<T> handler;
    private final Route route;
    private final boolean idempotent;
    private final long startedAt;

    JdkCall(HttpClient client, HttpRequest request, BodyHandler<T> handler, Route route) {
        this.client = client;
        this.request = request;
        this.handler = handler;
        this.route = route;
        this.idempotent = Requests.isIdempotent(request);
        this.startedAt = route.service().clock().nanos();
    }

    HttpClient client() {
        return client;
    }

    HttpRequest request() {
        return request;
    }

    BodyHandler<T> handler() {
        return handler;
    }

    Route route() {
        return route;
    }

    ServiceState service() {
        return route.service();
    }

    boolean isIdempotent() {
        return idempotent;
    }

    /** The program's own bound holds for all attempts together. */
    CallSpec spec() {
        CallSpec spec = route.spec(idempotent);
        if (request.timeout().isEmpty()) {
            return spec;
        }
        long whole = Durations.nanos("timeout", request.timeout().get());
        return spec.within(Math.max(1, whole - (service().clock().nanos() - startedAt)));
    }

    /** What is left of the program's own bound; null when it set none. */
    @Nullable
    Duration remaining() {
        Duration whole = request.timeout().orElse(null);
        if (whole == null) {
            return null;
        }
        Duration left = whole.minusNanos(service().clock().nanos() - startedAt);
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    /**
     * How long we give an attempt for the head of its response, in nanoseconds; 0 for ever. Where the program's own time is over
     * first, the client has the first word: it knows what it has waited for.
     */
    long boundNanos(Attempt attempt) {
        long nanos = attempt.timeoutNanos();
        Duration left = nanos > 0 ? remaining() : null;
        return left != null && nanos >= left.toNanos() ? nanos + GRACE_NANOS : nanos;
    }

    /**
     * How long an attempt may connect, in nanoseconds; 0 for no bound of ours. With TLS the client includes the handshake, and
     * always how long it waits for a thread to go on with its connection: nobody has asked for it where that may take long.
     */
    long connectNanos(Attempt attempt) {
        long nanos = service().isObserving() ? 0 : attempt.connectTimeoutNanos();
        if (attempt.isConnectBoundedForNextOnly()
                && !client.executor().map(OwnExecutor::hasThreadForEach).orElse(true)) {
            return 0;
        }
        return attempt.endpoint().scheme().equals("https") ? 3 * nanos : nanos;
    }

    /** For how long, in nanoseconds, it may wait for another call that fetches the same. */
    long longestWait() {
        Duration left = remaining();
        return left == null || left.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT.toNanos() : left.toNanos();
    }

    /** The URL that an attempt goes to. */
    URI uri(Attempt attempt) {
        Endpoint endpoint = attempt.endpoint();
        return service().isObserving() || route.isAddressed(endpoint)
                ? request.uri()
                : URI.create(route.url(endpoint, request.uri().getRawQuery()));
    }

    /** A URL that an endpoint answered from, as it would be had the addressed one answered. */
    URI shown(URI seen, Attempt attempt) {
        if (seen.equals(uri(attempt))) {
            return request.uri();
        }
        if (route.isAddressed(attempt.endpoint())) {
            // As its server has written it.
            return seen;
        }
        String mapped = route.asAddressed(
                attempt.endpoint(), seen.getScheme(), seen.getHost(), seen.getPort(), seen.getRawPath());
        if (mapped == null) {
            return seen;
        }
        return URI.create(seen.getRawQuery() == null ? mapped : mapped + "?" + seen.getRawQuery());
    }
}
