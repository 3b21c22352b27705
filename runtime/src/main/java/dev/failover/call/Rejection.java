package dev.failover.call;

/** Why a call was turned away without a single attempt. */
public enum Rejection {
    /** The rate limiter has no permit within the allowed wait. */
    RATE_LIMITED("the rate limiter has no permit within limiter.wait"),
    /** The circuit breaker of every endpoint is open. */
    BREAKERS_OPEN("the circuit breaker of every endpoint is open"),
    /** Every endpoint that could be called has all its leases out, and none came back in time. */
    POOL_EXHAUSTED("no lease of the connection pool came free within pool.acquire-timeout"),
    /** The deadline passed before the first attempt. */
    DEADLINE("the deadline passed before the first attempt");

    private final String text;

    Rejection(String text) {
        this.text = text;
    }

    /** What to tell a person. */
    public String text() {
        return text;
    }
}
