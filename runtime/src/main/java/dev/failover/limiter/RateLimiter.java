package dev.failover.limiter;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A smooth rate limiter: the generic cell rate algorithm (ITU-T I.371, Annex A) in its virtual scheduling form. One long
 * holds the theoretical arrival time of the next permit, so there is no cycle whose edge could let a double burst through.
 * Thread-safe, lock-free, first come first served: a permit that must be waited for is reserved at once.
 */
public final class RateLimiter {
    private final RateLimiterPolicy policy;
    private final long interval;
    private final long tolerance;
    private final AtomicLong arrival;

    /** @param now a reading of the monotonic clock; the full burst is there from the start */
    public RateLimiter(RateLimiterPolicy policy, long now) {
        this.policy = policy;
        this.interval = policy.rate().intervalNanos();
        this.tolerance = multiplySaturated(interval, policy.burst());
        this.arrival = new AtomicLong(now);
    }

    public RateLimiterPolicy policy() {
        return policy;
    }

    /**
     * Takes a permit if it is to be had within {@code maxWaitNanos}.
     *
     * @return 0 when the call may go on, a positive number of nanoseconds that it must wait first (the permit is
     *     reserved; {@link #giveBack} it if the call does not go on), or a negative number when nothing was taken: a
     *     permit is to be had in {@code -result} nanoseconds
     */
    public long reserve(long now, long maxWaitNanos) {
        for (; ; ) {
            long expected = arrival.get();
            // After long idleness the arrival time lies in the past: the burst does not grow beyond its size.
            long next = (expected - now > 0 ? expected : now) + interval;
            long wait = next - now - tolerance;
            if (wait > maxWaitNanos) {
                return -wait;
            }
            if (arrival.compareAndSet(expected, next)) {
                return Math.max(0, wait);
            }
        }
    }

    /** Returns a permit of {@link #reserve} whose call was cancelled before it went on. */
    public void giveBack() {
        arrival.addAndGet(-interval);
    }

    private static long multiplySaturated(long nanos, int count) {
        return nanos > Long.MAX_VALUE / 4 / count ? Long.MAX_VALUE / 4 : nanos * count;
    }
}
