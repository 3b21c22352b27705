package dev.failover.limiter;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one policy limits: its rates, and what the server said. Thread-safe, lock-free.
 *
 * <p>A permit belongs to the time from which it may be used. Whoever gives up the last one in line moves the end of the line
 * back; whoever gives up another one leaves a place, see {@link Places}.
 *
 * <p>A policy is replaced in two steps: the change is announced here, then whoever comes by makes new limits of these. A
 * reservation counts only if no change was announced when it was done, so the new limits know of each that counts.
 */
final class Limits {
    private static final AtomicReferenceFieldUpdater<Limits, @Nullable Change> CHANGE =
            AtomicReferenceFieldUpdater.newUpdater(Limits.class, Change.class, "change");

    final RateLimiterPolicy policy;
    /** The arrival time where there is just one; null otherwise. */
    final @Nullable OneArrival only;

    final Places places;
    /** Null when nobody listens. */
    final @Nullable ServerWords words;

    private final Bucket[] buckets;
    private final Arrivals arrivals;
    private final int heaviest;
    private volatile @Nullable Change change;

    private static final class Change {
        final RateLimiterPolicy policy;
        final long now;

        Change(RateLimiterPolicy policy, long now) {
            this.policy = policy;
            this.now = now;
        }
    }

    Limits(RateLimiterPolicy policy, long now) {
        this(policy, now, null);
    }

    /** @param earlier what these limits go on from; null for none */
    private Limits(RateLimiterPolicy policy, long now, @Nullable Limits earlier) {
        List<Bandwidth> bandwidths = policy.bandwidths();
        this.policy = policy;
        this.buckets = new Bucket[bandwidths.size()];
        long[] begin = new long[buckets.length];
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new Bucket(bandwidths.get(i));
            begin[i] = now + (earlier == null ? 0 : earlier.debtFor(buckets[i], now));
            least = Math.min(least, buckets[i].burst);
        }
        this.heaviest = least;
        this.only = buckets.length == 1 ? new OneArrival(buckets[0], begin[0]) : null;
        this.arrivals = only != null ? only : new SeveralArrivals(buckets, begin);
        this.places = earlier == null ? new Places(now) : earlier.places.inherited(earlier.arrivals.lastWait(now), now);
        ServerWords heard = earlier == null ? null : earlier.words;
        this.words = !policy.isFromServer() ? null : heard == null ? new ServerWords() : heard;
    }

    /** As {@link RateLimiter#reserve(long, int, long)}. */
    long reserve(long now, int weight, long maxWait) {
        if (weight > heaviest) {
            return RateLimiter.NEVER;
        }
        if (words == null || words.isSilent()) {
            return take(now, now, weight, maxWait);
        }
        long from = words.notBefore(now);
        ServerWindow window = words.windowAt(from);
        if (window == null) {
            return take(now, from, weight, maxWait);
        }
        if (!window.take(weight)) {
            return take(now, window.resetAt(), weight, maxWait);
        }
        long wait = take(now, from, weight, maxWait);
        if (wait < 0) {
            window.giveBack(weight);
        }
        return wait;
    }

    private long take(long now, long from, int weight, long maxWait) {
        if (from != now && from - now <= maxWait) {
            places.postpone(from, now);
        }
        if (!places.isEmpty()) {
            long wait = arrivals.waitFor(now, from, weight);
            long sooner = places.take(now, from, weight, Math.min(maxWait, wait - 1));
            if (sooner >= 0) {
                return sooner;
            }
        }
        return arrivals.take(now, from, weight, maxWait);
    }

    void giveBack(int weight, long usableAt, long now) {
        if (!arrivals.giveBack(weight, usableAt, places, now) && usableAt - now >= 0) {
            // If its time has come it is left to time to refill it.
            places.add(weight, usableAt, now);
        }
        if (!places.isEmpty()) {
            places.giveBackLatest(arrivals, now);
        }
        if (words != null) {
            words.giveBack(weight, usableAt);
        }
    }

    void hear(ServerLimit limit, long now) {
        if (words != null) {
            words.hear(limit, now, policy.longestResetNanos(), arrivals.lastWait(now));
        }
    }

    /** As {@link RateLimiter#availablePermits}. */
    long available(long now) {
        long least = words == null ? Long.MAX_VALUE : words.available(now);
        return Math.min(least, arrivals.available(now));
    }

    /** Announces the next policy. False if another one was announced before. */
    boolean announce(RateLimiterPolicy next, long now) {
        return CHANGE.compareAndSet(this, null, new Change(next, now));
    }

    boolean isChanging() {
        return change != null;
    }

    /** The limits of the announced policy, with all that was taken and heard here. */
    Limits changed() {
        Change announced = change;
        if (announced == null) {
            return this;
        }
        return new Limits(announced.policy, announced.now, this);
    }

    /** What is owed to a bucket that goes on from these. */
    private long debtFor(Bucket heir, long now) {
        long[] debts = arrivals.debts(now);
        long most = 0;
        boolean known = false;
        for (int i = 0; i < buckets.length; i++) {
            if (buckets[i].hasPeriodOf(heir)) {
                most = Math.max(most, heir.continued(buckets[i], debts[i]));
                known = true;
            }
        }
        for (int i = 0; i < buckets.length && !known; i++) {
            most = Math.max(most, heir.begun(buckets[i], debts[i]));
        }
        return most;
    }
}
