package dev.failover.metrics;

import dev.failover.metrics.EndpointMetrics.AttemptOutcome;
import dev.failover.metrics.EndpointMetrics.BreakerEvent;
import dev.failover.metrics.EndpointMetrics.Event;
import java.util.Arrays;

/** What the counters of an endpoint stood at, or of several endpoints together. Immutable. */
public final class EndpointSnapshot {
    private static final AttemptOutcome[] OUTCOMES = AttemptOutcome.values();
    private static final BreakerEvent[] BREAKER_EVENTS = BreakerEvent.values();

    static final EndpointSnapshot EMPTY = empty();

    private final HistogramSnapshot succeeded;
    private final HistogramSnapshot[] attempts;
    private final long[] breaker;
    private final long[] events;

    /** @param attempts by ordinal, like the others, and without those that {@code succeeded} */
    EndpointSnapshot(HistogramSnapshot succeeded, HistogramSnapshot[] attempts, long[] breaker, long[] events) {
        this.succeeded = succeeded;
        this.attempts = attempts;
        this.breaker = breaker;
        this.events = events;
    }

    private static EndpointSnapshot empty() {
        HistogramSnapshot[] attempts = new HistogramSnapshot[OUTCOMES.length];
        Arrays.fill(attempts, HistogramSnapshot.EMPTY);
        return new EndpointSnapshot(
                HistogramSnapshot.EMPTY, attempts, new long[BREAKER_EVENTS.length], new long[Event.values().length]);
    }

    /** How long the attempts took that ended so. */
    public HistogramSnapshot latency(AttemptOutcome outcome) {
        HistogramSnapshot some = attempts[outcome.ordinal()];
        return outcome == AttemptOutcome.OK ? some.plus(succeeded) : some;
    }

    /** Those attempts that were their call from its begin to its successful end. */
    HistogramSnapshot succeeded() {
        return succeeded;
    }

    EndpointSnapshot plus(EndpointSnapshot other) {
        HistogramSnapshot[] allAttempts = attempts.clone();
        for (int i = 0; i < allAttempts.length; i++) {
            allAttempts[i] = allAttempts[i].plus(other.attempts[i]);
        }
        return new EndpointSnapshot(
                succeeded.plus(other.succeeded), allAttempts, sum(breaker, other.breaker), sum(events, other.events));
    }

    private static long[] sum(long[] some, long[] others) {
        long[] sum = some.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += others[i];
        }
        return sum;
    }

    void collect(Series series) {
        long[] counts = new long[OUTCOMES.length];
        long nanos = 0;
        for (AttemptOutcome outcome : OUTCOMES) {
            HistogramSnapshot latency = latency(outcome);
            counts[outcome.ordinal()] = latency.count();
            nanos = HistogramSnapshot.sum(nanos, latency.sumNanos());
        }
        series.addEach("failover.attempts", "outcome", OUTCOMES, counts);
        series.add("failover.attempts.nanos", nanos);
        series.addEach("failover.breaker.events", "event", BREAKER_EVENTS, breaker);
        series.add("failover.switches", events[Event.SWITCH.ordinal()]);
        series.add("failover.pool.leaked", events[Event.LEASE_LEAKED.ordinal()]);
    }
}
