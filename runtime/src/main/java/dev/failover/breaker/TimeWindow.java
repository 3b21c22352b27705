package dev.failover.breaker;

import dev.failover.time.SlidingWindow;
import java.util.concurrent.atomic.LongAdder;

/** The results of the latest span of time, in ten buckets. A good one costs an increment and a volatile read. */
final class TimeWindow extends ResultWindow {
    private static final int BUCKETS = 10;

    private static final int RESULTS = 0;
    private static final int FAILURES = 1;
    private static final int SLOW = 2;

    private final Totals totals;
    private final SlidingWindow window;

    TimeWindow(CircuitBreakerPolicy policy, long generation, long now) {
        super(policy, generation);
        this.totals = new Totals();
        this.window = window(policy, totals, now);
    }

    /** With the results of another window; those of another span, or of a count window, are taken to be from now. */
    TimeWindow(CircuitBreakerPolicy policy, ResultWindow old, long now) {
        super(policy, old.generation);
        if (old instanceof TimeWindow && old.policy.windowNanos() == policy.windowNanos()) {
            this.totals = ((TimeWindow) old).totals;
            this.window = ((TimeWindow) old).window;
            return;
        }
        this.totals = new Totals();
        this.window = window(policy, totals, now);
        totals.results.add(old.results(now));
        totals.failures.add(old.failures(now));
        totals.slow.add(old.slow(now));
    }

    private static SlidingWindow window(CircuitBreakerPolicy policy, Totals totals, long now) {
        int buckets = (int) Math.min(BUCKETS, policy.windowNanos());
        return new SlidingWindow(SLOW + 1, policy.windowNanos(), buckets, totals, now);
    }

    @Override
    void addGood(long now) {
        window.advance(now);
        totals.results.increment();
    }

    @Override
    void addBad(boolean failed, boolean slow, long now) {
        window.advance(now);
        totals.results.increment();
        if (failed) {
            totals.failures.increment();
        }
        if (slow) {
            totals.slow.increment();
        }
    }

    @Override
    long results(long now) {
        return window.growth(RESULTS, now);
    }

    @Override
    long failures(long now) {
        return window.growth(FAILURES, now);
    }

    @Override
    long slow(long now) {
        return window.growth(SLOW, now);
    }

    /** What has been counted since the window began. */
    private static final class Totals implements SlidingWindow.Totals {
        private final LongAdder results = new LongAdder();
        private final LongAdder failures = new LongAdder();
        private final LongAdder slow = new LongAdder();

        @Override
        public long total(int counter) {
            return (counter == RESULTS ? results : counter == FAILURES ? failures : slow).sum();
        }
    }
}
