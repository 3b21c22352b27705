package dev.failover.metrics;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The counters of one service. Thread-safe. */
public final class ServiceMetrics {
    /** How a call ended for its caller. */
    public enum CallOutcome {
        SUCCESS,
        FAILURE,
        REJECTED,
        TIMEOUT,
        CANCELLED
    }

    /** Why a call was attempted again. */
    public enum RetryReason {
        CONNECT,
        IO,
        TIMEOUT,
        STATUS,
        RETRY_AFTER
    }

    /** Why a failed call was not attempted again. */
    public enum SuppressedReason {
        ATTEMPTS,
        DEADLINE,
        NOT_IDEMPOTENT,
        LIMITER,
        NO_ENDPOINT
    }

    /** What observe mode would have done. */
    public enum WouldBe {
        REJECT,
        WAIT,
        SKIP_ENDPOINT,
        RETRY
    }

    private final String name;
    private final Counters<CallOutcome> calls = new Counters<>(CallOutcome.class);
    private final Counters<RetryReason> retries = new Counters<>(RetryReason.class);
    private final Counters<SuppressedReason> suppressed = new Counters<>(SuppressedReason.class);
    private final Counters<WouldBe> observed = new Counters<>(WouldBe.class);
    private final ConcurrentMap<String, EndpointMetrics> endpoints = new ConcurrentHashMap<>();

    ServiceMetrics(String name) {
        this.name = name;
    }

    public void call(CallOutcome outcome) {
        calls.increment(outcome);
    }

    public void retry(RetryReason reason) {
        retries.increment(reason);
    }

    public void suppressed(SuppressedReason reason) {
        suppressed.increment(reason);
    }

    public void observed(WouldBe action) {
        observed.increment(action);
    }

    /** The counters of an endpoint, named by its {@code host:port}. */
    public EndpointMetrics endpoint(String id) {
        EndpointMetrics known = endpoints.get(id);
        return known != null ? known : endpoints.computeIfAbsent(id, EndpointMetrics::new);
    }

    void collect(List<Metric> into) {
        calls.collect(into, "failover.calls", "outcome", "service", name);
        retries.collect(into, "failover.retries", "reason", "service", name);
        suppressed.collect(into, "failover.retries.suppressed", "reason", "service", name);
        observed.collect(into, "failover.observed", "action", "service", name);
        for (EndpointMetrics endpoint : endpoints.values()) {
            endpoint.collect(into, name);
        }
    }
}
