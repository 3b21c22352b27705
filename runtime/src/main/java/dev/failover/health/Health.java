package dev.failover.health;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a service is, endpoint by endpoint. Immutable. */
public final class Health {
    private final List<EndpointHealth> endpoints;

    /** @param endpoints in the service's order of preference */
    public Health(List<EndpointHealth> endpoints) {
        this.endpoints = Collections.unmodifiableList(new ArrayList<>(endpoints));
    }

    /** UP when all endpoints are, DOWN when none is, else DEGRADED. */
    public HealthStatus status() {
        int up = 0;
        for (EndpointHealth endpoint : endpoints) {
            up += endpoint.status() == HealthStatus.UP ? 1 : 0;
        }
        return up == endpoints.size() ? HealthStatus.UP : up == 0 ? HealthStatus.DOWN : HealthStatus.DEGRADED;
    }

    public List<EndpointHealth> endpoints() {
        return endpoints;
    }

    @Override
    public String toString() {
        return status() + " " + endpoints;
    }
}
