package dev.failover.metrics;

/**
 * What a {@link LatencyHistogram} held at some time. The buckets are the same in every snapshot, so snapshots can be added
 * up and subtracted. Immutable.
 */
public final class HistogramSnapshot {
    /** The percentile of nothing. */
    public static final long UNKNOWN = -1;

    static final HistogramSnapshot EMPTY = new HistogramSnapshot(new long[Buckets.COUNT], 0);

    private final long[] counts;
    private final long count;
    private final long sum;

    HistogramSnapshot(long[] counts, long sum) {
        this.counts = counts;
        this.sum = sum;
        long all = 0;
        for (long each : counts) {
            all += each;
        }
        count = all;
    }

    /** How many latencies were recorded. */
    public long count() {
        return count;
    }

    /** Their sum in nanoseconds. */
    public long sumNanos() {
        return sum;
    }

    /**
     * The latency in nanoseconds that so many percent of the recorded ones did not exceed, within a ninth of the true value
     * if that lies between 1 us and 275 s; {@link #UNKNOWN} when nothing was recorded.
     *
     * @param percent above 0, up to 100
     * @throws IllegalArgumentException if it is anything else
     */
    public long percentileNanos(double percent) {
        checkPercent(percent);
        if (count == 0) {
            return UNKNOWN;
        }
        long rank = Math.min(count, Math.max(1, (long) Math.ceil(count * percent / 100)));
        int bucket = 0;
        for (long seen = counts[0]; seen < rank; seen += counts[bucket]) {
            bucket++;
        }
        return Buckets.middle(bucket);
    }

    /** How many buckets there are: the same number in every snapshot. */
    public static int buckets() {
        return Buckets.COUNT;
    }

    /** The latency in nanoseconds at which the next bucket begins; {@code Long.MAX_VALUE} for the last bucket. */
    public static long upperBoundNanos(int bucket) {
        return Buckets.upper(bucket);
    }

    /** How many latencies lie in the bucket, from 0. */
    public long bucketCount(int bucket) {
        return counts[bucket];
    }

    /** Both together. */
    public HistogramSnapshot plus(HistogramSnapshot other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        long[] both = counts.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] += other.counts[i];
        }
        return new HistogramSnapshot(both, sum(sum, other.sum));
    }

    /** What was recorded since an earlier snapshot of the same histogram. */
    public HistogramSnapshot minus(HistogramSnapshot earlier) {
        if (earlier.isEmpty()) {
            return this;
        }
        long[] since = counts.clone();
        for (int i = 0; i < since.length; i++) {
            since[i] -= earlier.counts[i];
        }
        return new HistogramSnapshot(since, sum - earlier.sum);
    }

    /** Not by the count alone: what was being recorded may have gone into the sum here and into the count elsewhere. */
    private boolean isEmpty() {
        return count == 0 && sum == 0;
    }

    static void checkPercent(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException(
                    "percentile is " + percent + "; allowed is more than 0 and up to 100, such as 99.9");
        }
    }

    /** Of two sums, both 0 or more; stays at the largest number that there is. */
    static long sum(long one, long other) {
        long both = one + other;
        return both < 0 ? Long.MAX_VALUE : both;
    }

    @Override
    public String toString() {
        return count + " latencies, " + sum + " ns"
                + (count == 0
                        ? ""
                        : ", half up to " + percentileNanos(50) + " ns, 99 % up to " + percentileNanos(99) + " ns");
    }
}
