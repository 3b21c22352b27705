package dev.failover.breaker;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The places of the probes of a half-open breaker, one long for each: {@code [end of the lease 44 | generation 11 | number 7
 * | lost 1 | taken 1]}. Whoever moves that long by compare-and-set has taken the place, or ended its lease. The number grows
 * whenever a place is taken that is free, so that what is reported twice finds nothing to end. When the time of a lease is
 * over, its place may be taken; what its probe reports still counts until somebody does. Who takes it then gets the same
 * number, and the mark that a probe of that number has lost the place: it may still succeed, which takes the mark away. A
 * place that another generation took is free. The end is rounded up to {@link #QUANTUM}. Thread-safe and lock-free.
 */
final class ProbeLeases {
    static final int MAX_PLACES = 10;

    /** Nanoseconds: the unit in which leases end. */
    static final long QUANTUM = 1L << 20;

    /** Set in a permit that is the lease of a place: {@code [0 | 1 | place 4 | the low 58 bits of its long]}. */
    private static final long PROBE = 1L << 62;

    private static final int PLACE_SHIFT = 58;
    private static final long IDENTITY = (1L << PLACE_SHIFT) - 1;

    private static final long TAKEN = 1;
    private static final long LOST = 1L << 1;
    private static final long NEXT_NUMBER = 1L << 2;
    private static final long NUMBER = 0x7fL << 2;
    private static final int GENERATION_SHIFT = 9;
    private static final long GENERATION = 0x7ff;

    /** What a lease keeps while it lasts. */
    private static final long LEASE = IDENTITY & ~LOST;

    /** What a lease has in common with those that lost the place to it. */
    private static final long SUCCESSION = LEASE & (QUANTUM - 1);

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
            long number = isHeld(word, generation) ? (word & NUMBER) | LOST : (word + NEXT_NUMBER) & NUMBER;
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
     * Frees the place; false if what the probe says does not count, because the lease has ended already or somebody else has
     * the place. A success counts even when the place was lost to a probe that is still out, once for each such loss, and
     * frees nothing: with traffic there is always somebody who takes the place, and an endpoint whose answers take longer
     * than a lease would never be believed.
     */
    boolean end(long permit, boolean succeeded) {
        int slot = offset + ((int) (permit >>> PLACE_SHIFT) & 0xf);
        for (; ; ) {
            long word = row.get(slot);
            boolean holds = ((word ^ permit) & LEASE) == 0;
            boolean lost = succeeded && (word & LOST) != 0 && ((word ^ permit) & SUCCESSION) == 0;
            if (!holds && !lost) {
                return false;
            }
            if (row.compareAndSet(slot, word, word & ~(holds ? TAKEN : LOST))) {
                return true;
            }
        }
    }

    private static boolean isTaken(long word, long generation, long now) {
        return isHeld(word, generation) && Moment.isAhead(word & -QUANTUM, now);
    }

    /** Whether its probe has not reported yet, in time or not. */
    private static boolean isHeld(long word, long generation) {
        return (word & TAKEN) != 0 && isOf(word, generation);
    }
}
