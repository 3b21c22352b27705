package dev.failover.call;

/** What a call's policies must know of the request. Immutable. */
public final class CallSpec {
    /** May be sent twice, prefers no endpoint, has no bound of its own, weighs 1. */
    public static final CallSpec IDEMPOTENT = new CallSpec(true, -1, 0, 1, false);

    /** Must not be sent twice, prefers no endpoint, has no bound of its own, weighs 1. */
    public static final CallSpec NOT_IDEMPOTENT = new CallSpec(false, -1, 0, 1, false);

    private final boolean idempotent;
    private final int preferred;
    private final long timeoutNanos;
    private final int weight;
    private final boolean standby;

    private CallSpec(boolean idempotent, int preferred, long timeoutNanos, int weight, boolean standby) {
        this.idempotent = idempotent;
        this.preferred = preferred;
        this.timeoutNanos = timeoutNanos;
        this.weight = weight;
        this.standby = standby;
    }

    public static CallSpec of(boolean idempotent) {
        return idempotent ? IDEMPOTENT : NOT_IDEMPOTENT;
    }

    /** The same call, whose first attempt goes to the endpoint with this index if it can. */
    public CallSpec preferring(int endpointIndex) {
        return new CallSpec(idempotent, endpointIndex, timeoutNanos, weight, standby);
    }

    /**
     * The same call, bounded by its caller as a whole; 0 for no bound.
     *
     * @throws IllegalArgumentException if the bound is negative: a time that is over is not the same as no bound
     */
    public CallSpec within(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("the bound is " + nanos + " ns; write 0 for none");
        }
        return new CallSpec(idempotent, preferred, nanos, weight, standby);
    }

    /**
     * The same call, each attempt of which takes so many permits of the rate limiter.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public CallSpec weighing(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("the weight is " + permits + "; write 1 or more");
        }
        return new CallSpec(idempotent, preferred, timeoutNanos, permits, standby);
    }

    /**
     * The same call, whose caller has something to use in place of a failure, such as a stale response: it ends rather than wait for the
     * rate limiter or for a time at which an endpoint may be asked again, or ask one whose circuit breaker is open. It still stands in line for a lease, which is there to be had.
     */
    public CallSpec withStandby() {
        return standby ? this : new CallSpec(idempotent, preferred, timeoutNanos, weight, true);
    }

    public boolean isIdempotent() {
        return idempotent;
    }

    /** An index, or -1. */
    public int preferred() {
        return preferred;
    }

    /** 0 when there is none. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /** Whether the caller has something to use in place of a failure. */
    public boolean hasStandby() {
        return standby;
    }

    /** 1 or more. */
    public int weight() {
        return weight;
    }
}
