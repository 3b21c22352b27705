package dev.failover.metrics;

/**
 * How latencies are sorted into buckets: each power of two is cut into four buckets of the same width, from 1 us to 275 s
 * (the log-linear scale of HdrHistogram, Gil Tene, with two significant bits). So a value and the middle of its bucket
 * differ by at most a ninth.
 */
final class Buckets {
    private static final int SUB_BITS = 2;
    private static final int LOWEST_BIT = 10;
    private static final int HIGHEST_BIT = 37;

    static final int COUNT = (HIGHEST_BIT - LOWEST_BIT + 1) << SUB_BITS;

    private static final long LOWEST = 1L << LOWEST_BIT;
    private static final long HIGHEST = (1L << (HIGHEST_BIT + 1)) - 1;

    private Buckets() {}

    /** The first bucket takes everything shorter as well, the last one everything longer. */
    static int of(long nanos) {
        long value = Math.min(Math.max(nanos, LOWEST), HIGHEST);
        int highestBit = 63 - Long.numberOfLeadingZeros(value);
        // The bit below the sub-bucket's bits is the highest one: it adds one power of two, that is, one round of four.
        return ((highestBit - LOWEST_BIT - 1) << SUB_BITS) + (int) (value >>> (highestBit - SUB_BITS));
    }

    /** The shortest latency of a bucket; 0 for the first one. */
    static long lower(int bucket) {
        return bucket == 0 ? 0 : steps(bucket) * width(bucket);
    }

    /** The latency at which the next bucket begins; {@code Long.MAX_VALUE} for the last one. */
    static long upper(int bucket) {
        return bucket == COUNT - 1 ? Long.MAX_VALUE : (steps(bucket) + 1) * width(bucket);
    }

    /** What is told of a bucket's latencies: the value with the same relative distance to both ends (the harmonic mean). */
    static long middle(int bucket) {
        long steps = steps(bucket);
        return 2 * steps * (steps + 1) * width(bucket) / (2 * steps + 1);
    }

    private static long steps(int bucket) {
        return (1L << SUB_BITS) + (bucket & ((1 << SUB_BITS) - 1));
    }

    private static long width(int bucket) {
        return 1L << (LOWEST_BIT - SUB_BITS + (bucket >> SUB_BITS));
    }
}
