package dev.failover.call;

import dev.failover.metrics.MovingPercentile;
import dev.failover.metrics.ServiceMetrics;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudget;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the hedged calls of one service share: when an attempt is late, and how many more there may be. Thread-safe.
 *
 * <p>An attempt that lost to its hedge is called off, and nobody knows how long it would have taken: the percentile is one of
 * the attempts that ended by themselves. It is lower than that of all, but by no more than the budget hides: where 5 % of the
 * calls are hedged and all the slow ones lose, the 95th of those that are left is about the 90th of all. What is hedged too
 * early for that is paid from the same budget.
 */
final class Hedges {
    /** There is no hedge: nobody knows yet what is late. */
    static final long UNKNOWN = -1;

    private static final long SPAN = 30_000_000_000L;
    private static final int SLICES = 6;

    private final HedgePolicy policy;
    private final RetryBudget budget;
    private final @Nullable MovingPercentile percentile;

    /** @param calls how many calls of the service have ended */
    Hedges(HedgePolicy policy, ServiceMetrics metrics, LongSupplier calls, long now) {
        this.policy = policy;
        this.budget = new RetryBudget(policy.budget(), calls, now);
        this.percentile = policy.delay().isPercentile()
                ? new MovingPercentile(
                        metrics::attemptLatency, policy.delay().percentile(), SPAN, SLICES, policy.minSamples(), now)
                : null;
    }

    HedgePolicy policy() {
        return policy;
    }

    /** The most for one call. */
    int max() {
        return policy.maxHedges();
    }

    /** After how long an attempt gets another one beside it, or {@link #UNKNOWN}. */
    long delayNanos(long now) {
        // Here and not when something is spent: the window has to see the calls that are not hedged, too.
        budget.advance(now);
        if (percentile == null) {
            return policy.delay().fixedNanos();
        }
        long nanos = percentile.nanos(now);
        return nanos == MovingPercentile.UNKNOWN ? UNKNOWN : Math.max(policy.minDelayNanos(), nanos);
    }

    boolean trySpend(long now) {
        return budget.trySpend(now);
    }
}
