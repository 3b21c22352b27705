package dev.failover.cache;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Tells whether a target was forgotten since a call began: what was asked for before that must not be stored after it, because it may be
 * what was there before the change. Each target has a counter in both of two tables, which it shares with others; as long as one of the
 * two stands still, it was not this target. A mistake costs that something is not stored which could be. Thread-safe.
 */
final class ChangeStamps {
    private static final int BITS = 12;

    private final AtomicIntegerArray one = new AtomicIntegerArray(1 << BITS);
    private final AtomicIntegerArray other = new AtomicIntegerArray(1 << BITS);

    /** How things stand with a target. */
    long of(String target) {
        int hash = spread(target.hashCode());
        return ((long) one.get(slot(hash)) << 32) | (other.get(otherSlot(hash)) & 0xffff_ffffL);
    }

    /** Whether the target may have been forgotten since things stood so. */
    boolean hasChanged(String target, long stamp) {
        long now = of(target);
        return (int) (now >>> 32) != (int) (stamp >>> 32) && (int) now != (int) stamp;
    }

    void forgotten(String target) {
        int hash = spread(target.hashCode());
        one.incrementAndGet(slot(hash));
        other.incrementAndGet(otherSlot(hash));
    }

    void allForgotten() {
        for (int i = 0; i < 1 << BITS; i++) {
            one.incrementAndGet(i);
            other.incrementAndGet(i);
        }
    }

    private static int slot(int hash) {
        return hash & ((1 << BITS) - 1);
    }

    private static int otherSlot(int hash) {
        return hash >>> (32 - BITS);
    }

    /** Each bit depends on all of the hash code (the last step of MurmurHash3). */
    private static int spread(int hashCode) {
        int hash = (hashCode ^ (hashCode >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }
}
