package dev.failover.call;

import dev.failover.breaker.CircuitBreaker;
import dev.failover.endpoint.EndpointState;
import dev.failover.limiter.RateLimiter;
import dev.failover.metrics.EndpointMetrics.BreakerEvent;
import dev.failover.pool.ConnectionPool;

/**
 * The way of a call to which nothing happens: its permits are there, its first attempt succeeds. It decides what {@link Call}
 * would decide, with the same parts, but it allocates nothing. Whatever does not go smoothly before the attempt takes nothing
 * and leaves the call to the machine; after a failure the machine {@linkplain BlockingDriver#goOn goes on} from there.
 *
 * <pre>
 *   now = clock; e = select(now); permit = enter(e, ..)  ─▶ work with e ─▶ succeeded(e, permit, now)
 *                  │ UNDECIDED        │ REJECTED                └▶ goOn(..., e, permit, now, how it ended)
 *                  └──────────────────┴──▶ the long way: Call.start
 * </pre>
 *
 * Thread-safe.
 */
public final class ShortWay {
    /** Returned by {@link #select} when the machine has to decide. */
    public static final int UNDECIDED = -1;

    /**
     * Returned by {@link #select} when nobody can be asked because all breakers are open. The call is over and counted; all
     * that is left is to tell the caller: {@link Rejection#BREAKERS_OPEN}.
     */
    public static final int REFUSED = -2;

    /** Whether a status below this one is a failure need not be asked. */
    private static final int FIRST_UNWANTED = 300;

    private final ServiceState service;

    ShortWay(ServiceState service) {
        this.service = service;
    }

    /**
     * Where a call which prefers no endpoint begins.
     *
     * @param now the reading of the clock with which the call begins
     * @return the index of its {@link #endpoint}; or {@link #UNDECIDED}, or {@link #REFUSED}
     */
    public int select(long now) {
        if (service.isObserving()) {
            return UNDECIDED;
        }
        EndpointState[] endpoints = service.order();
        boolean allOpen = !service.policy().isFailOpen();
        for (int i = 0; i < endpoints.length; i++) {
            EndpointState endpoint = endpoints[i];
            long permit = endpoint.breaker().look(now);
            if (permit != CircuitBreaker.REJECTED) {
                allOpen = false;
                if (endpoint.isPreferable(now)) {
                    // A probe is a matter for the machine.
                    return permit == CircuitBreaker.UNDECIDED ? UNDECIDED : i;
                }
            }
        }
        return allOpen ? refuse(endpoints) : UNDECIDED;
    }

    /**
     * Where a call begins that prefers an endpoint: there, if nothing speaks against it; anything else is for the machine.
     *
     * @param preferred an index, or negative for none
     * @return as {@link #select(long)}
     */
    public int select(long now, int preferred) {
        if (preferred < 0) {
            return select(now);
        }
        EndpointState endpoint = service.order()[preferred];
        long permit = endpoint.breaker().look(now);
        boolean plain = !service.isObserving()
                && permit != CircuitBreaker.REJECTED
                && permit != CircuitBreaker.UNDECIDED
                && endpoint.isPreferable(now);
        return plain ? preferred : UNDECIDED;
    }

    /** It ends at the moment it began. Nothing was sent, so it earns no retries either. */
    private int refuse(EndpointState[] endpoints) {
        for (EndpointState endpoint : endpoints) {
            endpoint.metrics().breaker(BreakerEvent.REJECTED);
        }
        service.metrics().rejected(Rejection.BREAKERS_OPEN.text(), 0);
        return REFUSED;
    }

    public EndpointState endpoint(int index) {
        return service.order()[index];
    }

    /**
     * Takes everything that an attempt needs, or nothing.
     *
     * @return the breaker's permit, or {@link CircuitBreaker#REJECTED} when the machine has to decide
     */
    public long enter(EndpointState endpoint, CallSpec spec, long now) {
        ConnectionPool ofService = service.pool();
        if (ofService != null && !ofService.tryAcquire()) {
            return CircuitBreaker.REJECTED;
        }
        if (endpoint.pool().tryAcquire()) {
            // Asked after the lease is taken: taking it is what may have lasted.
            long permit = endpoint.breaker().closedPermit();
            if (permit != CircuitBreaker.REJECTED && reserve(spec, now)) {
                if (endpoint.index() > 0 && endpoint.index() != spec.preferred()) {
                    countPassedOver(endpoint.index(), now);
                }
                return permit;
            }
            endpoint.pool().release();
        }
        if (ofService != null) {
            ofService.release();
        }
        return CircuitBreaker.REJECTED;
    }

    private boolean reserve(CallSpec spec, long now) {
        RateLimiter limiter = service.limiter();
        return limiter == null
                || (spec.weight() == 1 ? limiter.reserve(now, 0) : limiter.reserve(now, spec.weight(), 0)) == 0;
    }

