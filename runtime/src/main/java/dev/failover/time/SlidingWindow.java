package dev.failover.time;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * By how much counters that only grow have grown within the latest span of time. The time is cut into buckets; of each one
 * in the span is kept what the counters stood at when it began. So counting itself stays the business of whoever owns the
 * counters (striped ones, say), and an event costs the window one volatile read, except the first one of a bucket.
 *
 * <p>The span is the current bucket and the ones before it, so it is up to one bucket shorter than asked for, never longer.
 *
 * <p>Thread-safe, nobody waits: while one thread begins a bucket, events of others may still be counted to the one before.
 */
public final class SlidingWindow {
    /** The counters: each grows only. */
    public interface Totals {
        /** What counter number {@code counter}, from 0, stands at. */
        long total(int counter);
    }

    /** A reading that is earlier by less than this is a thread that was held up, not a clock that came round. */
    private static final long HELD_UP = 1L << 61;

    private final int counters;
    private final int buckets;
    private final long width;
    private final long origin;
    private final Totals totals;
    /** One more than there are buckets, so that the oldest one can be read while the next one is written. */
    private final AtomicLongArray atBegin;

    private final AtomicBoolean beginning = new AtomicBoolean();
    private volatile long current;
    private volatile long next;

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
        this.atBegin = new AtomicLongArray((buckets + 1) * counters);
        this.next = now + width;
        forget();
    }

    /** To be called before an event is counted: begins a new bucket when it is time. */
    public void advance(long now) {
        if (now - next >= 0 || next - now > width) {
            begin(now);
        }
    }

    /** By how much the counter has grown within the span. */
    public long growth(int counter, long now) {
        advance(now);
        long oldest = Math.max(0, current - buckets + 1);
        return totals.total(counter) - atBegin.get(slot(oldest, counter));
    }

    /** Nothing counts any more that was counted before. */
    public void forget() {
        for (int bucket = 0; bucket <= buckets; bucket++) {
            copyTotals(bucket);
        }
    }

    /** A reading far behind the next bucket is one that has overflowed in between; a little behind, it is a late thread. */
    private void begin(long now) {
        long since = now - origin;
        if ((since < 0 && since > -HELD_UP) || !beginning.compareAndSet(false, true)) {
            return;
        }
        try {
            long bucket = Long.divideUnsigned(since, width);
            for (long each = Math.max(current + 1, bucket - buckets); each <= bucket; each++) {
                copyTotals(each);
            }
            if (bucket > current) {
                current = bucket;
                next = origin + (bucket + 1) * width;
            }
        } finally {
            beginning.set(false);
        }
    }

    private void copyTotals(long bucket) {
        for (int counter = 0; counter < counters; counter++) {
            atBegin.set(slot(bucket, counter), totals.total(counter));
        }
    }

    private int slot(long bucket, int counter) {
        return (int) (bucket % (buckets + 1)) * counters + counter;
    }
}
