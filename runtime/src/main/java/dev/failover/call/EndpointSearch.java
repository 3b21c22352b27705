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
        leases.attempted();
        return elsewhere;
    }

    /** Finds the first endpoint within reach that can take an attempt. */
    boolean find(Reach reach, long now) {
        boolean took = search(reach, now);
        leases.endSearch();
        return took;
    }

    /** The lease of the service stays in hand if nothing is found. */
    private boolean search(Reach reach, long now) {
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
        return false;
    }

    /**
     * Finds an endpoint to go back to: the one that was tried latest only if nobody else can be asked. One search, in which
     * the lease of the service is kept: those who stand in line for it would else pass it round without end.
     */
    boolean findReturn(long now) {
        EndpointState latest = service.order()[tried.last()];
        boolean took = search(Reach.RETURNING, now)
                || (latest.leftAloneFor(now) <= 0 && latest.breaker().wouldPass(now) && take(latest, now));
        leases.endSearch();
        return took;
    }

    /** Finds the first endpoint that was not tried and has a lease, whatever its breaker says. */
    boolean findUntriedInSpiteOfBreaker(long now) {
        EndpointState[] endpoints = service.order();
        leases.beginSearch();
        TriedSet asked = new TriedSet();
        boolean took = false;
        int index;
        while (!took
                && (index = Selector.next(endpoints, preferred, tried, Reach.UNTRIED, asked, now)) != Selector.NONE) {
            took = leases.take(endpoints[index]);
            if (took) {
                found = endpoints[index];
                permit = CircuitBreaker.REJECTED;
            }
            asked.add(index);
        }
        leases.endSearch();
        return took;
    }

    /** Takes an endpoint if it has a lease, whatever its breaker says. */
    boolean findAnyhow(int index, long now) {
        EndpointState endpoint = service.order()[index];
        leases.beginSearch();
        boolean took = leases.take(endpoint);
        if (took) {
            found = endpoint;
            permit = endpoint.breaker().tryAcquire(now);
        }
        leases.endSearch();
        return took;
    }

    /** Whether there is an endpoint that was not tried. */
    boolean hasUntried() {
        for (int i = 0; i < service.order().length; i++) {
            if (!tried.contains(i)) {
                return true;
            }
        }
        return false;
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

    /** How long the leases that were missing may be waited for; 0 or less when not at all. */
    long longestWaitForLease(long now) {
        return leases.longestWait(now);
    }

    /** Stands in line for each of the leases that were missing; false when all lines are full. */
    boolean standInLine(Runnable onGrant) {
        return leases.standInLine(onGrant);
    }

    boolean isInLine() {
        return leases.isInLine();
    }

    /** Whether a lease that the call stands in line for has been granted. */
    boolean isGranted() {
        return leases.granted() != null;
    }

    /** Leaves all lines; leases that were granted meanwhile go to the next ones. */
    void leaveLines() {
        leases.leaveLines();
    }

    /**
     * Uses the first of the leases that were granted and leaves all lines. False when none of them was of use; unless the call
     * {@linkplain #isInLine is still in line} for others, a new search then tells what is missing.
     */
    boolean findGranted(long now) {
        Line line;
        while ((line = leases.granted()) != null) {
            EndpointState endpoint = line.endpoint();
            if (endpoint != null && tried.last() >= 0 && endpoint.leftAloneFor(now) > 0) {
                line.leave();
            } else if ((endpoint != null && isReturn(endpoint) && search(Reach.RETURNING, now))
                    || (leases.take(line) && endpoint != null && takePermit(endpoint, now))) {
                leases.leaveLines();
                return true;
            }
        }
        return false;
    }

    /** Whether it is the one that failed last, which is asked again only if nobody else can be. */
    private boolean isReturn(EndpointState endpoint) {
        return endpoint.index() == tried.last() && service.order().length > 1;
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
