package dev.failover.agent.loading;

import dev.failover.agent.StartFilter;
import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.AgentLog;
import dev.failover.config.ConfigKeys;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import dev.failover.config.Mode;
import dev.failover.config.Problem;
import dev.failover.config.ServiceSettings;
import dev.failover.config.UrlPattern;
import dev.failover.endpoint.Endpoint;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the configuration, says in one line what it means, and waits for clients to be loaded. */
public final class AgentStart {
    /** Of many services, and of many places where they are written, the line names this many. */
    private static final int MOST_TOLD = 20;

    private AgentStart() {}

    /** Called by the entry point, in the agent's own class loader. */
    public static void start(@Nullable String argument, Instrumentation instrumentation, File jar, boolean attached) {
        if (Bridge.isInstalled(Place.URL_OPENED.ordinal())) {
            AgentLog.line("is there already; this second " + (attached ? "attach" : "-javaagent") + " is ignored");
            return;
        }
        Configuration configuration = Configuration.load(ConfigSources.ofProcess()
                .agentArgument(argument)
                .lookForFile(jar.getParentFile(), null)
                .build());
        for (Problem problem : configuration.problems()) {
            AgentLog.line(problem.toString());
        }
        List<String> excluded = configuration.get(ConfigKeys.AGENT_EXCLUDE_MAIN);
        if (Boolean.FALSE.equals(configuration.get(ConfigKeys.AGENT_ENABLED))
                || (excluded != null && StartFilter.isProgramIn(excluded))) {
            return;
        }
        if (configuration.services().isEmpty()) {
            AgentLog.line("no service is configured, nothing is changed;"
                    + " write -Dfailover.service.NAME.endpoints=https://a.example,https://b.example");
            return;
        }
        AgentEngine.configure(configuration);
        AgentLog.line(summary(configuration));
        for (String line : shared(configuration.services())) {
            AgentLog.line(line);
        }
        ClientTransformer.install(instrumentation);
        if (attached) {
            AgentLog.line(
                    "attached to a running program: its clients are handled from their next call on; what is not reached"
                            + " is a call on its way, and an HttpURLConnection that was opened before");
        }
    }

    /** Endpoints by which calls cannot be told apart: the service that comes first has them all. */
    static List<String> shared(List<ServiceSettings> services) {
        List<String> lines = new ArrayList<>();
        Map<Endpoint, ServiceSettings> owners = new HashMap<>();
        for (ServiceSettings service : services) {
            for (Endpoint endpoint : service.endpoints()) {
                ServiceSettings owner = owners.get(endpoint);
                if (owner == null) {
                    owners.put(endpoint, service);
                } else if (owner != service && service.get(ConfigKeys.MATCH) == null) {
                    lines.add("services " + owner.name() + " and " + service.name() + " both have the endpoint "
                            + endpoint + ": calls to it belong to " + owner.name() + "; give " + service.name()
                            + " a match, such as -Dfailover.service." + service.name() + ".match=" + endpoint
                            + "/path");
                }
            }
        }
        addTaken(lines, services, owners);
        return lines;
    }

    /** Patterns of one service that are an endpoint of another: they never take a call. */
    private static void addTaken(
            List<String> lines, List<ServiceSettings> services, Map<Endpoint, ServiceSettings> owners) {
        for (ServiceSettings service : services) {
            for (UrlPattern pattern : service.get(ConfigKeys.MATCH, Collections.<UrlPattern>emptyList())) {
                for (Map.Entry<Endpoint, ServiceSettings> owned : owners.entrySet()) {
                    String owner = owned.getValue().name();
                    if (owned.getValue() != service && owned.getKey().toString().equals(pattern.toString())) {
                        lines.add("service " + service.name() + " matches " + pattern + ", which is an endpoint of "
                                + owner + ": calls to it belong to " + owner + "; remove it from one of the two");
                    }
                }
            }
        }
    }

    static String summary(Configuration configuration) {
        List<ServiceSettings> services = configuration.services();
        List<String> told = new ArrayList<>();
        Set<String> origins = new LinkedHashSet<>();
        for (ServiceSettings service : services) {
            told.add(summary(configuration, service));
            origins.add(origin(configuration, service));
        }
        return services.size() + (services.size() == 1 ? " service (" : " services (") + first(told, ", ") + ") from "
                + first(origins, " and ") + ", mode " + general(configuration);
    }

    private static String summary(Configuration configuration, ServiceSettings service) {
        int endpoints = service.endpoints().size();
        Mode mode = AgentEngine.mode(configuration, service);
        return service.name() + ": " + endpoints + (endpoints == 1 ? " endpoint" : " endpoints")
                + (mode == general(configuration) ? "" : ", " + mode);
    }

    /** As many as one can read in a line. */
    private static String first(Collection<String> all, String between) {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String one : all) {
            if (number == MOST_TOLD) {
                return text + " and " + (all.size() - number) + " more";
            }
            text.append(number++ == 0 ? "" : between).append(one);
        }
        return text.toString();
    }

    private static Mode general(Configuration configuration) {
        Mode mode = configuration.get(ConfigKeys.AGENT_MODE);
        return mode == null ? Mode.ENFORCE : mode;
    }

    /** Where the endpoints are written: the file once, not line by line. */
    private static String origin(Configuration configuration, ServiceSettings service) {
        String origin = service.origin(ConfigKeys.ENDPOINTS);
        if (origin == null) {
            return "code";
        }
        File file = configuration.file();
        if (file == null) {
            return origin;
        }
        boolean inFile = origin.startsWith(file.getName() + ":") || origin.startsWith(file.getPath() + ":");
        return inFile ? file.getPath() : origin;
    }
}
