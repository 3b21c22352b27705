package dev.failover.cache;

/** How long a stored response is good. Immutable. */
final class Freshness {
    private Freshness() {}

    static Freshness of(StoredResponse response, CachePolicy policy) {
        return new Freshness();
    }
}
