package dev.failover.retry;

import dev.failover.time.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts beyond its first ones a service may get: within a window of time, a share of its calls plus so many per
 * second. So a service in trouble gets little more load than a healthy one, and a rarely called one may still be retried.
 * Immutable.
 *
 * <p>The share is Finagle's and Envoy's 20 %; counted over time and not over the calls under way, which are hardly ever more
 * than none when calls are short (Envoy, issue 30205; Gateway API, GEP-3388).
 */
public final class RetryBudgetPolicy {
    private static final double MAX_FLOOR = 1_000_000;
    private static final long SHORTEST = 1_000_000_000L;
    private static final long LONGEST = 3_600_000_000_000L;
    private static final RetryBudgetPolicy DEFAULT = new RetryBudgetPolicy(0.2, 3, 10_000_000_000L, false);
    private static final RetryBudgetPolicy UNLIMITED = new RetryBudgetPolicy(0.2, 3, 10_000_000_000L, true);

    private final double ratio;
    private final double floorPerSecond;
    private final long windowNanos;
    private final boolean unlimited;

    private RetryBudgetPolicy(double ratio, double floorPerSecond, long windowNanos, boolean unlimited) {
        this.ratio = ratio;
        this.floorPerSecond = floorPerSecond;
        this.windowNanos = windowNanos;
        this.unlimited = unlimited;
    }

    /** A fifth of the calls plus 3 per second, over 10 s. */
    public static RetryBudgetPolicy defaults() {
        return DEFAULT;
    }

    /** No bound at all. */
    public static RetryBudgetPolicy unlimited() {
        return UNLIMITED;
    }

    /**
     * The same with another share of the calls, 0 (the floor alone) to 1 (one for each call); an unlimited policy becomes
     * the default one with this share.
     *
     * @throws IllegalArgumentException if it is no such share
     */
    public RetryBudgetPolicy withRatio(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("budget ratio is " + share
                    + "; it is a share of the calls, 0 (none) to 1 (as many as calls), such as 0.2 for 20%");
        }
        return new RetryBudgetPolicy(share, floorPerSecond, windowNanos, false);
    }

    /**
     * The same with another floor: what is there for every second however few calls there are; default 3, 0 (none) to
     * 1,000,000, and it may be a fraction. The floor of a whole window may be spent at once. An unlimited policy becomes
     * the default one with this floor.
     *
     * @throws IllegalArgumentException if it is outside that range
     */
    public RetryBudgetPolicy withFloorPerSecond(double retries) {
        if (!(retries >= 0 && retries <= MAX_FLOOR)) {
            throw new IllegalArgumentException(
                    "budget floor is " + retries + " per second; allowed is 0 to 1000000, such as 3");
        }
        return new RetryBudgetPolicy(ratio, retries, windowNanos, false);
    }

    /**
     * The same with another window; default 10 s, 1 s to 1 h. An unlimited policy becomes the default one with this
     * window.
     *
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public RetryBudgetPolicy withWindow(Duration window) {
        long nanos = Durations.nanos("budget window", window);
        if (nanos < SHORTEST || nanos > LONGEST) {
            throw new IllegalArgumentException("budget window is " + window + "; allowed is 1s to 1h, such as 10s");
        }
        return new RetryBudgetPolicy(ratio, floorPerSecond, nanos, false);
    }

    /** The share of the calls, 0 to 1. */
    public double ratio() {
        return ratio;
    }

    public double floorPerSecond() {
        return floorPerSecond;
    }

    public Duration window() {
        return Duration.ofNanos(windowNanos);
    }

    long windowNanos() {
        return windowNanos;
    }

    /** Whether there is no bound; the other settings then mean nothing. */
    public boolean isUnlimited() {
        return unlimited;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof RetryBudgetPolicy)) {
            return false;
        }
        RetryBudgetPolicy that = (RetryBudgetPolicy) other;
        return ratio == that.ratio
                && floorPerSecond == that.floorPerSecond
                && windowNanos == that.windowNanos
                && unlimited == that.unlimited;
    }

    @Override
    public int hashCode() {
        return (Double.hashCode(ratio) * 31 + Double.hashCode(floorPerSecond)) * 31 + Long.hashCode(windowNanos);
    }

    @Override
    public String toString() {
        return unlimited
                ? "RetryBudgetPolicy{unlimited}"
                : "RetryBudgetPolicy{ratio=" + ratio + ", floorPerSecond=" + floorPerSecond + ", window=" + window()
                        + "}";
    }
}
