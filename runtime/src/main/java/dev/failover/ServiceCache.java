package dev.failover;

import dev.failover.cache.CacheExchange;
import dev.failover.cache.CachePolicy;
import dev.failover.cache.CacheRequest;
import dev.failover.cache.HttpCache;
import dev.failover.cache.Identity;
import dev.failover.http.Request;

/** The cache as the calls of a service use it. Immutable. */
final class ServiceCache {
    private final HttpCache cache;
    private final CachePolicy policy;
    private final Identity identity;

    /**
     * @param policy of these calls
     * @param identity as whom the service is asked
     */
    ServiceCache(HttpCache cache, CachePolicy policy, Identity identity) {
        this.cache = cache;
        this.policy = policy;
        this.identity = identity;
    }

    CacheExchange begin(Request request) {
        return cache.begin(
                new CacheRequest(
                        request.method().name(),
                        request.target(),
                        request.headers(),
                        request.bodyForTransport() != null,
                        identity),
                policy);
    }
}
