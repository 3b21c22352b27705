package dev.failover.agent.client.vertx;

import dev.failover.endpoint.Endpoint;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests have a connection to an endpoint and no answer. While there are any, who waits for a connection may wait
 * for one of the pool, and that says nothing about the endpoint. Thread-safe.
 */
final class Reached {
    /** As many as there are endpoints. */
    private static final ConcurrentMap<Endpoint, AtomicInteger> COUNTS = new ConcurrentHashMap<>();

    private Reached() {}

    static void connected(Endpoint endpoint) {
        COUNTS.computeIfAbsent(endpoint, first -> new AtomicInteger()).incrementAndGet();
    }

    static void ended(Endpoint endpoint) {
        AtomicInteger count = COUNTS.get(endpoint);
        if (count != null) {
            count.decrementAndGet();
        }
    }

    static boolean isReached(Endpoint endpoint) {
        AtomicInteger count = COUNTS.get(endpoint);
        return count != null && count.get() > 0;
    }
}
