package dev.failover.health;

/** How an endpoint or a service is. */
public enum HealthStatus {
    /** It works. */
    UP,
    /** A service that works, though not with all of its endpoints. */
    DEGRADED,
    /** It does not work. */
    DOWN
}
