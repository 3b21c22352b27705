package dev.failover.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A percentile of the latencies of the last while, such as the delay after which a request is hedged (Dean and Barroso, The
 * Tail at Scale, CACM 2013: the 95th). The span is cut into slices; when one is over, the percentile is taken anew of what
 * was recorded in the latest full slices, and holds for the next slice. Asking costs two volatile reads, and allocates only
 * when a slice is over.
 *
 * <p>A latency belongs to the slice in which the percentile was last asked for before it was recorded.
 *
 * <p>Thread-safe; nobody waits: who asks while another thread takes the percentile gets the one before.
 */
public final class MovingPercentile {
    /** Not enough latencies were recorded. */
    public static final long UNKNOWN = HistogramSnapshot.UNKNOWN;

    /** A reading that is earlier by less than this is a thread that was held up, not a clock that came round. */
    private static final long HELD_UP = 1L << 61;

    private final Supplier<HistogramSnapshot> source;
    private final double percent;
    private final int slices;
    private final long width;
    private final long minSamples;
    private final long origin;
    /** What the source held when a slice began, for the slices of the span and the one that follows. */
    private final HistogramSnapshot[] atBegin;

    private final AtomicBoolean rotating = new AtomicBoolean();
    private long current;
    private volatile long next;
    private volatile long value = UNKNOWN;

    /**
     * @param source a histogram, or several together, that only grow
     * @param percent above 0, up to 100
     * @param spanNanos how far back, such as 30 s; at least one nanosecond for each slice
     * @param slices 1 or more; 6 is a good number
     * @param minSamples with fewer latencies in the span the percentile is {@link #UNKNOWN}; 1 or more
     * @param now a reading of the monotonic clock; nothing counts that was recorded before
     * @throws IllegalArgumentException if one is not allowed
     */
    public MovingPercentile(
            Supplier<HistogramSnapshot> source, double percent, long spanNanos, int slices, int minSamples, long now) {
        HistogramSnapshot.checkPercent(percent);
        if (slices < 1 || spanNanos < slices || minSamples < 1) {
            throw new IllegalArgumentException("a moving percentile has " + slices + " slices, a span of " + spanNanos
                    + " ns and needs " + minSamples + " samples;"
                    + " allowed are 1 or more slices, 1 ns or more for each, and 1 or more samples");
        }
        this.source = source;
        this.percent = percent;
        this.slices = slices;
        this.width = spanNanos / slices;
        this.minSamples = minSamples;
        this.origin = now;
        this.next = now + width;
        this.atBegin = new HistogramSnapshot[slices + 1];
        Arrays.fill(atBegin, source.get());
    }

    /** The percentile in nanoseconds, or {@link #UNKNOWN}. */
    public long nanos(long now) {
        if (now - next >= 0 || next - now > width) {
            rotate(now);
        }
        return value;
    }

    private void rotate(long now) {
        long since = now - origin;
        if ((since < 0 && since > -HELD_UP) || !rotating.compareAndSet(false, true)) {
            return;
        }
        try {
            long slice = Long.divideUnsigned(since, width);
            if (slice > current) {
                HistogramSnapshot latest = source.get();
                for (long each = Math.max(current + 1, slice - slices); each <= slice; each++) {
                    atBegin[index(each)] = latest;
                }
                HistogramSnapshot span = latest.minus(atBegin[index(Math.max(0, slice - slices))]);
                value = span.count() < minSamples ? UNKNOWN : span.percentileNanos(percent);
                current = slice;
                next = origin + (slice + 1) * width;
            }
        } finally {
            rotating.set(false);
        }
    }

    private int index(long slice) {
        return (int) (slice % atBegin.length);
    }
}
