package dev.failover;

import dev.failover.call.ServiceState;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The rows of endpoints: where an agent is attached to this JVM, those that it knows too, so that what one learns about an
 * endpoint holds for the other; else new ones. Only types of the JDK are shared, and only rows of a layout that
 * this version knows. Thread-safe.
 */
final class SharedRows implements ServiceState.Rows {
    /** On the boot class path while an agent is attached; frozen, so a name and a signature are all that is needed. */
    private static final String BRIDGE = "dev.failover.agent.bridge.v1.Bridge";

    /** Null when there is no agent: then nobody asks for the row of an endpoint a second time. */
    private final @Nullable ConcurrentMap<String, AtomicLongArray> rows = ofAgent();

    @SuppressWarnings("unchecked") // The bridge is frozen: this is what its method returns.
    private static @Nullable ConcurrentMap<String, AtomicLongArray> ofAgent() {
        try {
            // The boot loader itself is asked: a class of that name in the application is not the bridge.
            Object rows = Class.forName(BRIDGE, false, null).getMethod("rows").invoke(null);
            return (ConcurrentMap<String, AtomicLongArray>) rows;
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException noAgent) {
            return null;
        } catch (InvocationTargetException | SecurityException | LinkageError cannotShare) {
            // Sharing is a benefit; doing without it is no failure.
            return null;
        }
    }

    @Override
    public AtomicLongArray row(String service, Endpoint endpoint) {
        if (rows == null) {
            return EndpointState.newRow();
        }
        AtomicLongArray row = rows.computeIfAbsent(service + " " + endpoint, key -> EndpointState.newRow());
        return EndpointState.canShare(row) ? row : EndpointState.newRow();
    }

    /**
     * Drops the row of an endpoint that is not called any more. Whoever else uses it keeps it, and who comes later gets a new
     * one.
     */
    void forget(String service, Endpoint endpoint) {
        if (rows != null) {
            rows.remove(service + " " + endpoint);
        }
    }
}
