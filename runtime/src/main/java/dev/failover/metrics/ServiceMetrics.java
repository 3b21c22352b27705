package dev.failover.metrics;

import dev.failover.metrics.EndpointMetrics.AttemptOutcome;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** The counters of one service. Listeners are told what they ask for on the calling thread. Thread-safe, lock-free. */
public final class ServiceMetrics {
    /** How a call ended for its caller; {@link #CACHE}: with a response that was stored, and no endpoint was asked. */
    public enum CallOutcome {
        SUCCESS,
        FAILURE,
        REJECTED,
        TIMEOUT,
        CANCELLED,
        FALLBACK,
        CACHE
    }

    /** Why a call was attempted again. */
    public enum RetryReason {
        CONNECT,
        IO,
        TIMEOUT,
        STATUS,
        RETRY_AFTER
    }

    /** Why a failed call was not attempted again. */
    public enum SuppressedReason {
        ATTEMPTS,
        DEADLINE,
        NOT_IDEMPOTENT,
        LIMITER,
        NO_ENDPOINT,
        BUDGET
    }

    /** What came of a hedge: its answer was the call's, it was not, or it was not sent for want of budget or endpoints. */
    public enum HedgeResult {
        WON,
        LOST,
        SUPPRESSED
    }

    /** What observe mode would have done. */
    public enum WouldBe {
        REJECT,
        WAIT,
        SKIP_ENDPOINT,
        RETRY
    }

    private enum Event {
        FALLBACK,
        LIMITER_REJECTION,
        OVER_CAP
    }

    /** Tag value of {@code endpoint} for all that were retired, together. */
    public static final String RETIRED = "retired";

    /** Tag value of {@code endpoint} or {@code service} for all that came when there were as many as may be told apart. */
    public static final String OTHER = "other";

    private static final CallOutcome[] OUTCOMES = CallOutcome.values();
    private static final RetryReason[] RETRY_REASONS = RetryReason.values();
    private static final SuppressedReason[] SUPPRESSED_REASONS = SuppressedReason.values();
    private static final HedgeResult[] HEDGE_RESULTS = HedgeResult.values();
    private static final WouldBe[] WOULD_BES = WouldBe.values();
    private static final @Nullable AtomicLongArray[][] NO_CALLS = Histograms.none(OUTCOMES);
    private static final AtomicReferenceFieldUpdater<ServiceMetrics, Roster> ROSTER =
            AtomicReferenceFieldUpdater.newUpdater(ServiceMetrics.class, Roster.class, "roster");

    private final String name;
    private final Listeners listeners;
    private final int maxEndpoints;
    private final Histograms<CallOutcome> calls = new Histograms<>(NO_CALLS);
    private final Counters<RetryReason> retries = new Counters<>(RETRY_REASONS.length);
    private final Counters<SuppressedReason> suppressed = new Counters<>(SUPPRESSED_REASONS.length);
    private final Counters<HedgeResult> hedges = new Counters<>(HEDGE_RESULTS.length);
    private final Counters<WouldBe> observed = new Counters<>(WOULD_BES.length);
    private final Counters<Event> events = new Counters<>(Event.values().length);
    private final CacheMetrics cache = new CacheMetrics();
    /** What is heard of an endpoint after it was retired. */
    private final EndpointMetrics late;

    private final EndpointMetrics other;
    private volatile Roster roster = new Roster(Collections.emptyMap(), EndpointSnapshot.EMPTY);

    /** The endpoints that are there and the sum of those that were: changed at once, so that nothing is ever counted twice. */
    private static final class Roster {
        final Map<String, EndpointMetrics> present;
        final EndpointSnapshot retired;

        Roster(Map<String, EndpointMetrics> present, EndpointSnapshot retired) {
            this.present = present;
            this.retired = retired;
        }
    }

    ServiceMetrics(String name, Listeners listeners, int maxEndpoints) {
        this.name = name;
        this.listeners = listeners;
        this.maxEndpoints = maxEndpoints;
        late = new EndpointMetrics(name, RETIRED, listeners);
        other = new EndpointMetrics(name, OTHER, listeners);
    }

    /** The value of the tag {@code service}. */
    public String name() {
        return name;
    }

    /**
     * A call ended; not to be told of one that was counted by {@link EndpointMetrics#succeeded}.
     *
     * @param durationNanos from its begin to its end, with all attempts and waits; less than 0 counts as 0
     */
    public void call(CallOutcome outcome, long durationNanos) {
        calls.record(outcome, durationNanos);
    }

