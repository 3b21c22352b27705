package dev.failover.call;

import dev.failover.breaker.CircuitBreaker;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.metrics.EndpointMetrics.AttemptOutcome;
import dev.failover.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * One request of a call to one endpoint, as the driver has to carry it out. It holds the breaker's permit and the pool's
 * lease, which its call brings home when it ends.
 */
public final class Attempt {
    private final EndpointState endpoint;
    private final int number;
    private final long permit;
    private final long startedAt;
    private final long connectTimeoutNanos;
    private final long timeoutNanos;
    private final boolean repeatable;
    private boolean leaseOut;
    private Timers.@Nullable Timer leaseTimer;
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
        this.leaseOut = leased;
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

    /** Tells breaker and counters how it ended, all by one reading of the clock. */
    void settle(Outcome<?> result, boolean failed, long now) {
        AttemptOutcome counted = RepeatRules.counted(result);
        endpoint.metrics().attempt(counted, now - startedAt);
        if (permit == CircuitBreaker.REJECTED) {
            return;
        }
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

    /** Brings the lease home, once; the pool hears how long it took. */
    boolean comeHome(Outcome<?> result, long now) {
        if (home) {
            return false;
        }
        home = true;
        Timers.Timer watch = leaseTimer;
        if (watch != null) {
            leaseTimer = null;
            watch.cancel();
        }
        if (leaseOut) {
            leaseOut = false;
            if (RepeatRules.tellsHowBusy(result)) {
                endpoint.pool().release(now - startedAt, RepeatRules.isOverload(result), now);
            } else {
                endpoint.pool().release();
            }
        }
        return true;
    }

    /** How long its lease may be out without an ending, in nanoseconds; 0 when there is no bound. */
    long leaseTimeoutNanos() {
        return leaseOut ? endpoint.pool().leaseTimeoutNanos() : 0;
    }

    /** Takes charge of the timer that will {@link #loseLease}: it is cancelled when the attempt ends. */
    void watchLease(Timers.Timer timer) {
        leaseTimer = timer;
    }

    /** The lease comes home without the attempt, of which nothing was heard for too long; its ending brings none then. */
    void loseLease() {
        leaseTimer = null;
        if (leaseOut) {
            leaseOut = false;
            endpoint.pool().releaseLeaked();
        }
    }

    @Override
    public String toString() {
        return "attempt " + number + " on " + endpoint;
    }
}
