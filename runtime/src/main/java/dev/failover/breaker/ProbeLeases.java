package dev.failover.breaker;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The places of the probes of a half-open breaker, one long for each: {@code [end of the lease 48 | generation 11 | number 4
 * | taken 1]}. Whoever moves that long by compare-and-set has taken the place, or ended its lease; the number makes each
 * lease of a place a different one, so that what is reported twice, or after somebody else took the place, finds nothing to
 * end. When the time of a lease is over, its place may be taken; what its probe reports still counts until somebody does. A
 * place that another generation took is free. The end is rounded up to {@link #QUANTUM}. Thread-safe and lock-free.
 */
final class ProbeLeases {
    static final int MAX_PLACES = 10;

    /** Nanoseconds: the unit in which leases end. */
    static final long QUANTUM = 1L << 16;

    /** Set in a permit that is the lease of a place: {@code [0 | 1 | place 4 | the low 58 bits of its long]}. */
    private static final long PROBE = 1L << 62;

    private static final int PLACE_SHIFT = 58;
    private static final long IDENTITY = (1L << PLACE_SHIFT) - 1;

    private static final long TAKEN = 1;
    private static final long NUMBER = 0xfL << 1;
    private static final int GENERATION_SHIFT = 5;
    private static final long GENERATION = 0x7ff;

    private final AtomicLongArray row;
    private final int offset;

    /** @param offset of the first of {@link #MAX_PLACES} places */
    ProbeLeases(AtomicLongArray row, int offset) {
        this.row = row;
        this.offset = offset;
    }

    static boolean isLease(long permit) {
        return (permit & PROBE) != 0;
    }

    /** Whether the lease was taken in that generation. */
    static boolean isOf(long permit, long generation) {
        return ((permit >>> GENERATION_SHIFT) & GENERATION) == (generation & GENERATION);
    }

    /** Takes one of the first {@code places} places; returns the permit, or {@link CircuitBreaker#REJECTED}. */
    long take(long generation, int places, long leaseNanos, long now) {
        int place = 0;
        while (place < places) {
            long word = row.get(offset + place);
            if (isTaken(word, generation, now)) {
                place++;
                continue;
            }
            long end = (now + leaseNanos + QUANTUM - 1) & -QUANTUM;
            long number = (word + TAKEN + TAKEN) & NUMBER;
            long lease = end | ((generation & GENERATION) << GENERATION_SHIFT) | number | TAKEN;
            if (row.compareAndSet(offset + place, word, lease)) {
                return PROBE | ((long) place << PLACE_SHIFT) | (lease & IDENTITY);
            }
        }
        return CircuitBreaker.REJECTED;
    }

    /** Whether one of the first {@code places} places is free. */
    boolean isFree(long generation, int places, long now) {
        for (int place = 0; place < places; place++) {
            if (!isTaken(row.get(offset + place), generation, now)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Frees the place; false if the lease has ended already, or somebody else has the place: then nothing it says counts. Its
     * time does not matter: an endpoint whose answers take longer than a lease would never be believed.
     */
    boolean end(long permit) {
        int slot = offset + ((int) (permit >>> PLACE_SHIFT) & 0xf);
        long word = row.get(slot);
        return (word & IDENTITY) == (permit & IDENTITY) && row.compareAndSet(slot, word, word & ~TAKEN);
    }

    private static boolean isTaken(long word, long generation, long now) {
        return (word & TAKEN) != 0 && isOf(word, generation) && Moment.isAhead(word & -QUANTUM, now);
    }
}
