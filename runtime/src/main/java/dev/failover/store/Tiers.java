package dev.failover.store;

import dev.failover.cache.CachePolicy;

/** How much lies where. Immutable. */
final class Tiers {
    private final int entries;
    private final long offheap;
    private final long disk;

    private Tiers(int entries, long offheap, long disk) {
        this.entries = entries;
        this.offheap = offheap;
        this.disk = disk;
    }

    static Tiers of(CachePolicy policy) {
        return new Tiers(policy.maxEntries(), policy.offheap(), policy.disk());
    }

    /** Objects on the heap. */
    int entries() {
        return entries;
    }

    /** In bytes; 0 for none. */
    long offheap() {
        return offheap;
    }

    /** In bytes; 0 for none. */
    long disk() {
        return disk;
    }

    Tiers withoutDisk() {
        return new Tiers(entries, offheap, 0);
    }

    Tiers withoutOffheap() {
        return new Tiers(entries, 0, disk);
    }
}
