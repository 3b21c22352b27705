package dev.failover;

import dev.failover.call.ServicePolicy;
import dev.failover.call.ServiceState;
import dev.failover.config.Configuration;
import dev.failover.config.PolicySettings;
import dev.failover.config.ServiceSettings;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.health.Health;
import dev.failover.health.HealthChecker;
import dev.failover.health.HealthPolicy;
import dev.failover.http.Headers;
import dev.failover.http.Transport;
import dev.failover.metrics.MetricsCollector;
import dev.failover.time.NanoClock;
import dev.failover.time.Timers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** The services of one manager, by name. Thread-safe; looking one up takes no lock. */
final class ServiceRegistry implements AutoCloseable {
    private final ManagerPolicies policies;
    private final Configuration configuration;
    private final MetricsCollector metrics;
    private final NanoClock clock;
    private final TransportProbe probe;
    private final Timers timers;
    private final ConcurrentMap<String, ManagedService> byName = new ConcurrentHashMap<>();
    /** Guarded by {@code changing}: what was registered, in order, by name. */
    private final Map<String, List<Service>> registered = new LinkedHashMap<>();
    /** A name that is registered once more keeps what is known about its endpoints. */
    private final SharedRows rows = new SharedRows();

    private final Map<String, HealthChecker> checkers = new LinkedHashMap<>();
    private final ReentrantLock changing = new ReentrantLock();

    ServiceRegistry(
            ManagerPolicies policies,
            Configuration configuration,
            MetricsCollector metrics,
            NanoClock clock,
            Transport transport,
            Timers timers) {
        this.policies = policies;
        this.configuration = configuration;
        this.metrics = metrics;
        this.clock = clock;
        this.timers = timers;
        this.probe = new TransportProbe(transport, timers);
    }

    /** Registers what is configured with its endpoints and needs no code. */
    void registerConfigured() {
        for (ServiceSettings settings : configuration.services()) {
            if (!settings.endpoints().isEmpty()) {
                register(new ConfiguredService(settings));
            }
        }
    }

    void register(Service service) {
        changing.lock();
        try {
            List<Service> alternatives = new ArrayList<>(registered.getOrDefault(service.name(), new ArrayList<>()));
            // What is configured but not declared in code stands in only until code declares it.
            alternatives.removeIf(other -> other instanceof ConfiguredService);
            alternatives.add(service);
            ManagedService managed = manage(alternatives);
            registered.put(service.name(), alternatives);
            byName.put(service.name(), managed);
            check(managed);
        } finally {
            changing.unlock();
        }
    }

    void registerIfAbsent(String name, String... urls) {
        changing.lock();
        try {
            if (!byName.containsKey(name)) {
                register(new InternalService(name, null, urls));
            }
        } finally {
            changing.unlock();
        }
    }

    private ManagedService manage(List<Service> alternatives) {
        Service first = alternatives.get(0);
        ServiceSettings settings = configuration.settings(first.name());
        Headers configuredCredentials = PolicySettings.credentials(settings);
        List<Endpoint> endpoints = new ArrayList<>();
        List<Headers> credentials = new ArrayList<>();
        for (Service service : alternatives) {
            // Operations beat code: a configured list replaces whatever the program says.
            List<Endpoint> configured = service == first ? settings.endpoints() : Collections.<Endpoint>emptyList();
            for (Endpoint endpoint : configured.isEmpty() ? service.endpoints() : configured) {
                endpoints.add(endpoint);
                credentials.add(configuredCredentials == null ? service.credentials() : configuredCredentials);
            }
            if (!configured.isEmpty()) {
                break;
            }
        }
        ServicePolicy policy = first.policy(policies, settings);
        ServiceState state = new ServiceState(
                first.name(), endpoints, policy, metrics.service(first.name()), clock, ServiceState.RANDOM, rows, null);
        return new ManagedService(state, PolicySettings.health(first.health(), settings), credentials);
    }

    private void check(ManagedService service) {
        HealthChecker old = checkers.remove(service.state.name());
        if (old != null) {
            old.close();
        }
        if (service.health.isActive()) {
            HealthChecker checker =
                    new HealthChecker(service.state, service.health, probe, timers, ServiceState.RANDOM);
            checkers.put(service.state.name(), checker);
            checker.start();
        }
    }

    ManagedService get(String name) {
        ManagedService service = byName.get(name);
        if (service == null) {
            throw new IllegalArgumentException("there is no service named " + name + "; registered are " + names()
                    + ". Register one: manager.register(new InternalService(\"" + name + "\", apiKey, url))");
        }
        return service;
    }

    /** The one service that a call without a name can mean. */
    ManagedService only() {
        if (byName.size() == 1) {
            return byName.values().iterator().next();
        }
        ManagedService unnamed = byName.get(Service.DEFAULT_NAME);
        if (unnamed != null) {
            return unnamed;
        }
        throw new IllegalStateException(
                byName.isEmpty()
                        ? "no service is registered; write manager.register(new InternalService(url, apiKey)) first"
                        : "there is more than one service, " + names() + "; name the one that is meant");
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(byName.keySet());
        names.sort(null);
        return names;
    }

    Map<Service, Health> checkHealth() throws InterruptedException {
        Map<Service, PendingHealth> asked = new LinkedHashMap<>();
        changing.lock();
        try {
            registered.forEach((name, alternatives) -> {
                ManagedService managed = get(name);
                int index = 0;
                for (Service service : alternatives) {
                    int from = index;
                    index += service.endpoints().size();
                    asked.put(service, ask(managed, managed.state.endpoints().subList(from, index)));
                }
            });
        } finally {
            changing.unlock();
        }
        Map<Service, Health> health = new LinkedHashMap<>();
        for (Map.Entry<Service, PendingHealth> each : asked.entrySet()) {
            health.put(each.getKey(), each.getValue().await());
        }
        return health;
    }

    private PendingHealth ask(ManagedService service, List<EndpointState> endpoints) {
        HealthPolicy policy = service.health;
        PendingHealth pending = new PendingHealth(endpoints.size(), policy);
        for (int i = 0; i < endpoints.size(); i++) {
            EndpointState endpoint = endpoints.get(i);
            String path = policy.path();
            int place = i;
            if (path == null) {
                pending.heard(place, HealthChecker.passive(endpoint, clock.nanos()));
            } else {
                probe.ask(
                        endpoint.endpoint(),
                        path,
                        policy.timeoutNanos(),
                        (status, failure) ->
                                pending.heard(place, HealthChecker.verdict(endpoint, path, status, failure)));
            }
        }
        return pending;
    }

    @Override
    public void close() {
        changing.lock();
        try {
            checkers.values().forEach(HealthChecker::close);
        } finally {
            changing.unlock();
        }
    }
}
