package dev.failover.call;

import dev.failover.breaker.CircuitBreaker;
import dev.failover.endpoint.EndpointState;
import dev.failover.metrics.EndpointMetrics.BreakerEvent;
import dev.failover.select.Selector;
import dev.failover.select.Selector.Reach;
import dev.failover.select.TriedSet;
import org.jspecify.annotations.Nullable;

/**
 * One call's search for an endpoint that can take its next attempt: whom it has tried, and what it found. What is found has
 * its breaker's permit and its leases taken. Not thread-safe.
 */
final class EndpointSearch {
    /** Returned by {@link #shortestWait} when no wait helps. */
    static final long NEVER = Long.MAX_VALUE;

    private final ServiceState service;
    private final int preferred;
    private final TriedSet tried = new TriedSet();
    private final Leases leases;
    private @Nullable EndpointState found;
    private long permit;

    EndpointSearch(ServiceState service, int preferred) {
        this.service = service;
        this.preferred = preferred;
        this.leases = new Leases(service);
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

    /** What was found is not used after all. */
    void giveBackFound(long now) {
        EndpointState unused = found();
        if (permit != CircuitBreaker.REJECTED) {
            unused.breaker().onIgnored(permit, now);
        }
        leases.release(unused);
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
        leases.beginSearch();
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
        leases.endSearch();
        return false;
    }

    /** Finds the endpoint that was tried latest, if it can take another attempt. */
    boolean findLatest(long now) {
        EndpointState latest = service.order()[tried.last()];
        boolean took = latest.leftAloneFor(now) <= 0 && take(latest, now);
        leases.endSearch();
        return took;
    }

    /** Finds the first endpoint that was not tried, whatever its breaker says. */
    boolean findUntriedInSpiteOfBreaker(long now) {
        EndpointState[] endpoints = service.order();
        int index = Selector.next(endpoints, preferred, tried, Reach.UNTRIED, null, now);
        boolean took = index != Selector.NONE && leases.take(endpoints[index]);
        leases.endSearch();
        if (took) {
            found = endpoints[index];
            permit = CircuitBreaker.REJECTED;
        }
        return took;
    }

    /** First the lease, then the permit: a permit that is not used would cost the endpoint its probe. */
    private boolean take(EndpointState candidate, long now) {
        return leases.take(candidate) && takePermit(candidate, now);
    }

    /** Takes the permit for an endpoint whose leases are held; without it they go back. */
    private boolean takePermit(EndpointState candidate, long now) {
        permit = candidate.breaker().tryAcquire(now);
        if (permit == CircuitBreaker.REJECTED) {
            leases.release(candidate);
            return false;
        }
        found = candidate;
        return true;
    }

    /** Whether leases were all that was missing in the latest search. */
    boolean isFull() {
        return leases.isFull();
    }

    /** How long the lease that was missing may be waited for; 0 or less when not at all. */
    long longestWaitForLease(long now) {
        return leases.longestWait(now);
    }

    /** Stands in line for the lease that was missing; false when the line is full. */
    boolean standInLine(Runnable onGrant) {
        return leases.standInLine(onGrant);
    }

    /** Whether the lease that the call stands in line for has been granted. */
    boolean isGranted() {
        return leases.isGranted();
    }

    /** Leaves the line; a lease that was granted meanwhile goes to the next one. */
    void leaveLine() {
        leases.leaveLine();
    }

    /**
     * Uses the lease that was granted. False when it was not all that was missing: the breaker opened while the call stood in
     * line, or there is another lease to get; a new search then tells.
     */
    boolean findGranted(long now) {
        EndpointState endpoint = leases.takeGranted();
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
