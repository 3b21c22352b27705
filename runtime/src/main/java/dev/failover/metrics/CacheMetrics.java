package dev.failover.metrics;

import java.util.List;

/**
 * The counters of one service's cache: what came of each call that could have been answered from it. Thread-safe, lock-free,
 * without allocation once they were used; takes next to no memory before.
 */
public final class CacheMetrics {
    /** What came of a call, in the words of {@code Cache-Status} (RFC 9211) where it has one. */
    private enum Result {
        HIT,
        REVALIDATED,
        STALE,
        MISS,
        BYPASS,
        COLLAPSED
    }

    private enum Event {
        INVALIDATION
    }

    private static final Result[] RESULTS = Result.values();

    private final Counters<Result> requests = new Counters<>(RESULTS.length);
    private final Counters<Event> events = new Counters<>(Event.values().length);

    CacheMetrics() {}

    /**
     * A fresh response was used, no endpoint was asked.
     *
     * @param bytes of its body, as of the methods below; less than 0 counts as 0
     */
    public void hit(long bytes) {
        requests.add(Result.HIT, bytes);
    }

    /** A stale response was used, because there was no better one or while it is validated in the background. */
    public void stale(long bytes) {
        requests.add(Result.STALE, bytes);
    }

    /** An endpoint was asked, and said that the stored response is still good. */
    public void revalidated(long bytes) {
        requests.add(Result.REVALIDATED, bytes);
    }

    /** There was no response that could be used, and an endpoint gave one. */
    public void miss() {
        requests.increment(Result.MISS);
    }

    /** The request was none for the cache, such as a POST or one that says {@code no-store}. */
    public void bypass() {
        requests.increment(Result.BYPASS);
    }

    /** The answer to the same request of another call was used, for which this one waited. */
    public void collapsed(long bytes) {
        requests.add(Result.COLLAPSED, bytes);
    }

    /** What was stored for a URI is not to be used any more, because a request has changed what is there. */
    public void invalidated() {
        events.increment(Event.INVALIDATION);
    }

    void collect(List<Metric> into, String service) {
        Series series = new Series(into, "service", service);
        series.addEach("failover.cache.requests", "result", RESULTS, requests.totals());
        series.add("failover.cache.bytes", requests.sum());
        series.add("failover.cache.invalidations", events.totals()[Event.INVALIDATION.ordinal()]);
    }
}
