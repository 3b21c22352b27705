package dev.failover;

import dev.failover.endpoint.Endpoint;

/**
 * Work that any endpoint of a service can do, HTTP or not.
 *
 * @param <T> its result
 */
public interface EndpointCall<T> {
    /** Does the work with this endpoint; any exception is a failure of the attempt. */
    T call(Endpoint endpoint) throws Exception;
}
