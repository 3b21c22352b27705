package dev.failover.call;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bound of a service's attempts. A guest's is there to find endpoints that hang, and must not take a service for one that
 * is slow: it is at least twice as long as the longest answer that has come, up to {@link #MOST}. One that the user has said
 * stays what it is. Thread-safe.
 */
final class LearnedBound {
    /** Whatever takes longer is asked for again in the end, as {@link Debt} has it. */
    static final long MOST = 600_000_000_000L;

    private final TimeoutPolicy policy;
    /** Half of the bound. */
    private final AtomicLong half;

    /** @param before the same service's as it was, which has learned something; null for none */
    LearnedBound(TimeoutPolicy policy, @Nullable LearnedBound before) {
        this.policy = policy;
        half = before != null && before.policy.equals(policy)
                ? before.half
                : new AtomicLong(learns(policy) ? policy.attemptNanos() / 2 : Long.MAX_VALUE);
    }

    private static boolean learns(TimeoutPolicy policy) {
        return policy.onlyWhereUseful() && policy.attemptNanos() > 0;
    }

    /** The bound of an attempt that another one may follow, or not, in nanoseconds; 0 for none. */
    long nanos(boolean anotherMayFollow) {
        return nanos(anotherMayFollow, false);
    }

    /**
     * The same.
     *
     * @param isExtra whether the call has an ending already, and this attempt is made for a better one: it has four times as
     *     long when nothing else can follow
     */
    long nanos(boolean anotherMayFollow, boolean isExtra) {
        if (!learns(policy)) {
            return policy.onlyWhereUseful() ? 0 : policy.attemptNanos();
        }
        return anotherMayFollow ? 2 * half.get() : isExtra ? 8 * half.get() : 0;
    }

    /**
     * The answer that a call wanted took so long.
     *
     * @param repeatable whether the request could have been sent again: one whose body comes from the program as it is sent takes
     *     the time of the program
     */
    void answered(boolean repeatable, long nanos) {
        if (repeatable) {
            answered(nanos);
        }
    }

    private void answered(long nanos) {
        long known = half.get();
        while (nanos > known && known < MOST / 2 && !half.compareAndSet(known, Math.min(nanos, MOST / 2))) {
            known = half.get();
        }
    }
}
