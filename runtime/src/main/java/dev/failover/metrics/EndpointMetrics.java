package dev.failover.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one endpoint of a service. Listeners are told what they ask for on the calling thread. Thread-safe,
 * lock-free; takes about 150 bytes before the first attempt.
 */
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

    /** The state that the endpoint's circuit breaker went to, or that it turned a request away. */
    public enum BreakerEvent {
        OPENED,
        HALF_OPENED,
        CLOSED,
        REJECTED
    }

    enum Event {
        SWITCH,
        LEASE_LEAKED
    }

    private static final @Nullable AtomicLongArray[][] NO_ATTEMPTS = Histograms.none(AttemptOutcome.values());
    private static final int BREAKER_EVENTS = BreakerEvent.values().length;
    private static final int EVENTS = Event.values().length;

    private final String service;
    private final String id;
    private final Listeners listeners;
    /** Apart from the others, because a successful call should find it fast. */
    private final LatencyHistogram succeeded = new LatencyHistogram();

    private final Histograms<AttemptOutcome> attempts = new Histograms<>(NO_ATTEMPTS);
    private final Counters<BreakerEvent> breaker = new Counters<>(BREAKER_EVENTS);
    private final Counters<Event> events = new Counters<>(EVENTS);

    EndpointMetrics(String service, String id, Listeners listeners) {
        this.service = service;
        this.id = id;
        this.listeners = listeners;
    }

    /**
     * A call went here first and at once, and succeeded with that: counts an attempt that was {@link AttemptOutcome#OK} and
     * a call that was a success, both of this duration. Instead of {@link #attempt} and {@link ServiceMetrics#call}.
     *
     * @param durationNanos less than 0 counts as 0
     */
    public void succeeded(long durationNanos) {
        succeeded.record(durationNanos);
    }

    /**
     * An attempt ended, in any other case than {@link #succeeded}; how its call ended is to be counted apart.
     *
     * @param durationNanos less than 0 counts as 0
     */
    public void attempt(AttemptOutcome outcome, long durationNanos) {
        attempts.record(outcome, durationNanos);
    }

    public void breaker(BreakerEvent event) {
        breaker.increment(event);
        if (event != BreakerEvent.REJECTED && !listeners.isEmpty()) {
            listeners.tell(listener -> listener.onBreaker(service, id, event));
        }
    }

    /** A call that failed elsewhere came here. */
    public void switchedFrom(EndpointMetrics other) {
        events.increment(Event.SWITCH);
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.onSwitch(service, other.id, id));
        }
    }

    /** A lease was not given back in time, and the pool has taken it back. */
    public void leaseLeaked() {
        events.increment(Event.LEASE_LEAKED);
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.onLeaseLeaked(service, id));
        }
    }

    /** The endpoint asked to be left alone for so long; only listeners are told. */
    public void leftAlone(long nanos) {
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.onLeftAlone(service, id, nanos));
        }
    }

    /** The value of the tag {@code endpoint}. */
    public String id() {
        return id;
    }

    /** How long the attempts took that were {@link AttemptOutcome#OK}. */
    public HistogramSnapshot latency() {
        return succeeded.snapshot().plus(attempts.snapshot(AttemptOutcome.OK));
    }

    /** How long the attempts took that ended so. */
    public HistogramSnapshot latency(AttemptOutcome outcome) {
        return outcome == AttemptOutcome.OK ? latency() : attempts.snapshot(outcome);
    }

    EndpointSnapshot snapshot() {
        return new EndpointSnapshot(succeeded.snapshot(), attempts.snapshots(), breaker.totals(), events.totals());
    }

    /** From now on the counters stay what they are; what is still counted here counts there. */
    void close(EndpointMetrics heir) {
        succeeded.close(heir.succeeded);
        attempts.close(heir.attempts);
        breaker.close(heir.breaker);
        events.close(heir.events);
    }
}
