package dev.failover.store;

import dev.failover.cache.Variants;
import org.jspecify.annotations.Nullable;

/**
 * What Ehcache keeps: the responses together with their key, so that whoever reads them from a damaged index knows whether they are
 * those that were asked for. Immutable.
 */
final class Entry {
    private final String key;
    private final Variants variants;

    Entry(String key, Variants variants) {
        this.key = key;
        this.variants = variants;
    }

    String key() {
        return key;
    }

    Variants variants() {
        return variants;
    }

    /** What Ehcache compares and sets by. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Entry && ((Entry) other).key.equals(key) && ((Entry) other).variants.equals(variants);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + variants.hashCode();
    }

    @Override
    public String toString() {
        return key + " " + variants;
    }
}
