package dev.failover.agent;

import dev.failover.agent.client.AgentEngine;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import java.util.concurrent.TimeUnit;

/** Engines for tests: each with the service "orders" of the given endpoints. */
public final class Engines {
    /**
     * Setting for tests in which an endpoint is left in time: on a busy machine the attempt that is answered may miss the
     * short time, too, and then another one follows.
     */
    public static final String AGAIN = "retry.max-attempts=20";

    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private Engines() {}

    public static AgentEngine of(String... endpoints) {
        return with("", endpoints);
    }

    /** @param settings "key=value;key=value" of the service, or empty */
    public static AgentEngine with(String settings, String... endpoints) {
        return AgentEngine.of(configuration(settings, endpoints));
    }

    /**
     * Does not wait long for the end of an answer, but as long as ever for more of it: for tests of answers that keep coming,
     * as {@link TestServer} has them, on a machine that holds threads up.
     */
    public static AgentEngine impatient(String settings, String... endpoints) {
        return AgentEngine.of(configuration(settings, endpoints), SHORT_NANOS, TimeUnit.SECONDS.toNanos(1));
    }

    /** As that one, but for answers that must come however long the machine stands still. */
    public static AgentEngine steady(String settings, String... endpoints) {
        return AgentEngine.of(configuration(settings, endpoints), SHORT_NANOS, TimeUnit.SECONDS.toNanos(3));
    }

    /** Does not wait long for more, either: for tests of answers that stall. */
    public static AgentEngine hasty(String settings, String... endpoints) {
        return AgentEngine.of(configuration(settings, endpoints), SHORT_NANOS, SHORT_NANOS);
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
