package dev.failover.cache;

/** Is told what the cache does. Thread-safe; must not throw. */
public interface CacheObserver {
    /** Tells nobody. */
    CacheObserver NONE = new CacheObserver() {};

    /** A request was answered by what was stored and fresh. */
    default void hit(long bytes) {}

    /** A request was answered by what was stored and stale. */
    default void stale(long bytes) {}

    /** A request was answered by what was stored, after the origin had said that it is good. */
    default void revalidated(long bytes) {}

    /** A request was answered by what another call was given. */
    default void collapsed(long bytes) {}

    /** A request that could have been answered went to an endpoint. */
    default void miss() {}

    /** A request went past the cache. */
    default void bypass() {}

    /** What was stored for a target was forgotten, because it may have changed. */
    default void invalidated() {}
}
