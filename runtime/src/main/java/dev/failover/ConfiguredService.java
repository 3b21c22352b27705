package dev.failover;

import dev.failover.call.ServicePolicy;
import dev.failover.config.ServiceSettings;
import dev.failover.endpoint.Endpoint;
import dev.failover.health.HealthPolicy;
import java.util.ArrayList;
import java.util.List;

/** A service that only the configuration names. */
final class ConfiguredService extends Service {
    ConfiguredService(ServiceSettings settings) {
        super(settings.name(), urls(settings.endpoints()), null, "Authorization", HealthPolicy.passive());
    }

    private static List<String> urls(List<Endpoint> endpoints) {
        List<String> urls = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            urls.add(endpoint.toString());
        }
        return urls;
    }

    @Override
    ServicePolicy kindDefaults() {
        return ServicePolicy.defaults();
    }
}
