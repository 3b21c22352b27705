package dev.failover.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * One counter for each constant of an enumeration, and a sum of what all of them brought along; takes next to no memory until something is
 * counted.
 */
final class Counters<E extends Enum<E>> extends Cells {
    private static final @Nullable AtomicLongArray[][] NONE = none(1);

    /** @param constants how many the enumeration has */
    Counters(int constants) {
        super(NONE, constants);
    }

    void increment(E constant) {
        add(0, 1 + constant.ordinal(), 0);
    }

    /** @param amount added to {@link #sum}; less than 0 counts as 0 */
    void add(E constant, long amount) {
        add(0, 1 + constant.ordinal(), Math.max(0, amount));
    }

    /** All amounts. */
    long sum() {
        return total(0, SUM);
    }

    /** By ordinal. */
    long[] totals() {
        long[] totals = new long[cells()];
        for (int i = 0; i < totals.length; i++) {
            totals[i] = total(0, 1 + i);
        }
        return totals;
    }
}
