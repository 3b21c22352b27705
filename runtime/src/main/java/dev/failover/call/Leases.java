package dev.failover.call;

import dev.failover.endpoint.EndpointState;
import dev.failover.pool.ConnectionPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call's way to the leases of its next attempt: one of the service, where that is limited, and one of the endpoint; and
 * the lines in which it stands while all are out. Not thread-safe.
 */
final class Leases {
    private final @Nullable ConnectionPool ofService;
    /** The service's lease is in hand, and no endpoint's lease is with it yet. */
    private boolean serviceHeld;

    /** Of the pools that were full in the latest search, in its order; the service's alone if that is what was full. */
    private List<Line> full = Collections.emptyList();
    /** In which the call stands. */
    private List<Line> lines = Collections.emptyList();

    private boolean waits;
    private long waitsUntil;

    Leases(ServiceState service) {
        ofService = service.pool();
    }

    /** Forgets what was missing in an earlier search. */
    void beginSearch() {
        full = Collections.emptyList();
    }

    /** What is still in hand because nothing was found goes back. */
    void endSearch() {
        if (serviceHeld && ofService != null) {
            serviceHeld = false;
            ofService.release();
        }
    }

    /** Takes both leases or none, and remembers which was missing. */
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
        return true;
    }

    private void miss(ConnectionPool pool, @Nullable EndpointState endpoint) {
        for (Line line : full) {
            if (line.isOf(pool)) {
                return;
            }
        }
        if (full.isEmpty()) {
            full = new ArrayList<>(2);
        }
        full.add(new Line(pool, endpoint));
    }

    void release(EndpointState endpoint) {
        endpoint.pool().release();
        if (ofService != null) {
            ofService.release();
        }
    }

    boolean isFull() {
        return !full.isEmpty();
    }

    /** A call that stands in line again before its next attempt does not wait twice as long. */
    long longestWait(long now) {
        if (full.isEmpty()) {
            return 0;
        }
        if (!waits) {
            waits = true;
            waitsUntil = now + full.get(0).acquireTimeoutNanos();
        }
        return waitsUntil - now;
    }

    /** An attempt is made: the wait for the next one is another wait. */
    void attempted() {
        waits = false;
    }

    /** Stands in line for everything that was missing; false when all these lines are full. */
    boolean standInLine(Runnable onGrant) {
        lines = full;
        full = Collections.emptyList();
        boolean stands = false;
        for (Line line : lines) {
            stands |= line.join(onGrant);
            if (line.isGranted()) {
                // It came home just now: whoever needs no other one does not take others' turns.
                break;
            }
        }
        return stands;
    }

    boolean isInLine() {
        for (Line line : lines) {
            if (line.isJoined()) {
                return true;
            }
        }
        return false;
    }

    /** The first line that has granted its lease; null when there is none. */
    @Nullable
    Line granted() {
        for (Line line : lines) {
            if (line.isGranted()) {
                return line;
            }
        }
        return null;
    }

    /**
     * Takes the lease that was granted. False when it was not all that was missing: then no line is stood in any more, because
     * a new search has to tell what is.
     */
    boolean take(Line granted) {
        granted.take();
        EndpointState endpoint = granted.endpoint();
        if (endpoint == null) {
            serviceHeld = true;
        } else if (ofService == null || serviceHeld || ofService.tryAcquire()) {
            serviceHeld = false;
            return true;
        } else {
            endpoint.pool().release();
        }
        leaveLines();
        return false;
    }

    void leaveLines() {
        for (Line line : lines) {
            line.leave();
        }
        lines = Collections.emptyList();
    }
}
