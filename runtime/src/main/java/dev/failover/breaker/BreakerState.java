package dev.failover.breaker;

/** What a {@link CircuitBreaker} does with calls. */
public enum BreakerState {
    /** Calls pass; their results are counted. */
    CLOSED,
    /** Calls are kept away until the recovery time is over. */
    OPEN,
    /** A few calls may pass as probes; their results close or open the breaker. */
    HALF_OPEN
}