    /** A call was turned away: counts it as {@link CallOutcome#REJECTED}. */
    public void rejected(String why, long durationNanos) {
        call(CallOutcome.REJECTED, durationNanos);
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.onRejection(name, why));
        }
    }

    public void retry(RetryReason reason) {
        retries.increment(reason);
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.onRetry(name, reason));
        }
    }

    public void suppressed(SuppressedReason reason) {
        suppressed.increment(reason);
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.onRetrySuppressed(name, reason));
        }
    }

    public void hedge(HedgeResult result) {
        hedges.increment(result);
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.onHedge(name, result));
        }
    }

    /** A fallback was asked for an answer; how the call ended is to be counted apart. */
    public void fallback() {
        events.increment(Event.FALLBACK);
        if (!listeners.isEmpty()) {
            listeners.tell(listener -> listener.onFallback(name));
        }
    }

    /** The rate limiter refused a permit. */
    public void limiterRejected() {
        events.increment(Event.LIMITER_REJECTION);
    }

    public void observed(WouldBe action) {
        observed.increment(action);
    }

    /** The counters of the service's cache. */
    public CacheMetrics cache() {
        return cache;
    }

    /**
     * The counters of an endpoint, named by its {@code host:port}: the same object until it is retired. When there are too
     * many to be told apart, those of all {@link #OTHER} ones.
     */
    public EndpointMetrics endpoint(String id) {
        while (true) {
            Roster now = roster;
            EndpointMetrics known = now.present.get(id);
            if (known != null) {
                return known;
            }
            if (now.present.size() >= maxEndpoints) {
                overCap();
                return other;
            }
            Map<String, EndpointMetrics> more = new HashMap<>(now.present);
            EndpointMetrics added = new EndpointMetrics(name, id, listeners);
            more.put(id, added);
            if (ROSTER.compareAndSet(this, now, new Roster(more, now.retired))) {
                return added;
            }
        }
    }

    /**
     * Forgets an endpoint that is gone. What it counted stays in the sums and is told as the endpoint {@link #RETIRED}, and
     * so is what is still counted by whoever holds its counters. An unknown name changes nothing.
     */
    public void retire(String id) {
        EndpointMetrics gone = roster.present.get(id);
        if (gone == null) {
            return;
        }
        gone.close(late);
        EndpointSnapshot last = gone.snapshot();
        while (true) {
            Roster now = roster;
            if (now.present.get(id) != gone) {
                return;
            }
            Map<String, EndpointMetrics> rest = new HashMap<>(now.present);
            rest.remove(id);
            if (ROSTER.compareAndSet(this, now, new Roster(rest, now.retired.plus(last)))) {
                return;
            }
        }
    }

    /** Attempts by endpoint, sorted, with {@link #RETIRED} and {@link #OTHER}. */
    public Map<String, EndpointSnapshot> endpoints() {
        Roster now = roster;
        Map<String, EndpointSnapshot> all = new TreeMap<>();
        for (EndpointMetrics endpoint : now.present.values()) {
            all.put(endpoint.id(), endpoint.snapshot());
        }
        all.merge(RETIRED, now.retired.plus(late.snapshot()), EndpointSnapshot::plus);
        all.merge(OTHER, other.snapshot(), EndpointSnapshot::plus);
        return all;
    }

    /** How long calls took, with all their attempts and waits, that were a success. */
    public HistogramSnapshot callLatency() {
        return callLatency(CallOutcome.SUCCESS);
    }

    /** How long calls took, with all their attempts and waits, that ended so. */
    public HistogramSnapshot callLatency(CallOutcome outcome) {
        HistogramSnapshot told = calls.snapshot(outcome);
        return outcome == CallOutcome.SUCCESS ? told.plus(succeeded(endpoints())) : told;
    }

    /** How long single attempts took that were OK, at all endpoints together: what to hedge by. */
    public HistogramSnapshot attemptLatency() {
        HistogramSnapshot all = HistogramSnapshot.EMPTY;
        for (EndpointSnapshot endpoint : endpoints().values()) {
            all = all.plus(endpoint.latency(AttemptOutcome.OK));
        }
        return all;
    }

    void overCap() {
        events.increment(Event.OVER_CAP);
    }

    void collect(List<Metric> into) {
        Map<String, EndpointSnapshot> endpoints = endpoints();
        endpoints.forEach((id, endpoint) -> endpoint.collect(new Series(into, "service", name, "endpoint", id)));
        long[] callCounts = new long[OUTCOMES.length];
        for (CallOutcome outcome : OUTCOMES) {
            callCounts[outcome.ordinal()] = calls.snapshot(outcome).count();
        }
        callCounts[CallOutcome.SUCCESS.ordinal()] += succeeded(endpoints).count();
        long[] eventCounts = events.totals();
        Series series = new Series(into, "service", name);
        series.addEach("failover.calls", "outcome", OUTCOMES, callCounts);
        series.addEach("failover.retries", "reason", RETRY_REASONS, retries.totals());
        series.addEach("failover.retries.suppressed", "reason", SUPPRESSED_REASONS, suppressed.totals());
        series.addEach("failover.hedges", "result", HEDGE_RESULTS, hedges.totals());
        series.addEach("failover.observed", "action", WOULD_BES, observed.totals());
        series.add("failover.fallbacks", eventCounts[Event.FALLBACK.ordinal()]);
        series.add("failover.limiter.rejections", eventCounts[Event.LIMITER_REJECTION.ordinal()]);
        cache.collect(into, name);
        series.add("failover.metrics.capped", eventCounts[Event.OVER_CAP.ordinal()]);
    }

    private static HistogramSnapshot succeeded(Map<String, EndpointSnapshot> endpoints) {
        HistogramSnapshot all = HistogramSnapshot.EMPTY;
        for (EndpointSnapshot endpoint : endpoints.values()) {
            all = all.plus(endpoint.succeeded());
        }
        return all;
    }
}
