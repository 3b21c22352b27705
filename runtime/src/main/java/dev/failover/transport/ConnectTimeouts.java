package dev.failover.transport;

import dev.failover.endpoint.Endpoint;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.core5.function.Resolver;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The settings of new connections: HttpClient 5 takes the connect time-out by route, not by request. Thread-safe. */
final class ConnectTimeouts implements Resolver<HttpRoute, ConnectionConfig> {
    private final ConcurrentMap<HttpHost, Long> nanosByHost = new ConcurrentHashMap<>();

    void set(Endpoint endpoint, long nanos) {
        HttpHost host = host(endpoint);
        Long known = nanosByHost.get(host);
        if (known == null || known != nanos) {
            nanosByHost.put(host, nanos);
        }
    }

    @Override
    public ConnectionConfig resolve(HttpRoute route) {
        Long nanos = nanosByHost.get(route.getTargetHost());
        return ConnectionConfig.custom()
                .setConnectTimeout(timeout(nanos == null ? 0 : nanos))
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                // So that changes of DNS and of balancing reach old connections too.
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build();
    }

    static HttpHost host(Endpoint endpoint) {
        return new HttpHost(endpoint.scheme(), endpoint.host(), endpoint.port());
    }

    /** Milliseconds, at least one; 0 means none, as it does for the runtime. */
    static Timeout timeout(long nanos) {
        return nanos <= 0 ? Timeout.DISABLED : Timeout.ofMilliseconds(Math.max(1, nanos / 1_000_000));
    }
}
