package dev.failover.limiter;

import dev.failover.time.Durations;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * A smooth rate limiter for one or several rates at once: the generic cell rate algorithm (ITU-T I.371, Annex A), in which
 * there is no cycle whose edge could let a double burst through. On request it also keeps to what the server says of its own
 * limit.
 *
 * <p>Thread-safe, lock-free, first come first served: a permit that must be waited for is reserved at once, so the
 * reservations are the queue, and nobody has to be woken.
 */
public final class RateLimiter {
    /** Returned for what no waiting helps: more permits at once than a burst holds. Negative. */
    public static final long NEVER = Long.MIN_VALUE;

    private static final AtomicReferenceFieldUpdater<RateLimiter, Limits> LIMITS =
            AtomicReferenceFieldUpdater.newUpdater(RateLimiter.class, Limits.class, "limits");

    private volatile Limits limits;

    /** @param now a reading of the monotonic clock; the full burst is there from the start */
    public RateLimiter(RateLimiterPolicy policy, long now) {
        this.limits = new Limits(policy, now);
    }

    public RateLimiterPolicy policy() {
        return limits.policy;
    }

    /** Takes one permit: {@link #reserve(long, int, long)} with the weight 1. */
    public long reserve(long now, long maxWaitNanos) {
        Limits current = limits;
        OneArrival only = current.only;
        if (only != null && current.places.isEmpty() && (current.words == null || current.words.isSilent())) {
            long wait = only.take(now, now, 1, bounded(maxWaitNanos));
            if (!current.isChanging()) {
                return wait;
            }
        }
        return reserveAtLength(now, 1, maxWaitNanos);
    }

    /**
     * Takes a permit of that weight if it is to be had within {@code maxWaitNanos}.
     *
     * @param now a reading of the monotonic clock
     * @param weight how many permits it counts for, 1 or more
     * @param maxWaitNanos less than 0 counts as 0, more than a hundred years as that
     * @return 0 when the call may go on, a positive number of nanoseconds that it must wait first (the permit is
     *     reserved; {@link #giveBack} it if the call does not go on), or a negative number when nothing was taken: the
     *     permit is to be had in {@code -result} nanoseconds, or {@link #NEVER}
     * @throws IllegalArgumentException if the weight is less than 1
     */
    public long reserve(long now, int weight, long maxWaitNanos) {
        requireWeight(weight);
        return reserveAtLength(now, weight, maxWaitNanos);
    }

    /** A reservation that a change of policy overtook is made again; at worst the new limits count it twice. */
    private long reserveAtLength(long now, int weight, long maxWaitNanos) {
        for (; ; ) {
            Limits current = settled();
            long wait = current.reserve(now, weight, bounded(maxWaitNanos));
            if (!current.isChanging()) {
                return wait;
            }
        }
    }

    /**
     * Returns a permit of {@link #reserve} whose call did not go on, to every rate of ours, and to what the server said to
     * remain if it was taken from that. If nobody waits behind it, it is as if it had not been taken. Else those who wait keep
     * their times: the place of a permit that was still waited for goes to whoever comes next, and the one of a permit whose
     * time has come is lost.
     *
     * @param weight as it was taken
     * @param heldNanos for how long it could have been used; negative when its wait was not over yet, by what was left of it.
     *     What time has refilled meanwhile does not come back a second time.
     * @param now a reading of the monotonic clock; the permit could have been used from {@code now - heldNanos}
     * @throws IllegalArgumentException if the weight is less than 1
     */
    public void giveBack(int weight, long heldNanos, long now) {
        requireWeight(weight);
        settled().giveBack(weight, now - heldNanos, now);
    }

    /**
     * Takes note of what the server says of its own limit. Until the reset at most as many permits are given as it said to
     * remain. A later word about the same window (its reset within one second of the earlier one, of short
     * windows within half of one) can only lower that; a
     * word about another window replaces it. A pause holds until its end, and a later word can only make it longer. After
     * the reset nothing is known, until the next word. Without {@link RateLimiterPolicy#fromServer(boolean)} nothing of this
     * happens.
     *
     * @param now a reading of the monotonic clock, from which the reset counts
     */
    public void heard(ServerLimit limit, long now) {
        Objects.requireNonNull(limit, "limit");
        settled().hear(limit, now);
    }

    /**
     * Goes on by another policy, which gives no permits: there are as many to be had as before, up to the new burst, and
     * what a larger burst holds more is refilled at the new rate. Reservations stay reserved. A rate goes on from the earlier
     * one with the same period; where there was none, as many permits are missing as were taken of the others. Nobody waits
     * for this, nor does this for anybody.
     *
     * @param now a reading of the monotonic clock
     */
    public void reconfigure(RateLimiterPolicy policy, long now) {
        Objects.requireNonNull(policy, "policy");
        for (; ; ) {
            Limits current = settled();
            if (current.policy.equals(policy) || current.announce(policy, now)) {
                settled();
                return;
            }
        }
    }

    /** Permits that are to be had at once, 0 or more; {@link Long#MAX_VALUE} where nothing limits them. A gauge. */
    public long availablePermits(long now) {
        return settled().available(now);
    }

    /** Limits of which nobody has announced that they change; whoever finds such an announcement carries it out. */
    private Limits settled() {
        for (; ; ) {
            Limits current = limits;
            if (!current.isChanging()) {
                return current;
            }
            LIMITS.compareAndSet(this, current, current.changed());
        }
    }

    private static long bounded(long maxWaitNanos) {
        return Math.max(0, Math.min(maxWaitNanos, Durations.LONGEST_NANOS));
    }

    private static void requireWeight(int weight) {
        if (weight < 1) {
            throw new IllegalArgumentException("weight is " + weight + "; write 1 or more");
        }
    }
}