    /** The endpoints before this one that were not asked because of their breakers. */
    private void countPassedOver(int index, long now) {
        for (int i = 0; i < index; i++) {
            EndpointState passed = service.order()[i];
            if (passed.isPreferable(now) && !passed.breaker().wouldPass(now)) {
                passed.metrics().breaker(BreakerEvent.REJECTED);
            }
        }
    }

    /** The bound of the attempt in nanoseconds; 0 for none. */
    public long bound(CallSpec spec) {
        long whole = Deadline.bound(service, spec);
        boolean more = service.policy().retry().maxAttempts() > 1 && service.order().length > 1;
        long attempt = service.learnedBound().nanos(more && spec.isIdempotent() && whole == 0);
        return attempt == 0 ? whole : whole == 0 ? attempt : Math.min(attempt, whole);
    }

    /**
     * The first attempt as a driver carries it out. It holds nothing itself: what {@link #enter} took comes home by
     * {@link #succeeded}, by {@link #abandoned}, or when the machine goes on.
     */
    public Attempt attempt(EndpointState endpoint, CallSpec spec, long permit, long startedAt) {
        return attempt(endpoint, spec, permit, startedAt, false);
    }

    /** The same for a driver that leaves it to the machine when something happens: the leases are its own. */
    Attempt holdingAttempt(EndpointState endpoint, CallSpec spec, long permit, long startedAt) {
        return attempt(endpoint, spec, permit, startedAt, true);
    }

    private Attempt attempt(EndpointState endpoint, CallSpec spec, long permit, long startedAt, boolean leased) {
        boolean more = service.policy().retry().maxAttempts() > 1;
        TimeoutPolicy timeouts = service.policy().timeouts();
        return new Attempt(
                endpoint,
                leased ? service.pool() : null,
                1,
                permit,
                leased,
                false,
                startedAt,
                timeouts.connecting(more && service.order().length > 1),
                bound(spec),
                timeouts.onlyWhereUseful() && Deadline.bound(service, spec) == 0,
                more && spec.isIdempotent());
    }

    /** Whether a response leaves nothing for the machine to judge: it is good, and says nothing about the server's limits. */
    public static boolean endsWell(Outcome<?> outcome) {
        return outcome.kind() == Outcome.Kind.RESULT
                && outcome.status() < FIRST_UNWANTED
                && outcome.serverLimit() == null;
    }

    /** The same of an attempt that {@linkplain #holdingAttempt holds} its leases. */
    void succeeded(Attempt first, Outcome<?> answer) {
        succeeded(first.state(), first.permit(), first.startedAt(), answer.isRepeatable());
        first.wentHome();
    }

    /** Whether a result ends the call well, also by what the service's policy and its own words say of it. */
    boolean isGood(Outcome<?> outcome) {
        return endsWell(outcome)
                && !outcome.isUnwanted()
                && !service.policy().retry().rejectsResult(outcome.result());
    }

    /** The attempt brought a result that the caller is content with. */
    public void succeeded(EndpointState endpoint, long permit, long startedAt) {
        succeeded(endpoint, permit, startedAt, true);
    }

    /**
     * The same.
     *
     * @param repeatable whether the request could have been sent again
     */
    public void succeeded(EndpointState endpoint, long permit, long startedAt, boolean repeatable) {
        long now = service.clock().nanos();
        long duration = now - startedAt;
        if (permit >= 0) {
            endpoint.breaker().onSuccess(permit, duration, now);
        }
        endpoint.pool().release(duration, false, now);
        ConnectionPool ofService = service.pool();
        if (ofService != null) {
            ofService.release();
        }
        endpoint.metrics().succeeded(duration);
        service.learnedBound().answered(repeatable, duration);
        service.countCall(now);
    }

    /** The attempt ended with something that goes up to the caller at once: an interrupt, or an {@link Error}. */
    public void abandoned(
            CallSpec spec, EndpointState endpoint, long permit, long startedAt, Outcome.Kind kind, Throwable why) {
        Call<Object> call = Call.begun(service, spec, () -> {}, endpoint, permit, startedAt);
        call.cancel();
        call.ended(call.attempt(), Outcome.failure(kind, why));
    }

    /**
     * Nobody will hear any more of an attempt that holds its leases: whoever began it has gone. What came before it in its
     * call has been counted, and the call itself need not be there.
     */
    public void abandoned(CallSpec spec, Attempt open, Throwable why) {
        Call<Object> call = Call.begun(service, spec, () -> {}, open);
        call.cancel();
        call.ended(open, Outcome.failure(Outcome.Kind.CANCELLED, why));
    }
}
