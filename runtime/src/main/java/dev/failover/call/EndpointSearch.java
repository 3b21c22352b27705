package dev.failover.call;

import dev.failover.breaker.CircuitBreaker;
import dev.failover.endpoint.EndpointState;
import dev.failover.metrics.EndpointMetrics.BreakerEvent;
import dev.failover.pool.ConnectionPool;
import dev.failover.select.Selector;
import dev.failover.select.Selector.Reach;
import dev.failover.select.TriedSet;
import org.jspecify.annotations.Nullable;

/**
 * One call's search for an endpoint that can take its next attempt: whom it has tried, whose lease it stands in line for,
 * and what it found. What is found has its breaker's permit and its pool's lease taken. Not thread-safe.
 */
final class EndpointSearch {
    /** Returned by {@link #shortestWait} when no wait helps. */
    static final long NEVER = Long.MAX_VALUE;

    private final ServiceState service;
    private final int preferred;
    private final TriedSet tried = new TriedSet();
    private @Nullable EndpointState found;
    private long permit;
    private @Nullable EndpointState full;
    private ConnectionPool.@Nullable Waiter place;

    EndpointSearch(ServiceState service, int preferred) {
        this.service = service;
        this.preferred = preferred;
    }

    /** The endpoint that the caller prefers, else the first one. */
    EndpointState home() {
        return service.order()[Math.max(0, preferred)];
    }

    /** What the latest successful search found. */
    EndpointState found() {
        if (found == null) {
            throw new IllegalStateException("nothing was found");
        }
        return found;
    }

    /** The permit of its breaker, or {@link CircuitBreaker#REJECTED} when it is asked in spite of it. */
    long permit() {
        return permit;
    }

    /** Notes an attempt on it; returns whether the one before was made elsewhere. */
    boolean tries(EndpointState endpoint) {
        boolean elsewhere = endpoint.index() != tried.last();
        tried.add(endpoint.index());
        return elsewhere;
    }

    /** Finds the first endpoint within reach that can take an attempt. */
    boolean find(Reach reach, long now) {
        EndpointState[] endpoints = service.order();
        full = null;
        TriedSet asked = null;
        int index;
        while ((index = Selector.next(endpoints, preferred, tried, reach, asked, now)) != Selector.NONE) {
            EndpointState candidate = endpoints[index];
            if (!candidate.breaker().wouldPass(now)) {
                candidate.metrics().breaker(BreakerEvent.REJECTED);
            } else if (reach == Reach.UNTRIED || candidate.leftAloneFor(now) <= 0) {
                if (take(candidate, now)) {
                    return true;
                }
            }
            asked = asked == null ? new TriedSet() : asked;
            asked.add(index);
        }
        return false;
    }

    /** Finds the endpoint that was tried latest, if it can take another attempt. */
    boolean findLatest(long now) {
        EndpointState latest = service.order()[tried.last()];
        return latest.leftAloneFor(now) <= 0 && take(latest, now);
    }

    /** Finds the first endpoint that was not tried, whatever its breaker says. */
    boolean findUntriedInSpiteOfBreaker(long now) {
        EndpointState[] endpoints = service.order();
        int index = Selector.next(endpoints, preferred, tried, Reach.UNTRIED, null, now);
        if (index == Selector.NONE || !endpoints[index].pool().tryAcquire()) {
            return false;
        }
        found = endpoints[index];
        permit = CircuitBreaker.REJECTED;
        return true;
    }

    /** First the lease, then the permit: a permit that is not used would cost the endpoint its probe. */
    private boolean take(EndpointState candidate, long now) {
        if (!candidate.pool().tryAcquire()) {
            full = full == null ? candidate : full;
            return false;
        }
        return takePermit(candidate, now);
    }

    /** Takes the permit for an endpoint whose lease is held; without it the lease goes back. */
    private boolean takePermit(EndpointState candidate, long now) {
        permit = candidate.breaker().tryAcquire(now);
        if (permit == CircuitBreaker.REJECTED) {
            candidate.pool().release();
            return false;
        }
        found = candidate;
        return true;
    }

    /** How long a lease may be waited for at the endpoint that lacked nothing else; 0 when there is none. */
    long longestWaitForLease() {
        return full == null ? 0 : full.pool().policy().acquireTimeoutNanos();
    }

    /** Whether leases were all that was missing in the latest search. */
    boolean isFull() {
        return full != null;
    }

    /** Stands in line for a lease of that endpoint; false if the line is full too. */
    boolean standInLine(Runnable onGrant) {
        if (full == null) {
            return false;
        }
        place = full.pool().await(onGrant);
        return place != null;
    }

    /** Whether the lease that the call stands in line for has been granted. */
    boolean isGranted() {
        return place != null && place.isGranted();
    }

    /** Leaves the line; a lease that was granted meanwhile goes to the next one. */
    void leaveLine() {
        ConnectionPool.Waiter left = place;
        place = null;
        if (left != null && full != null && !left.leave()) {
            full.pool().release();
        }
    }

    /** Uses the lease that was granted, unless the breaker opened while the call stood in line. */
    boolean findGranted(long now) {
        EndpointState endpoint = full;
        place = null;
        return endpoint != null && takePermit(endpoint, now);
    }

    /** Until {@code delay} is over and some endpoint neither wants to be left alone nor has an open breaker by then. */
    long shortestWait(long delay, long now) {
        long shortest = NEVER;
        for (EndpointState endpoint : service.order()) {
            long wait = Math.max(delay, endpoint.leftAloneFor(now));
            if (wait < shortest && endpoint.breaker().wouldPass(now + wait)) {
                shortest = wait;
            }
        }
        return shortest;
    }
}
