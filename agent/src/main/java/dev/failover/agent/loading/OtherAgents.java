package dev.failover.agent.loading;

import org.jspecify.annotations.Nullable;

/**
 * Tells the clients of other agents from those of the program: what they send to their collectors is none of our business,
 * even where a service has the collector's address. The libraries that they bring along lie in class loaders of their own, and
 * are not woven. Threads tell nothing: those of OpenTelemetry's exporters bear the program's class loader.
 */
final class OtherAgents {
    private static final String[] LOADERS = {
        "io.opentelemetry.javaagent.",
        "datadog.trace.",
        "com.newrelic.",
        "com.dynatrace.",
        "com.appdynamics.",
        "co.elastic.apm.",
        "org.apache.skywalking.apm.agent.",
        "com.huaweicloud.sermant.",
        "io.sermant."
    };

    private OtherAgents() {}

    /** Whether a class loader belongs to another agent. */
    static boolean isTheirs(@Nullable ClassLoader loader) {
        if (loader == null) {
            return false;
        }
        String name = loader.getClass().getName();
        for (String prefix : LOADERS) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
