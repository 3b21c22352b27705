package dev.failover.health;

import dev.failover.endpoint.Endpoint;

/** How one endpoint is, and how that is known. Immutable. */
public final class EndpointHealth {
    private final Endpoint endpoint;
    private final HealthStatus status;
    private final String reason;

    public EndpointHealth(Endpoint endpoint, HealthStatus status, String reason) {
        this.endpoint = endpoint;
        this.status = status;
        this.reason = reason;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public HealthStatus status() {
        return status;
    }

    /** What it answered, or what its circuit breaker says. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return endpoint + " " + status + " (" + reason + ")";
    }
}
