package dev.failover.select;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A set of endpoints by index, such as those that one call has tried already. One long while a service has at most 64. Not thread-safe. */
public final class TriedSet {
    private long low;
    private @Nullable BitSet high;
    private int last = -1;

    /** Notes an endpoint as tried, and as the latest one. */
    public void add(int index) {
        last = index;
        if (index < Long.SIZE) {
            low |= 1L << index;
        } else {
            if (high == null) {
                high = new BitSet();
            }
            high.set(index - Long.SIZE);
        }
    }

    public boolean contains(int index) {
        return index < Long.SIZE ? (low & (1L << index)) != 0 : high != null && high.get(index - Long.SIZE);
    }

    /** The endpoint that was tried latest; -1 while there is none. */
    public int last() {
        return last;
    }
}
