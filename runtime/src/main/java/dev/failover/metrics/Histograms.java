package dev.failover.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** One histogram of latencies for each constant of an enumeration; those that stay empty take next to no memory. */
final class Histograms<E extends Enum<E>> extends Cells {
    /** @param none from {@link #none(Enum[])}, shared by all of the same enumeration */
    Histograms(@Nullable AtomicLongArray[][] none) {
        super(none, LatencyHistogram.BUCKETS_OF_GROUP);
    }

    static @Nullable AtomicLongArray[][] none(Enum<?>[] constants) {
        return none(constants.length * LatencyHistogram.GROUPS);
    }

    void record(E constant, long nanos) {
        LatencyHistogram.record(this, constant.ordinal() * LatencyHistogram.GROUPS, nanos);
    }

    HistogramSnapshot snapshot(E constant) {
        return LatencyHistogram.snapshot(this, constant.ordinal() * LatencyHistogram.GROUPS);
    }

    /** By ordinal. */
    HistogramSnapshot[] snapshots() {
        HistogramSnapshot[] snapshots = new HistogramSnapshot[groups() / LatencyHistogram.GROUPS];
        for (int i = 0; i < snapshots.length; i++) {
            snapshots[i] = LatencyHistogram.snapshot(this, i * LatencyHistogram.GROUPS);
        }
        return snapshots;
    }
}
