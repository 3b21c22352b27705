package dev.failover.call;

import dev.failover.breaker.CircuitBreaker;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.metrics.EndpointMetrics.AttemptOutcome;
import dev.failover.pool.ConnectionPool;
import dev.failover.time.Timers;
import org.jspecify.annotations.Nullable;

/**
 * One request of a call to one endpoint, as the driver has to carry it out. It holds the breaker's permit and the leases,
 * which its call brings home when it ends.
 */
public final class Attempt {
    private static final int LEASE_OUT = 1;
    private static final int HOME = 2;
    private static final int HEDGE = 4;
    private static final int REPEATABLE = 8;
    private static final int FOR_NEXT = 16;
    private static final int NUMBER_SHIFT = 5;

    // Narrow, because there is one for each attempt: so it needs no more than 56 bytes.

    private final EndpointState endpoint;
    private final @Nullable ConnectionPool servicePool;
    /** Whose bound for connecting holds; null when none does. */
    private final @Nullable TimeoutPolicy connecting;

    private Timers.@Nullable Timer leaseTimer;
    private final long permit;
    private final long startedAt;
    private final long timeoutNanos;
    /** Above the marks, its number. */
    private int marks;

    /**
     * Begins.
     *
     * @param connecting whose bound for connecting holds; null when none does
     * @param forNext see {@link #isBoundedForNextOnly}
     */
    Attempt(
            EndpointState endpoint,
            @Nullable ConnectionPool servicePool,
            int number,
            long permit,
            boolean leased,
            boolean hedge,
            long startedAt,
            @Nullable TimeoutPolicy connecting,
            long timeoutNanos,
            boolean forNext,
            boolean repeatable) {
        this.endpoint = endpoint;
        this.servicePool = servicePool;
        this.permit = permit;
        this.startedAt = startedAt;
        this.connecting = connecting;
        this.timeoutNanos = timeoutNanos;
        this.marks = number << NUMBER_SHIFT
                | (leased ? LEASE_OUT : 0)
                | (hedge ? HEDGE : 0)
                | (repeatable ? REPEATABLE : 0)
                | (forNext ? FOR_NEXT : 0);
    }

    private boolean is(int mark) {
        return (marks & mark) != 0;
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
        return marks >>> NUMBER_SHIFT;
    }

    /** The reading of the clock with which it began. */
    public long startedAt() {
        return startedAt;
    }

    /** Whether it was begun beside another one that took long. */
    public boolean isHedge() {
        return is(HEDGE);
    }

    /** Bound for opening a connection in nanoseconds; 0 means that the client's own bound is to be left alone. */
    public long connectTimeoutNanos() {
        return connecting == null ? 0 : connecting.connectNanos();
    }

    /** Whether that bound is there for the sake of the next attempt alone, and nobody has asked for it. */
    public boolean isConnectBoundedForNextOnly() {
        return connecting != null && connecting.isConnectForNextOnly();
    }

    /** Whether it has taken as long as a bound for connecting that is there for the sake of the next attempt alone. */
    boolean hadNoMoreTimeToConnect(long now) {
        long bound = connectTimeoutNanos();
        return bound > 0 && isConnectBoundedForNextOnly() && now - startedAt >= bound;
    }

    /** Bound for the answer in nanoseconds; 0 means that the client's own bound is to be left alone. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /**
     * Whether its bound is there for the sake of the next attempt alone: one that cannot have any, because the body of its request
     * is gone, must not be ended by it.
     */
    public boolean isBoundedForNextOnly() {
        return is(FOR_NEXT);
    }

    /**
     * Whether another attempt may follow if this one ends with something that is worth it: a driver that could not take
     * back what it handed over must keep such an answer to itself until it has reported it.
     */
    public boolean mayBeRepeated() {
        return is(REPEATABLE);
    }

    EndpointState state() {
        return endpoint;
    }

    long permit() {
        return permit;
    }

    /**
     * Tells breaker and counters how it ended, all by one reading of the clock.
     *
     * @param blamed whether its endpoint is to blame for the failure that it was
     */
    void settle(Outcome<?> result, boolean blamed, long now) {
        AttemptOutcome counted = RepeatRules.counted(result);
        long duration = now - startedAt;
        endpoint.metrics().attempt(counted, duration);
        if (permit < 0) {
            return;
        }
        CircuitBreaker breaker = endpoint.breaker();
        if (!blamed && result.kind() == Outcome.Kind.RESULT) {
            breaker.onSuccess(permit, duration, now);
        } else if (!blamed || breaker.ignores(result.failure())) {
            breaker.onIgnored(permit, now);
        } else {
            breaker.onFailure(permit, duration, now);
        }
    }

    /** Its endpoint asked to be left alone for so long. */
    void leaveEndpointAlone(long nanos, long now) {
        endpoint.leaveAlone(nanos, startedAt, now);
        endpoint.metrics().leftAlone(nanos);
    }

    /** A good answer takes back an earlier {@code Retry-After}, unless it asks for patience itself (429). */
    void tellDoneWell(Outcome<?> result) {
        if (result.retryAfterNanos() <= 0 && !RepeatRules.isOverload(result)) {
            endpoint.didWell(startedAt);
        }
    }

    /** Whether it has ended already: what is still heard of it comes too late. */
    boolean isHome() {
        return is(HOME);
    }

    /** Brings the leases home, once; the endpoint's pool hears how long it took. */
    boolean comeHome(Outcome<?> result, long now) {
        if (is(HOME)) {
            return false;
        }
        boolean out = is(LEASE_OUT);
        wentHome();
        Timers.Timer watch = leaseTimer;
        if (watch != null) {
            leaseTimer = null;
            watch.cancel();
        }
        if (out) {
            if (RepeatRules.tellsHowBusy(result)) {
                endpoint.pool().release(now - startedAt, RepeatRules.isOverload(result), now);
            } else {
                endpoint.pool().release();
            }
            if (servicePool != null) {
                servicePool.release();
            }
        }
        return true;
    }

    /** All that it held is home already, and nothing of it is to be counted any more. */
    void wentHome() {
        marks = (marks | HOME) & ~LEASE_OUT;
    }

    /** How long its leases may be out without an ending, in nanoseconds; 0 when there is no bound. */
    long leaseTimeoutNanos() {
        return !is(LEASE_OUT)
                ? 0
                : Math.max(
                        endpoint.pool().leaseTimeoutNanos(), servicePool == null ? 0 : servicePool.leaseTimeoutNanos());
    }

    /** Takes charge of the timer that will {@link #loseLease}: it is cancelled when the attempt ends. */
    void watchLease(Timers.Timer timer) {
        leaseTimer = timer;
    }

    /** The leases come home without the attempt, of which nothing was heard for too long; its ending brings none then. */
    void loseLease() {
        leaseTimer = null;
        if (is(LEASE_OUT)) {
            marks &= ~LEASE_OUT;
            endpoint.pool().releaseLeaked();
            if (servicePool != null) {
                servicePool.releaseLeaked();
            }
            endpoint.metrics().leaseLeaked();
        }
    }

    @Override
    public String toString() {
        return "attempt " + number() + " on " + endpoint;
    }
}
