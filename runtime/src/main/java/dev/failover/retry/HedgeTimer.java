package dev.failover.retry;

import java.util.concurrent.atomic.AtomicLong;

/**
 * After how long a service's attempt is hedged now. A percentile is worked out once a second by whichever thread asks first;
 * all others pay two volatile reads. Thread-safe, nobody waits.
 */
public final class HedgeTimer {
    /** There is no hedge: too few samples. */
    public static final long NEVER = -1;

    private static final long REFRESH = 1_000_000_000L;

    private final HedgePolicy policy;
    private final Latencies latencies;
    private final AtomicLong due;
    private volatile long delay;

    /** What attempts took lately. Which ones "lately" means is up to whoever counts them. */
    public interface Latencies {
        /** How many there are. */
        long samples();

        /**
         * The time, in nanoseconds, within which this share of them had ended.
         *
         * @param percent 50 to 99.9
         */
        long percentileNanos(double percent);
    }

    /**
     * @param latencies asked for a percentile only
     * @param now a reading of the monotonic clock
     */
    public HedgeTimer(HedgePolicy policy, Latencies latencies, long now) {
        this.policy = policy;
        this.latencies = latencies;
        this.due = new AtomicLong(now);
        this.delay = policy.delay().isPercentile() ? NEVER : policy.delay().fixedNanos();
    }

    public HedgePolicy policy() {
        return policy;
    }

    /** How long to wait after an attempt has begun before another one joins it, in nanoseconds, or {@link #NEVER}. */
    public long delayNanos(long now) {
        if (policy.delay().isPercentile()) {
            long at = due.get();
            // Further ahead than it was ever set: the clock has come round since.
            if ((now - at >= 0 || at - now > REFRESH) && due.compareAndSet(at, now + REFRESH)) {
                delay = percentile();
            }
        }
        return delay;
    }

    private long percentile() {
        return latencies.samples() < policy.minSamples()
                ? NEVER
                : Math.max(
                        policy.minDelayNanos(),
                        latencies.percentileNanos(policy.delay().percentile()));
    }
}
