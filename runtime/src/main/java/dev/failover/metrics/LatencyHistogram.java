package dev.failover.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * How many latencies of which length there were, and their sum: from 1 us to 275 s within a ninth of the true value,
 * everything shorter or longer counts to the first or last bucket. Takes no memory for powers of 16 in which nothing was
 * recorded. Thread-safe; recording takes no lock and, once a power of 16 was seen, allocates nothing.
 */
public final class LatencyHistogram extends Cells {
    /** So many buckets, four powers of two, share a block of memory. */
    private static final int GROUP_BITS = 4;

    static final int BUCKETS_OF_GROUP = 1 << GROUP_BITS;
    static final int GROUPS = Buckets.COUNT >> GROUP_BITS;

    /** What a latency can add to the sum: 13 days. */
    private static final long LONGEST = 1L << 50;

    private static final @Nullable AtomicLongArray[][] NONE = none(GROUPS);

    public LatencyHistogram() {
        super(NONE, BUCKETS_OF_GROUP);
    }

    /** @param nanos less than 0 counts as 0, more than 13 days as 13 days */
    public void record(long nanos) {
        record(this, 0, nanos);
    }

    public HistogramSnapshot snapshot() {
        return snapshot(this, 0);
    }

    /** Recorded in some groups of others, which have as many groups as a histogram from there on. */
    static void record(Cells cells, int firstGroup, long nanos) {
        int bucket = Buckets.of(nanos);
        cells.add(
                firstGroup + (bucket >> GROUP_BITS),
                1 + (bucket & (BUCKETS_OF_GROUP - 1)),
                Math.min(Math.max(nanos, 0), LONGEST));
    }

    static HistogramSnapshot snapshot(Cells cells, int firstGroup) {
        long @Nullable [] counts = null;
        long sum = 0;
        for (int group = 0; group < GROUPS; group++) {
            if (cells.isEmpty(firstGroup + group)) {
                continue;
            }
            counts = counts == null ? new long[Buckets.COUNT] : counts;
            for (int i = 0; i < BUCKETS_OF_GROUP; i++) {
                counts[(group << GROUP_BITS) + i] = cells.total(firstGroup + group, 1 + i);
            }
            sum = HistogramSnapshot.sum(sum, cells.total(firstGroup + group, SUM));
        }
        return counts == null ? HistogramSnapshot.EMPTY : new HistogramSnapshot(counts, sum);
    }
}
