package dev.failover.call;

import dev.failover.endpoint.EndpointState;
import dev.failover.pool.ConnectionPool;
import org.jspecify.annotations.Nullable;

/**
 * One call's way to the leases of its next attempt: one of the service, where that is limited, and one of the endpoint; and
 * its place in the line for the one that is missing. Not thread-safe.
 */
final class Leases {
    private final @Nullable ConnectionPool ofService;
    /** The service's lease is in hand, and no endpoint's lease is with it yet. */
    private boolean serviceHeld;

    private @Nullable ConnectionPool full;
    /** Whose pool is full; null when it is the service's. */
    private @Nullable EndpointState fullEndpoint;

    private ConnectionPool.@Nullable Waiter place;
    private boolean waits;
    private long waitsUntil;

    Leases(ServiceState service) {
        ofService = service.pool();
    }

    /** Forgets what was missing in an earlier search. */
    void beginSearch() {
        full = null;
        fullEndpoint = null;
    }

    /** What is still in hand because nothing was found goes back. */
    void endSearch() {
        if (serviceHeld && ofService != null) {
            serviceHeld = false;
            ofService.release();
        }
    }

    /** Takes both leases or none, and remembers the first one that was missing. */
    boolean take(EndpointState endpoint) {
        if (ofService != null && !serviceHeld) {
            if (!ofService.tryAcquire()) {
                miss(ofService, null);
                return false;
            }
            serviceHeld = true;
        }
        if (!endpoint.pool().tryAcquire()) {
            miss(endpoint.pool(), endpoint);
            return false;
        }
        serviceHeld = false;
        waits = false;
        return true;
    }

    private void miss(ConnectionPool pool, @Nullable EndpointState endpoint) {
        if (full == null) {
            full = pool;
            fullEndpoint = endpoint;
        }
    }

    void release(EndpointState endpoint) {
        endpoint.pool().release();
        if (ofService != null) {
            ofService.release();
        }
    }

    boolean isFull() {
        return full != null;
    }

    /** A call that stood in two lines does not wait twice as long. */
    long longestWait(long now) {
        if (full == null) {
            return 0;
        }
        if (!waits) {
            waits = true;
            waitsUntil = now + full.policy().acquireTimeoutNanos();
        }
        return waitsUntil - now;
    }

    boolean standInLine(Runnable onGrant) {
        place = full == null ? null : full.await(onGrant);
        return place != null;
    }

    boolean isGranted() {
        return place != null && place.isGranted();
    }

    void leaveLine() {
        ConnectionPool.Waiter left = place;
        place = null;
        waits = false;
        if (left != null && full != null && !left.leave()) {
            full.release();
        }
    }

    /** The endpoint whose leases are now all held; null when there is another one to get, which a new search does. */
    @Nullable
    EndpointState takeGranted() {
        place = null;
        EndpointState endpoint = fullEndpoint;
        if (endpoint == null) {
            serviceHeld = true;
            return null;
        }
        if (ofService != null && !ofService.tryAcquire()) {
            endpoint.pool().release();
            return null;
        }
        waits = false;
        return endpoint;
    }
}
