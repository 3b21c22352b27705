package dev.failover.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts what happens to calls and attempts. All numbers are counters that only grow, so that any exporter can take
 * differences; {@link #snapshot} reads them. Thread-safe, and cheap enough to be always on.
 */
public final class MetricsCollector {
    private final ConcurrentMap<String, ServiceMetrics> services = new ConcurrentHashMap<>();

    /** The counters of a service; the same object for the same name. */
    public ServiceMetrics service(String name) {
        ServiceMetrics known = services.get(name);
        return known != null ? known : services.computeIfAbsent(name, ServiceMetrics::new);
    }

    /** All counters that are not zero, as they are now, sorted by name and tags. */
    public List<Metric> snapshot() {
        List<Metric> metrics = new ArrayList<>();
        for (ServiceMetrics service : services.values()) {
            service.collect(metrics);
        }
        Collections.sort(metrics);
        return Collections.unmodifiableList(metrics);
    }
}
