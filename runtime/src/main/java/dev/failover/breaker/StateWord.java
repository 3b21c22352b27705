package dev.failover.breaker;

/**
 * The word that says in which state a breaker is: {@code [generation 40 | level 8 | count 14 | kind 2]}. The generation
 * grows with every transition; the level says how often the recovery time has grown; the count is of failures in a row
 * while closed, of successful probes while half-open. Zero is a closed breaker that knows nothing.
 */
final class StateWord {
    static final int CLOSED = 0;
    static final int OPEN = 1;
    static final int HALF_OPEN = 2;

    static final int MAX_LEVEL = 0xff;

    private static final int LEVEL_SHIFT = 16;
    private static final int GENERATION_SHIFT = 24;
    private static final long COUNT = 0x3fffL << 2;

    private StateWord() {}

    static int kind(long word) {
        return (int) word & 3;
    }

    static int count(long word) {
        return (int) (word & COUNT) >>> 2;
    }

    static int level(long word) {
        return (int) (word >>> LEVEL_SHIFT) & MAX_LEVEL;
    }

    static long generation(long word) {
        return word >>> GENERATION_SHIFT;
    }

    static long withCount(long word, int count) {
        return (word & ~COUNT) | ((long) count << 2);
    }

    /** The word after a transition: the next generation, which has counted nothing yet. */
    static long next(long word, int kind, int level) {
        return ((generation(word) + 1) << GENERATION_SHIFT) | ((long) level << LEVEL_SHIFT) | kind;
    }

    static BreakerState state(int kind) {
        return kind == CLOSED ? BreakerState.CLOSED : kind == OPEN ? BreakerState.OPEN : BreakerState.HALF_OPEN;
    }
}
