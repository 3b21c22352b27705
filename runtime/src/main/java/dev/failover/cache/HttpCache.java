package dev.failover.cache;

import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import dev.failover.metrics.CacheMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The cache of one service: what is decided about its requests and responses, and the store. Thread-safe. */
public final class HttpCache {
    /** How often a change of a key is tried again that others change at the same time; beyond that it costs a miss. */
    private static final int MOST_TRIES = 64;

    private final CachePolicy policy;
    private final CacheStore store;
    private final CacheClock clock;
    private final TargetLocator locator;
    private final List<Endpoint> endpoints;
    private final CacheMetrics metrics;
    private final Flights flights;
    private final ChangeStamps stamps;

    /**
     * @param endpoints the service's: what lies below one of them lies below all of them
     * @param metrics told what comes of each call
     */
    public HttpCache(
            CachePolicy policy, CacheStore store, CacheClock clock, List<Endpoint> endpoints, CacheMetrics metrics) {
        this(policy, store, clock, endpoints, metrics, new Flights(), new ChangeStamps());
    }

    private HttpCache(
            CachePolicy policy,
            CacheStore store,
            CacheClock clock,
            List<Endpoint> endpoints,
            CacheMetrics metrics,
            Flights flights,
            ChangeStamps stamps) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.store = Objects.requireNonNull(store, "store");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.endpoints = new ArrayList<>(endpoints);
        this.locator = new TargetLocator(endpoints);
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.flights = flights;
        this.stamps = stamps;
    }

    /** The same for other endpoints: what calls of this one fetch and forget meanwhile counts for both. */
    HttpCache with(CachePolicy other, List<Endpoint> ofService, CacheMetrics told) {
        return new HttpCache(other, store, clock, ofService, told, flights, stamps);
    }

    /**
     * Begins a call's dealings with the cache.
     *
     * @param calls the policy for this call: it may differ from the cache's in when a stale response may be used
     */
    public CacheExchange begin(CacheRequest request, CachePolicy calls) {
        long stamp = stamp(request.target());
        Variants variants = request.isGet() || request.isHead() ? store.get(request.target()) : null;
        return new CacheExchange(this, calls, request, variants, Lookup.of(request, variants, calls, clock), stamp);
    }

    /** Tells whether the target was forgotten meanwhile. */
    long stamp(String target) {
        return stamps.of(target);
    }

    /** Forgets what is stored for a target, in all its variants. */
    public void evict(String target) {
        stamps.forgotten(target);
        store.remove(target);
    }

    /** Forgets everything. */
    public void clear() {
        stamps.allForgotten();
        store.clear();
    }

    /** The number of targets of which something is stored, as far as the store knows. */
    public long size() {
        return store.size();
    }

    /** Lets go of the store. */
    public void close() {
        store.close();
    }

    public CachePolicy policy() {
        return policy;
    }

    /** Whether it does what a cache with that policy for these endpoints would. */
    boolean isFor(CachePolicy wanted, List<Endpoint> ofService) {
        return policy.storesAs(wanted) && endpoints.equals(ofService);
    }

    CacheClock clock() {
        return clock;
    }

    CacheStore store() {
        return store;
    }

    CacheMetrics metrics() {
        return metrics;
    }

    Flights flights() {
        return flights;
    }

    /**
     * Keeps a response in place of the one for the same requests, unless the target was forgotten meanwhile.
     *
     * @param stamp the target's when the call began
     */
    void put(String target, StoredResponse response, long stamp) {
        change(target, responses -> {
            if (stamps.hasChanged(target, stamp)) {
                return responses;
            }
            List<StoredResponse> next = new ArrayList<>(responses.size() + 1);
            next.add(Parts.combined(response, responses, policy.maxObjectSize()));
            for (StoredResponse other : responses) {
                if (!isSame(other.selector(), response.selector())) {
                    next.add(other);
                }
            }
            return bounded(next);
        });
        // It may have been forgotten between the look and the change.
        if (stamps.hasChanged(target, stamp)) {
            store.remove(target);
        }
    }

    /** Forgets the response for the same requests as that one. */
    void drop(String target, Selector selector) {
        change(target, responses -> {
            List<StoredResponse> next = new ArrayList<>(responses);
            next.removeIf(other -> isSame(other.selector(), selector));
            return next;
        });
    }

    private void change(String target, UnaryOperator<List<StoredResponse>> change) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Variants seen = store.get(target);
            List<StoredResponse> next =
                    change.apply(seen == null ? new ArrayList<StoredResponse>(1) : seen.responses());
            if (seen == null ? next.isEmpty() : next == seen.responses()) {
                return;
            }
            if (store.compareAndSet(target, seen, next.isEmpty() ? null : Variants.of(next))) {
                return;
            }
        }
    }

    /** As many as there may be, the latest, whose bodies together are not beyond a few of the largest. */
    private List<StoredResponse> bounded(List<StoredResponse> responses) {
        long left = 4 * Math.max(policy.maxObjectSize(), 1);
        int kept = 0;
        while (kept < responses.size() && kept < Variants.MOST) {
            left -= responses.get(kept).body().length;
            if (left < 0 && kept > 0) {
                break;
            }
            kept++;
        }
        return responses.subList(0, kept);
    }

    static boolean isSame(Selector one, Selector other) {
        if (!one.credentials().equals(other.credentials()) || one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!one.name(i).equals(other.name(i)) || !Objects.equals(one.value(i), other.value(i))) {
                return false;
            }
        }
        return true;
    }

    /** After a request that may have changed something (RFC 9111, section 4.4). */
    void invalidate(CacheRequest request, Headers response) {
        forget(request.target());
        forget(targetOf(request, response.first("Location")));
        forget(targetOf(request, response.first("Content-Location")));
    }

    @Nullable
    String targetOf(CacheRequest request, @Nullable String reference) {
        return reference == null ? null : locator.targetOf(request.target(), reference.trim());
    }

    private void forget(@Nullable String target) {
        if (target != null) {
            evict(target);
            metrics.invalidated();
        }
    }

    @Override
    public String toString() {
        return (policy.isShared() ? "shared" : "private") + " HttpCache (" + store.size() + " targets)";
    }
}
