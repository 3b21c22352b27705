package dev.failover.call;

import dev.failover.breaker.CircuitBreaker;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.metrics.EndpointMetrics.AttemptOutcome;

/**
 * One request of a call to one endpoint, as the driver has to carry it out. It holds the breaker's permit and the pool's
 * lease, which its call brings home when it ends.
 */
public final class Attempt {
    private final EndpointState endpoint;
    private final int number;
    private final long permit;
    private final boolean leased;
    private final long startedAt;
    private final long connectTimeoutNanos;
    private final long timeoutNanos;
    private final boolean repeatable;
    private boolean home;

    Attempt(
            EndpointState endpoint,
            int number,
            long permit,
            boolean leased,
            long startedAt,
            long connectTimeoutNanos,
            long timeoutNanos,
            boolean repeatable) {
        this.endpoint = endpoint;
        this.number = number;
        this.permit = permit;
        this.leased = leased;
        this.startedAt = startedAt;
        this.connectTimeoutNanos = connectTimeoutNanos;
        this.timeoutNanos = timeoutNanos;
        this.repeatable = repeatable;
    }

    /** Where the request goes. */
    public Endpoint endpoint() {
        return endpoint.endpoint();
    }

    /** The endpoint's place in its service's list, from 0. */
    public int endpointIndex() {
        return endpoint.index();
    }

    /** 1 for the first attempt of the call. */
    public int number() {
        return number;
    }

    /** Bound for opening a connection in nanoseconds; 0 means that the client's own bound is to be left alone. */
    public long connectTimeoutNanos() {
        return connectTimeoutNanos;
    }

    /** Bound for the answer in nanoseconds; 0 means that the client's own bound is to be left alone. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /**
     * Whether another attempt may follow if this one ends with something that is worth it: a driver that could not take
     * back what it handed over must keep such an answer to itself until it has reported it.
     */
    public boolean mayBeRepeated() {
        return repeatable;
    }

    EndpointState state() {
        return endpoint;
    }

    /** Whether it began when its call did. */
    boolean beganAt(long callStartedAt) {
        return startedAt == callStartedAt;
    }

    /**
     * Tells breaker and counters how it ended, all by one reading of the clock.
     *
     * @param wholeCall whether its call began and ends successfully with it
     * @return whether the call was counted as well
     */
    boolean settle(Outcome<?> result, boolean failed, boolean wholeCall, long now) {
        AttemptOutcome counted = RepeatRules.counted(result);
        boolean both = wholeCall && counted == AttemptOutcome.OK;
        if (both) {
            endpoint.metrics().succeeded(now - startedAt);
        } else {
            endpoint.metrics().attempt(counted, now - startedAt);
        }
        if (permit != CircuitBreaker.REJECTED) {
            tellBreaker(result, counted, failed, now);
        }
        return both;
    }

    private void tellBreaker(Outcome<?> result, AttemptOutcome counted, boolean failed, long now) {
        if (counted == AttemptOutcome.CANCELLED || result.kind() == Outcome.Kind.LOCAL) {
            endpoint.breaker().onIgnored(permit, now);
        } else if (failed && RepeatRules.blamesEndpoint(result)) {
            endpoint.breaker().onFailure(permit, now);
        } else {
            endpoint.breaker().onSuccess(permit);
        }
    }

    /** Whether it has ended already: what is still heard of it comes too late. */
    boolean isHome() {
        return home;
    }

    /** Brings the lease home, once. */
    boolean comeHome() {
        if (home) {
            return false;
        }
        home = true;
        if (leased) {
            endpoint.pool().release();
        }
        return true;
    }

    @Override
    public String toString() {
        return "attempt " + number + " on " + endpoint;
    }
}
