package dev.failover.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * Counts what happens to calls and attempts. All numbers are counters that only grow, so that any exporter can take
 * differences; {@link #snapshot} reads them. Nothing here protects or refuses anything: too many names cost the counters
 * their details and nothing else. Thread-safe, lock-free, and cheap enough to be always on.
 */
public final class MetricsCollector {
    /** So many services, and so many endpoints of each, are told apart by default. */
    public static final int DEFAULT_MAX_SERIES = 2_000;

    private static final int MOST_SERIES = 20_000;

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<MetricsCollector, Map> SERVICES =
            AtomicReferenceFieldUpdater.newUpdater(MetricsCollector.class, Map.class, "services");

    private final int maxSeries;
    private final Listeners listeners = new Listeners();
    private final ServiceMetrics other;
    /** Never written to: each further service makes a new one. */
    private volatile Map<String, ServiceMetrics> services = Collections.emptyMap();

    /** Tells {@value #DEFAULT_MAX_SERIES} services apart, and as many endpoints of each. */
    public MetricsCollector() {
        this(DEFAULT_MAX_SERIES);
    }

    /**
     * @param maxSeries how many services, and how many endpoints of each, are told apart; what comes then is counted as
     *     {@link ServiceMetrics#OTHER}. 1 to 20,000
     * @throws IllegalArgumentException if it is anything else
     */
    public MetricsCollector(int maxSeries) {
        if (maxSeries < 1 || maxSeries > MOST_SERIES) {
            throw new IllegalArgumentException("max series is " + maxSeries + "; allowed is 1 to " + MOST_SERIES
                    + ", such as " + DEFAULT_MAX_SERIES);
        }
        this.maxSeries = maxSeries;
        other = new ServiceMetrics(ServiceMetrics.OTHER, listeners, maxSeries);
    }

    /** The counters of a service: the same object for the same name; those of all other ones when there are too many. */
    public ServiceMetrics service(String name) {
        while (true) {
            Map<String, ServiceMetrics> now = services;
            ServiceMetrics known = now.get(name);
            if (known != null) {
                return known;
            }
            if (now.size() >= maxSeries) {
                other.overCap();
                return other;
            }
            Map<String, ServiceMetrics> more = new HashMap<>(now);
            ServiceMetrics added = new ServiceMetrics(name, listeners, maxSeries);
            more.put(name, added);
            if (SERVICES.compareAndSet(this, now, more)) {
                return added;
            }
        }
    }

    /** Forgets a service that is gone, with all it counted. Whoever still holds its counters counts for nobody. */
    public void retire(String name) {
        while (true) {
            Map<String, ServiceMetrics> now = services;
            if (!now.containsKey(name)) {
                return;
            }
            Map<String, ServiceMetrics> rest = new HashMap<>(now);
            rest.remove(name);
            if (SERVICES.compareAndSet(this, now, rest)) {
                return;
            }
        }
    }

    /** Every service that was asked for, in no order, and the one for {@link ServiceMetrics#OTHER} ones. */
    public List<ServiceMetrics> services() {
        List<ServiceMetrics> all = new ArrayList<>(services.values());
        all.add(other);
        return Collections.unmodifiableList(all);
    }

    /** From now on the listener hears of everything; one that does so already is not added again. */
    public void addListener(FailoverListener listener) {
        listeners.add(listener);
    }

    /** From now on the listener hears nothing any more, except what is being told at this moment. */
    public void removeListener(FailoverListener listener) {
        listeners.remove(listener);
    }

    /** All counters that are not zero, as they are now, sorted by name and tags. */
    public List<Metric> snapshot() {
        List<Metric> metrics = new ArrayList<>();
        for (ServiceMetrics service : services()) {
            service.collect(metrics);
        }
        new Series(metrics).add("failover.listener.failures", listeners.failures());
        Collections.sort(metrics);
        return Collections.unmodifiableList(metrics);
    }
}
