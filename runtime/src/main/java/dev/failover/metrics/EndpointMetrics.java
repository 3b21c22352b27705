package dev.failover.metrics;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one endpoint of a service. Thread-safe. */
public final class EndpointMetrics {
    /** How an attempt ended. */
    public enum AttemptOutcome {
        OK,
        STATUS_4XX,
        STATUS_5XX,
        CONNECT,
        IO,
        TIMEOUT,
        CANCELLED
    }

    /** The state that the endpoint's circuit breaker went to. */
    public enum BreakerEvent {
        OPENED,
        HALF_OPENED,
        CLOSED,
        REJECTED
    }

    private final String id;
    private final Counters<AttemptOutcome> attempts = new Counters<>(AttemptOutcome.class);
    private final Counters<BreakerEvent> breaker = new Counters<>(BreakerEvent.class);
    private final LongAdder nanos = new LongAdder();
    private final LongAdder switchesTo = new LongAdder();

    EndpointMetrics(String id) {
        this.id = id;
    }

    public void attempt(AttemptOutcome outcome, long durationNanos) {
        attempts.increment(outcome);
        nanos.add(durationNanos);
    }

    public void breaker(BreakerEvent event) {
        breaker.increment(event);
    }

    /** A call that failed elsewhere came here. */
    public void switchedTo() {
        switchesTo.increment();
    }

    void collect(List<Metric> into, String service) {
        attempts.collect(into, "failover.attempts", "outcome", "service", service, "endpoint", id);
        breaker.collect(into, "failover.breaker.events", "event", "service", service, "endpoint", id);
        add(into, "failover.attempts.nanos", nanos.sum(), service);
        add(into, "failover.switches", switchesTo.sum(), service);
    }

    private void add(List<Metric> into, String metric, long value, String service) {
        if (value != 0) {
            into.add(new Metric(metric, value, "service", service, "endpoint", id));
        }
    }
}
