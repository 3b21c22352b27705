package dev.failover.time;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * By how much counters that only grow have grown within the latest span of time. The time is cut into buckets; of each one
 * in the span is kept what the counters stood at when it began. So counting itself stays the business of whoever owns the
 * counters (striped ones, say), and an event costs the window one volatile read, except the first one of a bucket.
 *
 * <p>The span is the current bucket and the ones before it, so it is up to one bucket shorter than asked for, never longer.
 *
 * <p>Thread-safe, lock-free: a bucket begins with one compare-and-set of a snapshot that never changes (one small
 * allocation for each bucket). So an event that is counted after {@link #advance} is in the bucket of its time, or in a later
 * one, whatever other threads do; and whoever reads sees all beginnings or none of them.
 */
public final class SlidingWindow {
    /** The counters: each grows only. */
    public interface Totals {
        /** What counter number {@code counter}, from 0, stands at. */
        long total(int counter);
    }

    /** A reading that is earlier by less than this is a thread that was held up, not a clock that came round. */
    private static final long HELD_UP = 1L << 61;

    private static final AtomicReferenceFieldUpdater<SlidingWindow, Begun> LATEST =
            AtomicReferenceFieldUpdater.newUpdater(SlidingWindow.class, Begun.class, "latest");

    private final int counters;
    private final int buckets;
    private final long width;
    private final long origin;
    private final Totals totals;
    private volatile Begun latest;

    /** The buckets that have begun. Immutable. */
    private static final class Begun {
        final long bucket;
        /** When the bucket after the latest one begins. */
        final long next;

        final long[] atBegin;

        Begun(long bucket, long next, long[] atBegin) {
            this.bucket = bucket;
            this.next = next;
            this.atBegin = atBegin;
        }
    }

    /**
     * @param counters how many counters {@code totals} has, 1 or more
     * @param spanNanos at least one nanosecond for each bucket
     * @param buckets 1 or more
     * @param now a reading of the monotonic clock; nothing counts that was counted before
     */
    public SlidingWindow(int counters, long spanNanos, int buckets, Totals totals, long now) {
        this.counters = counters;
        this.buckets = buckets;
        this.width = Math.max(1, spanNanos / buckets);
        this.origin = now;
        this.totals = totals;
        this.latest = afresh(0);
    }

    /** To be called before an event is counted: begins a new bucket when it is time. */
    public void advance(long now) {
        Begun begun = latest;
        if (isDue(begun, now)) {
            begin(begun, now);
        }
    }

    /** By how much the counter has grown within the span. */
    public long growth(int counter, long now) {
        advance(now);
        Begun begun = latest;
        return totals.total(counter) - begun.atBegin[slot(Math.max(0, begun.bucket - buckets + 1), counter)];
    }

    /** Nothing counts any more that was counted before. */
    public void forget() {
        Begun begun = latest;
        while (!LATEST.compareAndSet(this, begun, afresh(begun.bucket))) {
            begun = latest;
        }
    }

    /** A reading far behind the next bucket is one that has overflowed in between; a little behind, it is a late thread. */
    private boolean isDue(Begun begun, long now) {
        return now - begun.next >= 0 || begun.next - now > width;
    }

    private void begin(Begun from, long now) {
        long since = now - origin;
        if (since < 0 && since > -HELD_UP) {
            return;
        }
        long bucket = Long.divideUnsigned(since, width);
        Begun begun = from;
        while (bucket > begun.bucket
                && !LATEST.compareAndSet(
                        this, begun, new Begun(bucket, origin + (bucket + 1) * width, beginnings(begun, bucket)))) {
            begun = latest;
        }
    }

    private long[] beginnings(Begun begun, long bucket) {
        long[] atBegin = begun.atBegin.clone();
        for (int counter = 0; counter < counters; counter++) {
            long total = totals.total(counter);
            for (long each = Math.max(begun.bucket, bucket - buckets) + 1; each <= bucket; each++) {
                atBegin[slot(each, counter)] = total;
            }
        }
        return atBegin;
    }

    private Begun afresh(long bucket) {
        long[] atBegin = new long[buckets * counters];
        for (int counter = 0; counter < counters; counter++) {
            long total = totals.total(counter);
            for (int each = 0; each < buckets; each++) {
                atBegin[slot(each, counter)] = total;
            }
        }
        return new Begun(bucket, origin + (bucket + 1) * width, atBegin);
    }

    private int slot(long bucket, int counter) {
        return (int) (bucket % buckets) * counters + counter;
    }
}
