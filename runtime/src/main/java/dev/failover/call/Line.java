package dev.failover.call;

import dev.failover.endpoint.EndpointState;
import dev.failover.pool.ConnectionPool;
import org.jspecify.annotations.Nullable;

/** The line for the leases of one pool, and the place of one call in it. Not thread-safe. */
final class Line {
    private final ConnectionPool pool;
    private final @Nullable EndpointState endpoint;
    private ConnectionPool.@Nullable Waiter place;

    /** @param endpoint whose pool it is; null when it is the service's */
    Line(ConnectionPool pool, @Nullable EndpointState endpoint) {
        this.pool = pool;
        this.endpoint = endpoint;
    }

    boolean isOf(ConnectionPool other) {
        return pool == other;
    }

    /** Null when it is the service's. */
    @Nullable
    EndpointState endpoint() {
        return endpoint;
    }

    long acquireTimeoutNanos() {
        return pool.policy().acquireTimeoutNanos();
    }

    /** False when the line is full. */
    boolean join(Runnable onGrant) {
        place = pool.await(onGrant);
        return place != null;
    }

    boolean isJoined() {
        return place != null;
    }

    boolean isGranted() {
        return place != null && place.isGranted();
    }

    /** Takes the lease that was granted. */
    void take() {
        place = null;
    }

    /** A lease that was granted meanwhile goes to the next one. */
    void leave() {
        ConnectionPool.Waiter left = place;
        place = null;
        if (left != null && !left.leave()) {
            pool.release();
        }
    }
}
