package dev.failover.agent.client;

import dev.failover.cache.CacheExchange;
import dev.failover.cache.CachePolicy;
import dev.failover.cache.CacheRequest;
import dev.failover.cache.HttpCache;
import dev.failover.cache.Identity;
import dev.failover.http.Headers;

/** The cache as the calls of a service use it. Immutable. */
final class ServiceCache {
    private final HttpCache cache;
    private final CachePolicy policy;

    ServiceCache(HttpCache cache, CachePolicy policy) {
        this.cache = cache;
        this.policy = policy;
    }

    CacheExchange begin(String method, String target, Headers headers, boolean hasBody, boolean mayRevalidate) {
        return cache.begin(new CacheRequest(method, target, headers, hasBody, Identity.NONE, mayRevalidate), policy);
    }
}
