package dev.failover.breaker;

import dev.failover.time.Durations;

/** Readings of a clock that may wrap, also while nobody looked for centuries. */
final class Moment {
    /** Nothing is ever planned further ahead: what seems to be is long past, and the clock came round since. */
    private static final long FURTHEST = Durations.LONGEST_NANOS + ProbeLeases.QUANTUM;

    /** A reading that is earlier by less than this is a thread that was held up, not a clock that came round. */
    private static final long HELD_UP = 1L << 61;

    private Moment() {}

    /** Whether {@code moment} is still to come. */
    static boolean isAhead(long moment, long now) {
        long wait = moment - now;
        return wait > 0 && wait <= FURTHEST;
    }

    /** Nanoseconds since then, to be taken as unsigned. */
    static long since(long moment, long now) {
        long elapsed = now - moment;
        return elapsed < 0 && elapsed > -HELD_UP ? 0 : elapsed;
    }
}
