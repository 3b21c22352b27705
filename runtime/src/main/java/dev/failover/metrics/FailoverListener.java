package dev.failover.metrics;

import dev.failover.metrics.EndpointMetrics.BreakerEvent;
import dev.failover.metrics.ServiceMetrics.HedgeResult;
import dev.failover.metrics.ServiceMetrics.RetryReason;
import dev.failover.metrics.ServiceMetrics.SuppressedReason;

/**
 * Hears what happens besides plain success. Every method does nothing unless it is overridden.
 *
 * <p>They run on the thread of the call, in the midst of it: they must return at once, must not block and must not make
 * calls themselves. Whatever they throw, an {@code Error} too, is dropped and counted as {@code failover.listener.failures};
 * the call and other listeners do not notice.
 */
public interface FailoverListener {
    /** The circuit breaker of an endpoint opened, half-opened or closed; what it turns away is only counted. */
    default void onBreaker(String service, String endpoint, BreakerEvent event) {}

    /** A call is attempted once more. */
    default void onRetry(String service, RetryReason reason) {}

    /** A failed call is not attempted again, though that could help. */
    default void onRetrySuppressed(String service, SuppressedReason reason) {}

    /** A call that failed at one endpoint goes to another. */
    default void onSwitch(String service, String from, String to) {}

    /** A hedge ended, or was not sent. */
    default void onHedge(String service, HedgeResult result) {}

    /** A call was answered by its fallback. */
    default void onFallback(String service) {}

    /** A call was turned away without an attempt; {@code why} in words. */
    default void onRejection(String service, String why) {}

    /** A lease was not given back in time, and the pool has taken it back. */
    default void onLeaseLeaked(String service, String endpoint) {}

    /** An endpoint asked to be left alone for so many nanoseconds. */
    default void onLeftAlone(String service, String endpoint, long nanos) {}
}
