package dev.failover;

import dev.failover.call.ServicePolicy;
import dev.failover.endpoint.Endpoint;
import dev.failover.health.HealthPolicy;
import java.util.ArrayList;
import java.util.List;

/** A service that objects of the program do. Whoever calls it knows which object stands behind which endpoint. */
final class DelegateService extends Service {
    DelegateService(String name, List<String> delegates) {
        super(name, null, "Authorization", HealthPolicy.passive(), endpointsOf(name, delegates));
    }

    private static List<Endpoint> endpointsOf(String name, List<String> delegates) {
        if (delegates.isEmpty()) {
            throw new IllegalArgumentException(
                    "service " + checkName(name) + " has no delegate; write .primary(...) before .build()");
        }
        List<Endpoint> endpoints = new ArrayList<>();
        for (String delegate : delegates) {
            endpoints.add(Endpoint.ofDelegate(delegate));
        }
        return endpoints;
    }

    @Override
    ServicePolicy kindDefaults() {
        return ServicePolicy.defaults();
    }
}
