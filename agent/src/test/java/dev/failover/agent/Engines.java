package dev.failover.agent;

import dev.failover.agent.client.AgentEngine;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;

/** Engines for tests: each with the service "orders" of the given endpoints. */
public final class Engines {
    private Engines() {}

    public static AgentEngine of(String... endpoints) {
        return with("", endpoints);
    }

    /** @param settings "key=value;key=value" of the service, or empty */
    public static AgentEngine with(String settings, String... endpoints) {
        ConfigSources.Builder sources =
                ConfigSources.builder().code("service.orders.endpoints", String.join(",", endpoints));
        for (String setting : settings.split(";")) {
            if (!setting.isEmpty()) {
                String[] parts = setting.split("=", 2);
                sources.code("service.orders." + parts[0], parts[1]);
            }
        }
        Configuration configuration = Configuration.load(sources.build());
        if (!configuration.problems().isEmpty()) {
            throw new IllegalArgumentException(configuration.problems().toString());
        }
        return AgentEngine.of(configuration);
    }
}
