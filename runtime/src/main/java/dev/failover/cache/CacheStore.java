package dev.failover.cache;

import org.jspecify.annotations.Nullable;

/**
 * Where the entries of one service's cache lie. Thread-safe. A store that fails or is corrupt costs a miss and never a call: no
 * method throws, whatever happens below.
 */
public interface CacheStore {
    /** What is stored under that key, or null: nothing is, or it could not be read. */
    @Nullable
    Variants get(String key);

    /**
     * Puts, replaces or removes in one step, if there still is what the caller has seen.
     *
     * @param seen what {@link #get} returned; null when there was nothing
     * @param next null to remove
     * @return whether it happened; false also when the store failed
     */
    boolean compareAndSet(String key, @Nullable Variants seen, @Nullable Variants next);

    /** Removes what is stored under that key, whatever it is. */
    void remove(String key);

    /** Removes everything. */
    void clear();

    /** The number of keys, as far as the store knows; 0 when it does not. */
    long size();

    /** Writes down what is to survive, if anything is, and lets go of everything. May be called more than once. */
    void close();
}
