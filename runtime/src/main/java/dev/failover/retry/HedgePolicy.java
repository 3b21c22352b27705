package dev.failover.retry;

import dev.failover.time.Durations;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a call that may be sent twice gets a second attempt beside one that is late (a hedge), and how many such attempts a
 * service may have. The first good answer wins. No policy means no hedging. Immutable.
 *
 * <p>Dean and Barroso, "The Tail at Scale" (2013): after the 95th percentile, a few per cent more load take away most of the
 * tail.
 *
 * <p>A hedge comes on top of the call's {@link RetryPolicy#maxAttempts} and goes to an endpoint that the call has not tried;
 * to another one than the latest if it has tried all of them, and to the same one only if there is no other. It costs the hedges' budget, which is another one than that of the retries. When nothing is left of it, or there
 * are too few samples for a percentile, then only the hedge does not happen: an attempt under way is never touched.
 */
public final class HedgePolicy {
    private static final int MOST_HEDGES = 5;
    private static final int MOST_SAMPLES = 1_000_000;
    private static final RetryBudgetPolicy BUDGET =
            RetryBudgetPolicy.defaults().withRatio(0.05).withFloorPerSecond(0.1);

    private final HedgeDelay delay;
    private final int maxHedges;
    private final int minSamples;
    private final long minDelayNanos;
    private final RetryBudgetPolicy budget;

    private HedgePolicy(HedgeDelay delay, int maxHedges, int minSamples, long minDelayNanos, RetryBudgetPolicy budget) {
        this.delay = Objects.requireNonNull(delay, "delay");
        this.maxHedges = maxHedges;
        this.minSamples = minSamples;
        this.minDelayNanos = minDelayNanos;
        this.budget = Objects.requireNonNull(budget, "budget");
    }

    /** One hedge after this time; at most 5 % of the calls plus one in 10 s. A percentile of at least 100 samples, 1 ms. */
    public static HedgePolicy after(HedgeDelay delay) {
        return new HedgePolicy(delay, 1, 100, 1_000_000, BUDGET);
    }

    /** As {@link #after(HedgeDelay)}, with a fixed time longer than 0. */
    public static HedgePolicy after(Duration delay) {
        return after(HedgeDelay.fixed(delay));
    }

    /** As {@link #after(HedgeDelay)}, with a percentile of our own latencies, 50 to 99.9. */
    public static HedgePolicy afterPercentile(double percent) {
        return after(HedgeDelay.percentile(percent));
    }

    /** The same with another delay. */
    public HedgePolicy withDelay(HedgeDelay other) {
        return new HedgePolicy(other, maxHedges, minSamples, minDelayNanos, budget);
    }

    /**
     * The same with another number of hedges for one call, 1 to 5; default 1. Each begins one delay after the attempt
     * before it.
     *
     * @throws IllegalArgumentException if it is outside that range
     */
    public HedgePolicy withMaxHedges(int hedges) {
        if (hedges < 1 || hedges > MOST_HEDGES) {
            throw new IllegalArgumentException("max hedges is " + hedges
                    + "; allowed is 1 to 5 beside the first attempt; for no hedging leave the hedge delay out");
        }
        return new HedgePolicy(delay, hedges, minSamples, minDelayNanos, budget);
    }

    /**
     * The same with another number of samples below which a percentile means nothing, so that there are no hedges;
     * default 100, 1 to 1,000,000. A fixed delay needs none.
     *
     * @throws IllegalArgumentException if it is outside that range
     */
    public HedgePolicy withMinSamples(int samples) {
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw new IllegalArgumentException(
                    "min samples is " + samples + "; allowed is 1 to " + MOST_SAMPLES + ", such as 100");
        }
        return new HedgePolicy(delay, maxHedges, samples, minDelayNanos, budget);
    }

    /** The same with another lower bound of a percentile's delay; default 1 ms, 0 for none. A fixed delay is as it is. */
    public HedgePolicy withMinDelay(Duration shortest) {
        return new HedgePolicy(delay, maxHedges, minSamples, Durations.nanos("min hedge delay", shortest), budget);
    }

    /** The same with another budget; default 5 % of the calls plus 0.1 per second, over 10 s. */
    public HedgePolicy withBudget(RetryBudgetPolicy hedges) {
        return new HedgePolicy(delay, maxHedges, minSamples, minDelayNanos, hedges);
    }

    public HedgeDelay delay() {
        return delay;
    }

    /** Attempts beside the first one. */
    public int maxHedges() {
        return maxHedges;
    }

    public int minSamples() {
        return minSamples;
    }

    public long minDelayNanos() {
        return minDelayNanos;
    }

    /** Of the hedges alone. */
    public RetryBudgetPolicy budget() {
        return budget;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof HedgePolicy)) {
            return false;
        }
        HedgePolicy that = (HedgePolicy) other;
        return delay.equals(that.delay)
                && maxHedges == that.maxHedges
                && minSamples == that.minSamples
                && minDelayNanos == that.minDelayNanos
                && budget.equals(that.budget);
    }

    @Override
    public int hashCode() {
        return (delay.hashCode() * 31 + maxHedges) * 31 + budget.hashCode();
    }

    @Override
    public String toString() {
        return "HedgePolicy{delay=" + delay + ", maxHedges=" + maxHedges
                + (delay.isPercentile()
                        ? ", minSamples=" + minSamples + ", minDelay=" + Duration.ofNanos(minDelayNanos)
                        : "")
                + ", budget=" + budget + "}";
    }
}
