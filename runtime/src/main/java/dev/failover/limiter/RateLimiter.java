package dev.failover.limiter;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A smooth rate limiter: the generic cell rate algorithm (ITU-T I.371, Annex A) in its virtual scheduling form. One long
 * holds the theoretical arrival time of the next permit, so there is no cycle whose edge could let a double burst through.
 * Thread-safe, lock-free, first come first served: a permit that must be waited for is reserved at once.
 */
public final class RateLimiter {
    private static final long UNREACHABLE = Long.MAX_VALUE / 4 * 3;

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
            long ahead = expected - now;
            // After long idleness the arrival time lies in the past: the burst does not grow beyond its size. After
            // centuries of it the difference overflows to a future that no reservation can reach.
            long next = (ahead > 0 && ahead < UNREACHABLE ? expected : now) + interval;
            long wait = next - now - tolerance;
            if (wait > maxWaitNanos) {
                return -wait;
            }
            if (arrival.compareAndSet(expected, next)) {
                return Math.max(0, wait);
            }
        }
    }

    /**
     * Returns a permit of {@link #reserve} whose call did not go on.
     *
     * @param heldNanos for how long it could have been used; 0 or less when its wait was not over yet. What time has
     *     refilled meanwhile does not come back a second time.
     */
    public void giveBack(long heldNanos) {
        long left = interval - Math.max(0, heldNanos);
        if (left > 0) {
            arrival.addAndGet(-left);
        }
    }

    private static long multiplySaturated(long nanos, int count) {
        return nanos > Long.MAX_VALUE / 4 / count ? Long.MAX_VALUE / 4 : nanos * count;
    }
}
