package dev.failover.breaker;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The policy of one copy of a breaker, and the results it has counted by it: a window of the present generation, made when
 * its first result comes, if the policy needs one. Thread-safe and lock-free.
 */
final class Results {
    private static final AtomicReferenceFieldUpdater<Results, ResultWindow> WINDOW =
            AtomicReferenceFieldUpdater.newUpdater(Results.class, ResultWindow.class, "window");

    private volatile CircuitBreakerPolicy policy;
    private volatile @Nullable ResultWindow window;

    Results(CircuitBreakerPolicy policy) {
        this.policy = policy;
    }

    CircuitBreakerPolicy policy() {
        return policy;
    }

    void reconfigure(CircuitBreakerPolicy newPolicy) {
        policy = newPolicy;
        if (!newPolicy.needsWindow()) {
            window = null;
        }
    }

    /** Adds a success that was not slow. */
    void addGood(long generation, long now) {
        CircuitBreakerPolicy present = policy;
        if (present.needsWindow()) {
            ResultWindow results = window;
            if (results == null || !results.isOf(present, generation)) {
                results = renewed(generation, now);
            }
            if (results != null) {
                results.addGood(now);
            }
        }
    }

    /** Adds a failure, a slow call, or what is both, and returns whether there are too many by now. */
    boolean addBad(long generation, boolean failed, boolean slow, long now) {
        if (!policy.needsWindow()) {
            return false;
        }
        ResultWindow results = of(generation, now);
        if (results == null) {
            return false;
        }
        results.addBad(failed, slow, now);
        return results.isTooBad(now);
    }

    double failureRate(long generation, long now) {
        ResultWindow results = gauged(generation, now);
        return results == null ? Double.NaN : share(results, results.failures(now), now);
    }

    double slowRate(long generation, long now) {
        ResultWindow results = gauged(generation, now);
        return results == null || !results.policy.hasSlowCalls() ? Double.NaN : share(results, results.slow(now), now);
    }

    private static double share(ResultWindow results, long some, long now) {
        long all = results.results(now);
        return all < results.policy.minimumCalls() ? Double.NaN : Math.min(1, (double) some / all);
    }

    private @Nullable ResultWindow gauged(long generation, long now) {
        ResultWindow present = window;
        return present == null || present.generation != generation ? null : of(generation, now);
    }

    /** The window of that generation as the policy wants it; null if there is a later one already. */
    private @Nullable ResultWindow of(long generation, long now) {
        ResultWindow present = window;
        return present != null && present.isOf(policy, generation) ? present : renewed(generation, now);
    }

    private @Nullable ResultWindow renewed(long generation, long now) {
        for (; ; ) {
            ResultWindow old = window;
            CircuitBreakerPolicy wanted = policy;
            if (old != null && old.generation > generation) {
                return null;
            }
            if (old != null && old.isOf(wanted, generation)) {
                return old;
            }
            ResultWindow fresh = old != null && old.generation == generation
                    ? old.reshaped(wanted, now)
                    : ResultWindow.create(wanted, generation, now);
            if (WINDOW.compareAndSet(this, old, fresh)) {
                return fresh;
            }
        }
    }
}
