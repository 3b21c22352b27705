package dev.failover.agent;

import dev.failover.agent.client.AgentEngine;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import java.util.concurrent.TimeUnit;

/** Engines for tests: each with the service "orders" of the given endpoints. */
public final class Engines {
    private static final long IMPATIENT_MILLIS = 250;

    private Engines() {}

    public static AgentEngine of(String... endpoints) {
        return with("", endpoints);
    }

    /** @param settings "key=value;key=value" of the service, or empty */
    public static AgentEngine with(String settings, String... endpoints) {
        return AgentEngine.of(configuration(settings, endpoints));
    }

    /**
     * Does not wait long for the end of an answer: for tests of answers that stall or keep coming, as {@link TestServer} has
     * them. What a busy machine may hold up for that long would be taken for one of these.
     */
    public static AgentEngine impatient(String settings, String... endpoints) {
        return waiting(IMPATIENT_MILLIS, settings, endpoints);
    }

    /** Waits so long for the end of an answer. */
    public static AgentEngine waiting(long patienceMillis, String settings, String... endpoints) {
        return AgentEngine.of(configuration(settings, endpoints), TimeUnit.MILLISECONDS.toNanos(patienceMillis));
    }

    private static Configuration configuration(String settings, String... endpoints) {
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
        return configuration;
    }
}
