package dev.failover.call;

import dev.failover.limiter.RateLimiter;
import dev.failover.retry.RetryPolicy;
import org.jspecify.annotations.Nullable;

/** The rate limiter's permit for the next attempt of one call: it goes back if the attempt is not made. Not thread-safe. */
final class LimiterPermit {
    private final @Nullable RateLimiter limiter;
    private final int weight;
    private boolean unused;
    private long usableFrom;

    LimiterPermit(@Nullable RateLimiter limiter, int weight) {
        this.limiter = limiter;
        this.weight = weight;
    }

    /** Takes a permit; answers as {@link RateLimiter#reserve} does. */
    long reserve(long now, long maxWaitNanos) {
        if (limiter == null) {
            return 0;
        }
        long wait = weight == 1 ? limiter.reserve(now, maxWaitNanos) : limiter.reserve(now, weight, maxWaitNanos);
        unused = wait >= 0;
        usableFrom = now + wait;
        return wait;
    }

    /** Whether there is a permit at once, that of an attempt that was not made or another one. */
    boolean isHeldOrReserved(long now) {
        return unused || reserve(now, 0) == 0;
    }

    /** How long a first attempt may wait for its permit. */
    long longestWait() {
        return limiter == null ? 0 : limiter.policy().waitNanos();
    }

    /**
     * How long a repetition may wait for its permit. Not at all where the limit is ours; but a server that has just said when
     * it will answer again is taken at its word, as with any {@code Retry-After}.
     */
    long longestPause(RetryPolicy retry) {
        return limiter != null && limiter.policy().isFromServer() ? retry.maxRetryAfterNanos() : 0;
    }

    void use() {
        unused = false;
    }

    void giveBackUnused(long now) {
        if (unused && limiter != null) {
            unused = false;
            limiter.giveBack(weight, now - usableFrom, now);
        }
    }
}
