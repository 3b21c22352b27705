package dev.failover.breaker;

/** What a {@link CircuitBreaker} does with calls. */
public enum BreakerState {
    /** Calls pass; their results are counted. */
    CLOSED,
    /** Calls are kept away until the recovery time is over. */
    OPEN,
    /** One call may pass as a probe; its result closes or opens the breaker. */
    HALF_OPEN
}
