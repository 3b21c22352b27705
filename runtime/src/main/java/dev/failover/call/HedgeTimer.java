package dev.failover.call;

import dev.failover.metrics.ServiceMetrics;
import dev.failover.metrics.ServiceMetrics.HedgeResult;
import org.jspecify.annotations.Nullable;

/** When one call gets its next hedge, and how many it has had. Not thread-safe. */
final class HedgeTimer {
    /** There will be none (any more). */
    static final long NEVER = Long.MIN_VALUE;

    private final ServiceMetrics metrics;
    /** Null when the call is never hedged. */
    private final @Nullable Hedges plan;

    private int begun;
    private long at = NEVER;

    HedgeTimer(ServiceState service, CallSpec spec) {
        metrics = service.metrics();
        plan = spec.isIdempotent() && !service.isObserving() ? service.hedges() : null;
    }

    /** An attempt has begun, and may turn out to be late. */
    void start(long now) {
        at = NEVER;
        if (plan != null && begun < plan.max()) {
            long delay = plan.delayNanos(now);
            at = delay == Hedges.UNKNOWN ? NEVER : now + delay;
        }
    }

    void stop() {
        at = NEVER;
    }

    long at() {
        return at;
    }

    boolean isDue(long now) {
        return at != NEVER && now - at >= 0;
    }

    /** Takes a hedge off the budget, if it has one left. */
    boolean trySpend(long now) {
        if (plan == null || !plan.trySpend(now)) {
            return false;
        }
        begun++;
        return true;
    }

    void suppressed() {
        metrics.hedge(HedgeResult.SUPPRESSED);
    }

    /** Hedges begun so far. */
    int begun() {
        return begun;
    }

    /** The call has ended. */
    void ended(boolean wonByHedge) {
        if (begun > 0) {
            metrics.hedge(wonByHedge ? HedgeResult.WON : HedgeResult.LOST);
        }
    }
}
