package dev.failover.cache;

/** Why a request was answered by the cache or not, in the words of {@code Cache-Status} (RFC 9211, section 2.2). */
enum CacheReason {
    /** Not forwarded. */
    HIT("hit"),
    METHOD("method"),
    REQUEST("request"),
    URI_MISS("uri-miss"),
    VARY_MISS("vary-miss"),
    STALE("stale"),
    PARTIAL("partial");

    private final String token;

    CacheReason(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
