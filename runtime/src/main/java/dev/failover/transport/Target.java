package dev.failover.transport;

import dev.failover.endpoint.Endpoint;
import java.net.URISyntaxException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** What HttpClient 5 wants to know of an endpoint with each request. Immutable. */
final class Target {
    private final Endpoint endpoint;
    private final long connectTimeoutNanos;
    final HttpHost host;
    final ConnectionConfig config;
    private final URIAuthority authority;

    Target(Endpoint endpoint, long connectTimeoutNanos) {
        this.endpoint = endpoint;
        this.connectTimeoutNanos = connectTimeoutNanos;
        this.host = host(endpoint);
        this.config = config(connectTimeoutNanos);
        try {
            this.authority = URIAuthority.create(endpoint.authority());
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException(endpoint + " has no authority", impossible);
        }
    }

    boolean connectsWithin(long nanos) {
        return connectTimeoutNanos == nanos;
    }

    /** A request for what {@code target}, encoded already, is at this endpoint. */
    AbortableRequest message(String method, String target) {
        return new AbortableRequest(method, endpoint.scheme(), authority, endpoint.basePath() + target);
    }

    static HttpHost host(Endpoint endpoint) {
        return new HttpHost(endpoint.scheme(), endpoint.host(), endpoint.port());
    }

    static ConnectionConfig config(long connectTimeoutNanos) {
        return ConnectionConfig.custom()
                .setConnectTimeout(timeout(connectTimeoutNanos))
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                // So that changes of DNS and of balancing reach old connections too.
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build();
    }

    /** Milliseconds, at least one; 0 means none, as it does for the runtime. */
    static Timeout timeout(long nanos) {
        return nanos <= 0 ? Timeout.DISABLED : Timeout.ofMilliseconds(Math.max(1, nanos / 1_000_000));
    }
}
