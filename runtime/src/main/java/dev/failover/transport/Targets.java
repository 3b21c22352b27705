package dev.failover.transport;

import dev.failover.endpoint.Endpoint;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.core5.function.Resolver;
import org.apache.hc.core5.http.HttpHost;

/**
 * The endpoints of a transport, and the settings of their new connections: HttpClient 5 takes the connect time-out by
 * route, not by request. Thread-safe, lock-free.
 */
final class Targets implements Resolver<HttpRoute, ConnectionConfig> {
    private final ConcurrentMap<Endpoint, Target> known = new ConcurrentHashMap<>();
    /** By what a route names: endpoints that differ in their path share connections. */
    private final ConcurrentMap<HttpHost, ConnectionConfig> configs = new ConcurrentHashMap<>();

    Target of(Endpoint endpoint, long connectTimeoutNanos) {
        Target target = known.get(endpoint);
        if (target == null || !target.connectsWithin(connectTimeoutNanos)) {
            target = new Target(endpoint, connectTimeoutNanos);
            known.put(endpoint, target);
            configs.put(target.host, target.config);
        }
        return target;
    }

    @Override
    public ConnectionConfig resolve(HttpRoute route) {
        ConnectionConfig config = configs.get(route.getTargetHost());
        return config == null ? Target.config(0) : config;
    }
}
