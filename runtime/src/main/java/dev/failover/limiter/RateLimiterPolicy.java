package dev.failover.limiter;

import dev.failover.time.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How many calls a service may get in a time, how many at once, and how long a call waits for its turn. Immutable. */
public final class RateLimiterPolicy {
    private final Rate rate;
    private final int burst;
    private final long waitNanos;

    private RateLimiterPolicy(Rate rate, int burst, long waitNanos) {
        this.rate = rate;
        this.burst = burst;
        this.waitNanos = waitNanos;
    }

    /** A policy with this rate, a burst of one second's permits and no waiting. */
    public static RateLimiterPolicy of(Rate rate) {
        return new RateLimiterPolicy(rate, rate.permitsPerSecond(), 0);
    }

    /** Reads the rate as {@link Rate#parse} does. */
    public static RateLimiterPolicy of(String rate) {
        return of(Rate.parse(rate));
    }

    /** The same with another burst: the permits that an idle limiter hands out at once, 1 or more. */
    public RateLimiterPolicy withBurst(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("burst is " + permits + "; write 1 or more");
        }
        return new RateLimiterPolicy(rate, permits, waitNanos);
    }

    /** The same with another wait: a call that cannot have its permit within this time is rejected at once. */
    public RateLimiterPolicy withWait(Duration longest) {
        return new RateLimiterPolicy(rate, burst, Durations.nanos("wait", longest));
    }

    public Rate rate() {
        return rate;
    }

    public int burst() {
        return burst;
    }

    public long waitNanos() {
        return waitNanos;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RateLimiterPolicy
                && ((RateLimiterPolicy) other).rate.equals(rate)
                && ((RateLimiterPolicy) other).burst == burst
                && ((RateLimiterPolicy) other).waitNanos == waitNanos;
    }

    @Override
    public int hashCode() {
        return rate.hashCode() * 31 + burst;
    }

    @Override
    public String toString() {
        return "RateLimiterPolicy{rate=" + rate + ", burst=" + burst + ", wait=" + Duration.ofNanos(waitNanos) + "}";
    }
}
