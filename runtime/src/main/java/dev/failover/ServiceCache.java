package dev.failover;

import dev.failover.cache.CacheExchange;
import dev.failover.cache.CachePolicy;
import dev.failover.cache.CacheRequest;
import dev.failover.cache.HttpCache;
import dev.failover.cache.Identity;
import dev.failover.call.ServicePolicy;
import dev.failover.http.Request;
import org.jspecify.annotations.Nullable;

/** The cache as the calls of a service use it. Immutable. */
final class ServiceCache {
    /** Where the calls of one service have their caches from. Thread-safe. */
    interface Source {
        /** For calls that ask endpoints only. */
        Source NONE = new Source() {
            @Override
            public @Nullable ServiceCache of(ServicePolicy calls) {
                return null;
            }

            @Override
            public @Nullable ServiceCache ofOthers() {
                return null;
            }
        };

        /** For calls with such policies; null when they do not use one. */
        @Nullable
        ServiceCache of(ServicePolicy calls);

        /** The one that other calls of the service use, if any do. */
        @Nullable
        ServiceCache ofOthers();
    }

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
                        request.method().name(), request.target(), request.headers(), request.hasBody(), identity),
                policy);
    }
}
