package dev.failover.cache;

import dev.failover.endpoint.Endpoint;
import dev.failover.metrics.CacheMetrics;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The caches of all services, each of which opens its store when it is asked first. Thread-safe. */
public final class ServiceCaches {
    private final StoreOpener opener;
    private final CacheClock clock;
    /** By service; null when these are closed. Replaced as a whole. */
    private final AtomicReference<@Nullable Map<String, HttpCache>> caches =
            new AtomicReference<>(Collections.<String, HttpCache>emptyMap());

    /** Makes the store of a service. Thread-safe; must not throw: without what it takes, it makes one that keeps nothing. */
    public interface StoreOpener {
        CacheStore open(String service, CachePolicy policy);
    }

    public ServiceCaches(StoreOpener opener, CacheClock clock) {
        this.opener = Objects.requireNonNull(opener, "opener");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * The cache of a service: the one that is open, if it does what the policy says, else another one. What is stored stays when only the
     * endpoints have changed.
     *
     * @return null when these are closed
     */
    public @Nullable HttpCache of(String service, CachePolicy policy, List<Endpoint> endpoints, CacheMetrics metrics) {
        for (; ; ) {
            Map<String, HttpCache> known = caches.get();
            if (known == null) {
                return null;
            }
            HttpCache open = known.get(service);
            if (open != null && open.isFor(policy, endpoints)) {
                return open;
            }
            boolean keeps = open != null && open.policy().storesAs(policy);
            // Not opened before the first call: it may take a while.
            HttpCache cache = open != null && keeps
                    ? open.with(policy, endpoints, metrics)
                    : new HttpCache(
                            policy, new LazyStore(() -> opener.open(service, policy)), clock, endpoints, metrics);
            if (replace(known, service, cache)) {
                if (open != null && !keeps) {
                    open.close();
                }
                return cache;
            }
        }
    }

    private boolean replace(Map<String, HttpCache> known, String service, @Nullable HttpCache cache) {
        Map<String, HttpCache> next = new HashMap<>(known);
        if (cache == null) {
            next.remove(service);
        } else {
            next.put(service, cache);
        }
        return caches.compareAndSet(known, next);
    }

    /** The cache of a service that has one, or null. */
    public @Nullable HttpCache find(String service) {
        Map<String, HttpCache> known = caches.get();
        return known == null ? null : known.get(service);
    }

    /** Lets go of a service's cache: what is on a disk stays. */
    public void close(String service) {
        for (; ; ) {
            Map<String, HttpCache> known = caches.get();
            HttpCache open = known == null ? null : known.get(service);
            if (known == null || open == null) {
                return;
            }
            if (replace(known, service, null)) {
                open.close();
                return;
            }
        }
    }

    /** Lets go of all of them, for good. */
    public void close() {
        Map<String, HttpCache> known = caches.getAndSet(null);
        if (known != null) {
            known.values().forEach(HttpCache::close);
        }
    }
}
