package dev.failover.breaker;

/** How much say a {@link CircuitBreaker} has; set at run time by {@link CircuitBreaker#mode(BreakerMode)}. */
public enum BreakerMode {
    /** It opens and closes by what calls report. The default. */
    AUTOMATIC,
    /** Nothing passes. What was under way still reports and counts. */
    FORCED_OPEN,
    /** Everything passes and is counted, and it never opens. One that is open or half-open closes with the next call. */
    FORCED_CLOSED,
    /** Everything passes and nothing is counted. State and history stay what they were. */
    DISABLED,
    /** It opens and closes and tells its listener, as if it were {@link #AUTOMATIC}, but everything passes. */
    OBSERVE
}
