package dev.failover.call;

import dev.failover.breaker.BreakerState;
import dev.failover.breaker.CircuitBreaker;
import dev.failover.endpoint.EndpointState;
import dev.failover.limiter.RateLimiter;
import dev.failover.metrics.EndpointMetrics.BreakerEvent;
import dev.failover.pool.ConnectionPool;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call to which nothing happens: its permits are there, its first attempt succeeds. It decides what {@link Call}
 * would decide, with the same parts, but it allocates nothing. Whatever does not go smoothly before the attempt takes nothing
 * and leaves the call to the machine; after a failure the machine {@linkplain BlockingDriver#goOn goes on} from there.
 *
 * <pre>
 *   now = clock; e = select(now); permit = enter(e, ..)  ─▶ work with e ─▶ succeeded(e, permit, now)
 *                  │ null             │ REJECTED                └▶ goOn(..., e, permit, now, how it ended)
 *                  └──────────────────┴──▶ the long way: Call.start
 * </pre>
 *
 * Thread-safe.
 */
public final class ShortWay {
    private final ServiceState service;

    ShortWay(ServiceState service) {
        this.service = service;
    }

    /**
     * The endpoint that a call which prefers none would ask first.
     *
     * @param now the reading of the clock with which the call begins
     * @return null when the machine has to decide
     */
    public @Nullable EndpointState select(long now) {
        if (service.isObserving()) {
            return null;
        }
        for (EndpointState endpoint : service.order()) {
            if (endpoint.isPreferable(now) && endpoint.breaker().wouldPass(now)) {
                // A probe is a matter for the machine.
                return endpoint.breaker().state(now) == BreakerState.CLOSED ? endpoint : null;
            }
        }
        return null;
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
            RateLimiter limiter = service.limiter();
            if (limiter == null || reserve(limiter, spec.weight(), now) == 0) {
                long permit = endpoint.breaker().tryAcquire(now);
                if (permit != CircuitBreaker.REJECTED) {
                    passOver(endpoint, now);
                    return permit;
                }
                if (limiter != null) {
                    limiter.giveBack(spec.weight(), 0, now);
                }
            }
            endpoint.pool().release();
        }
        if (ofService != null) {
            ofService.release();
        }
        return CircuitBreaker.REJECTED;
    }

    private static long reserve(RateLimiter limiter, int weight, long now) {
        return weight == 1 ? limiter.reserve(now, 0) : limiter.reserve(now, weight, 0);
    }

    /** Counts the endpoints before this one that were not asked because of their breakers. */
    private void passOver(EndpointState taken, long now) {
        for (int index = 0; index < taken.index(); index++) {
            EndpointState passed = service.order()[index];
            if (passed.isPreferable(now) && !passed.breaker().wouldPass(now)) {
                passed.metrics().breaker(BreakerEvent.REJECTED);
            }
        }
    }

    /** The bound of the attempt in nanoseconds; 0 for none. */
    public long bound(CallSpec spec) {
        TimeoutPolicy timeouts = service.policy().timeouts();
        boolean more = service.policy().retry().maxAttempts() > 1;
        long attempt = timeouts.attemptNanos(more && spec.isIdempotent());
        long whole = Deadline.bound(service, spec);
        return attempt == 0 ? whole : whole == 0 ? attempt : Math.min(attempt, whole);
    }

    /** The attempt brought a result that the caller is content with. */
    public void succeeded(EndpointState endpoint, long permit, long startedAt) {
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
        service.retryBudget().advance(now);
        endpoint.metrics().succeeded(duration);
    }

    /** The attempt ended with something that goes up to the caller at once: an interrupt, or an {@link Error}. */
    public void abandoned(
            CallSpec spec, EndpointState endpoint, long permit, long startedAt, Outcome.Kind kind, Throwable why) {
        Call<Object> call = Call.begun(service, spec, () -> {}, endpoint, permit, startedAt);
        call.cancel();
        call.ended(call.attempt(), Outcome.failure(kind, why));
    }
}
