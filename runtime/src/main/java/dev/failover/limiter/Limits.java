package dev.failover.limiter;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one policy limits: its buckets, the fastest first, and what the server said. Thread-safe, lock-free.
 *
 * <p>With several buckets a permit is looked for in all of them before anything is taken. It is taken from the tightest one
 * first: there the threads that want the same permit meet, and those that do not get it have taken nothing yet.
 *
 * <p>What a wait for a faster rate delays is charged to a slower one at once all the same: whatever was taken weighs more on the
 * slower one, so it is never emptier than the faster one and charging later would be no different.
 *
 * <p>A policy is replaced in two steps: the change is announced here, then whoever comes by makes new limits of these. A
 * reservation counts only if no change was announced when it was done, so the new limits know of each that counts.
 */
final class Limits {
    private static final AtomicReferenceFieldUpdater<Limits, @Nullable Change> CHANGE =
            AtomicReferenceFieldUpdater.newUpdater(Limits.class, Change.class, "change");

    final RateLimiterPolicy policy;
    /** The bucket where there is just one; null otherwise. */
    final @Nullable Bucket only;
    /** Null when nobody listens. */
    final @Nullable ServerWords words;

    private final Bucket[] buckets;
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
        this(policy, now, new ServerWords());
    }

    private Limits(RateLimiterPolicy policy, long now, @Nullable ServerWords heard) {
        List<Bandwidth> bandwidths = policy.bandwidths();
        this.policy = policy;
        this.buckets = new Bucket[bandwidths.size()];
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new Bucket(bandwidths.get(i), now);
            least = Math.min(least, buckets[i].burst);
        }
        this.heaviest = least;
        this.only = buckets.length == 1 ? buckets[0] : null;
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
        if (only != null) {
            return only.take(now, from, only.interval * weight, maxWait);
        }
        long longest = 0;
        double fewest = Double.NEGATIVE_INFINITY;
        int tightest = 0;
        for (int i = 0; i < buckets.length; i++) {
            Bucket bucket = buckets[i];
            long wait = bucket.waitAfter(bucket.next(bucket.get(), from, bucket.interval * weight), from);
            if (wait > longest) {
                longest = wait;
                tightest = i;
            } else if (longest == 0 && bucket.inPermits(wait) > fewest) {
                // None of them makes it wait so far; this is the one with the fewest permits.
                fewest = bucket.inPermits(wait);
                tightest = i;
            }
        }
        longest += from - now;
        return longest > maxWait ? -longest : takeFromEach(0, tightest, now, from, from - now, weight, maxWait);
    }

    /**
     * Takes from one bucket and then from those after it. Recursive, because what a bucket was before it is taken from lies
     * on the stack and nothing is allocated.
     *
     * @param waited the longest wait so far
     */
    private long takeFromEach(int step, int tightest, long now, long from, long waited, int weight, long maxWait) {
        if (step == buckets.length) {
            return waited;
        }
        int index = step == 0 ? tightest : step <= tightest ? step - 1 : step;
        Bucket bucket = buckets[index];
        for (; ; ) {
            long before = bucket.get();
            long after = bucket.next(before, from, bucket.interval * weight);
            long wait = Math.max(bucket.waitAfter(after, now), from - now);
            if (wait > maxWait) {
                return -wait;
            }
            if (bucket.compareAndSet(before, after)) {
                long result = takeFromEach(step + 1, tightest, now, from, Math.max(waited, wait), weight, maxWait);
                if (result < 0) {
                    // If somebody has taken another one meanwhile it is left to time to refill this one: by then the
                    // bucket may have been full again, and giving back would be one permit too many.
                    bucket.compareAndSet(after, before);
                }
                return result;
            }
        }
    }

    void giveBack(int weight, long heldNanos) {
        for (Bucket bucket : buckets) {
            bucket.giveBack(weight, heldNanos);
        }
    }

    /** As {@link RateLimiter#availablePermits}. */
    long available(long now) {
        long least = words == null ? Long.MAX_VALUE : words.available(now);
        for (Bucket bucket : buckets) {
            least = Math.min(least, bucket.available(now));
        }
        return least;
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
        Limits next = new Limits(announced.policy, announced.now, words);
        for (Bucket bucket : next.buckets) {
            inherit(bucket, announced.now);
        }
        return next;
    }

    private void inherit(Bucket heir, long now) {
        boolean known = false;
        for (Bucket bucket : buckets) {
            if (bucket.hasPeriodOf(heir)) {
                heir.continues(bucket, now);
                known = true;
            }
        }
        for (int i = 0; i < buckets.length && !known; i++) {
            heir.beginsAfter(buckets[i], now);
        }
    }
}
