package dev.failover.limiter;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The arrival times of several bandwidths, or of none. They are replaced together: a permit is had of all or of none, so
 * whoever is refused by one of them has taken nothing of another, not even for a moment. Thread-safe, lock-free.
 *
 * <p>What a wait for a faster rate delays is charged to a slower one at once all the same: whatever was taken weighs more on
 * the slower one, so it is never emptier than the faster one and charging later would be no different.
 */
final class SeveralArrivals implements Arrivals {
    private static final AtomicReferenceFieldUpdater<SeveralArrivals, long[]> ARRIVALS =
            AtomicReferenceFieldUpdater.newUpdater(SeveralArrivals.class, long[].class, "arrivals");

    private final Bucket[] buckets;
    /** Never changed in place. */
    private volatile long[] arrivals;

    SeveralArrivals(Bucket[] buckets, long[] arrivals) {
        this.buckets = buckets;
        this.arrivals = arrivals;
    }

    @Override
    public long take(long now, long from, int weight, long maxWait) {
        for (; ; ) {
            long[] before = arrivals;
            long wait = waitFor(before, now, from, weight);
            if (wait > maxWait) {
                return -wait;
            }
            long[] after = new long[before.length];
            for (int i = 0; i < after.length; i++) {
                after[i] = buckets[i].next(before[i], from, weight);
            }
            if (ARRIVALS.compareAndSet(this, before, after)) {
                return wait;
            }
        }
    }

    @Override
    public long waitFor(long now, long from, int weight) {
        return waitFor(arrivals, now, from, weight);
    }

    private long waitFor(long[] present, long now, long from, int weight) {
        long longest = from - now;
        for (int i = 0; i < present.length; i++) {
            longest = Math.max(longest, buckets[i].next(present[i], from, weight) - buckets[i].tolerance - now);
        }
        return longest;
    }

    @Override
    public long lastWait(long now) {
        return lastWait(arrivals, now);
    }

    private long lastWait(long[] present, long now) {
        long longest = 0;
        for (int i = 0; i < present.length; i++) {
            longest = Math.max(longest, buckets[i].waitOf(present[i], now));
        }
        return longest;
    }

    @Override
    public boolean giveBack(int weight, long usableAt, Places places, long now) {
        for (; ; ) {
            long[] before = arrivals;
            if (!places.isGivenBackAsLast(usableAt, lastWait(before, now), now)) {
                return false;
            }
            long[] after = new long[before.length];
            for (int i = 0; i < after.length; i++) {
                after[i] = buckets[i].without(before[i], weight, now - usableAt, now);
            }
            if (ARRIVALS.compareAndSet(this, before, after)) {
                return true;
            }
        }
    }

    @Override
    public long[] debts(long now) {
        long[] present = arrivals;
        long[] debts = new long[present.length];
        for (int i = 0; i < debts.length; i++) {
            debts[i] = Bucket.ahead(present[i], now);
        }
        return debts;
    }

    @Override
    public long available(long now) {
        long[] present = arrivals;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < present.length; i++) {
            least = Math.min(least, buckets[i].available(present[i], now));
        }
        return least;
    }
}
