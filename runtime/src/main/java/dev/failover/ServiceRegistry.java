package dev.failover;

import dev.failover.cache.CachePolicy;
import dev.failover.cache.HttpCache;
import dev.failover.cache.Identity;
import dev.failover.cache.ServiceCaches;
import dev.failover.call.ServicePolicy;
import dev.failover.call.ServiceState;
import dev.failover.config.ConfigKeys;
import dev.failover.config.Configuration;
import dev.failover.config.ServiceSettings;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.health.Health;
import dev.failover.health.HealthChecker;
import dev.failover.health.HealthPolicy;
import dev.failover.http.Headers;
import dev.failover.metrics.MetricsCollector;
import dev.failover.time.NanoClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The services of one manager, by name. Thread-safe; looking one up takes no lock. */
final class ServiceRegistry implements AutoCloseable {
    private final PolicyOverrides policies;
    private final Configuration configuration;
    private final MetricsCollector metrics;
    private final NanoClock clock;
    private final TransportProbe probe;
    private final Engine engine;
    private final ConcurrentMap<String, Registration> byName = new ConcurrentHashMap<>();
    /** Guarded by {@code changing}: what was registered, in order, by name. */
    private final Map<String, List<Service>> registered = new LinkedHashMap<>();
    /** Guarded by {@code changing}: what annotations say of services, by name. */
    private final Map<String, ServiceSettings> declared = new HashMap<>();
    /** A name that is registered once more keeps what is known about its endpoints. */
    private final SharedRows rows = new SharedRows();

    private final ServiceCaches caches;
    private final Map<String, HealthChecker> checkers = new LinkedHashMap<>();
    private final ReentrantLock changing = new ReentrantLock();
    private volatile boolean closed;

    ServiceRegistry(
            PolicyOverrides policies,
            Configuration configuration,
            MetricsCollector metrics,
            NanoClock clock,
            Engine engine,
            ServiceCaches caches) {
        this.policies = policies;
        this.configuration = configuration;
        this.metrics = metrics;
        this.clock = clock;
        this.engine = engine;
        this.caches = caches;
        this.probe = new TransportProbe(engine.transport, engine.timers);
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
            requireOpen();
            List<Service> alternatives = new ArrayList<>(registered.getOrDefault(service.name(), new ArrayList<>()));
            // What is configured but not declared in code stands in only until code declares it.
            alternatives.removeIf(other -> other instanceof ConfiguredService);
            alternatives.add(service);
            requireOneKind(alternatives);
            become(service.name(), alternatives);
        } finally {
            changing.unlock();
        }
    }

    /** Of a closed manager nothing is registered any more. */
    boolean unregister(Service service) {
        changing.lock();
        try {
            List<Service> alternatives = new ArrayList<>(registered.getOrDefault(service.name(), new ArrayList<>()));
            if (!alternatives.removeIf(other -> other == service)) {
                return false;
            }
            become(service.name(), alternatives);
            return true;
        } finally {
            changing.unlock();
        }
    }

    /** From now on the name stands for these alternatives; for nothing when there are none. */
    private void become(String name, List<Service> alternatives) {
        Registration registration = byName.get(name);
        ManagedService before = registration == null ? null : registration.current();
        if (alternatives.isEmpty()) {
            registered.remove(name);
            byName.remove(name);
            stopChecks(name);
            caches.close(name);
            if (registration != null && before != null) {
                registration.becomes(null);
                forgetEndpoints(before.state, null);
            }
            return;
        }
        ManagedService managed = manage(alternatives, before == null ? null : before.state);
        registered.put(name, alternatives);
        if (registration == null) {
            registration = new Registration(name, engine);
        }
        registration.becomes(managed);
        byName.put(name, registration);
        check(managed);
        if (before != null) {
            forgetEndpoints(before.state, managed.state);
        }
    }

    /** Endpoints that are not there any more leave nothing behind. */
    private void forgetEndpoints(ServiceState before, @Nullable ServiceState after) {
        Set<Endpoint> stay = new HashSet<>();
        if (after != null) {
            after.endpoints().forEach(endpoint -> stay.add(endpoint.endpoint()));
        }
        for (EndpointState endpoint : before.endpoints()) {
            if (!stay.contains(endpoint.endpoint())) {
                rows.forget(before.name(), endpoint.endpoint());
                before.metrics().retire(endpoint.endpoint().id());
            }
        }
        if (after == null) {
            metrics.retire(before.name());
        }
    }

    void registerIfAbsent(String name, String... urls) {
        changing.lock();
        try {
            requireOpen();
            if (!byName.containsKey(name)) {
                register(new InternalService(name, null, urls));
            } else if (isOfDelegates(registered.getOrDefault(name, Collections.emptyList()))) {
                throw new IllegalArgumentException("the service " + name
                        + " is one of delegates, which no request can be sent to; give one of the two another name");
            }
        } finally {
            changing.unlock();
        }
    }

    List<Endpoint> registerDelegates(String name, List<String> delegates) {
        changing.lock();
        try {
            requireOpen();
            DelegateService wanted = new DelegateService(name, delegates);
            List<Service> known = registered.get(name);
            if (known == null) {
                register(wanted);
                return wanted.endpoints();
            }
            if (!isOfDelegates(known) || !known.get(0).endpoints().equals(wanted.endpoints())) {
                throw new IllegalArgumentException("the service " + name + " is there already, with the endpoints "
                        + get(name).current().state + " and not " + wanted.endpoints()
                        + "; give this one another name, or the same delegates");
            }
            return known.get(0).endpoints();
        } finally {
            changing.unlock();
        }
    }

    private static boolean isOfDelegates(List<Service> alternatives) {
        return alternatives.stream().anyMatch(service -> service instanceof DelegateService);
    }

    /** An object cannot do what is written for a URL, nor the other way round. */
    private static void requireOneKind(List<Service> alternatives) {
        if (alternatives.size() > 1 && isOfDelegates(alternatives)) {
            throw new IllegalArgumentException(
                    "the service " + alternatives.get(0).name()
                            + " is one of delegates, which no other endpoint can join; register it under another name");
        }
    }

    /** What annotations say of a service counts from now on, also when the service comes later. */
    void declare(ServiceSettings code) {
        changing.lock();
        try {
            requireOpen();
            ServiceSettings known = declared.get(code.name());
            ServiceSettings all = known == null ? code : known.and(code);
            declared.put(code.name(), all);
            List<Service> alternatives = registered.get(code.name());
            if (alternatives != null && all != known) {
                become(code.name(), alternatives);
            }
        } finally {
            changing.unlock();
        }
    }

    private ManagedService manage(List<Service> alternatives, @Nullable ServiceState before) {
        Service first = alternatives.get(0);
        ServiceSettings settings = configuration.settings(first.name());
        List<Endpoint> endpoints = new ArrayList<>();
        List<Headers> credentials = new ArrayList<>();
        for (Service service : alternatives) {
            // Operations beat code: a configured list replaces whatever the program says.
            List<Endpoint> configured = service == first ? settings.endpoints() : Collections.<Endpoint>emptyList();
            for (Endpoint endpoint : configured.isEmpty() ? service.endpoints() : configured) {
                endpoints.add(endpoint);
                credentials.add(service.credentials(settings));
            }
            if (!configured.isEmpty()) {
                break;
            }
        }
        ServiceSettings annotated = declared.get(first.name());
        ServicePolicy policy = first.policy(policies, settings, annotated, null);
        ServiceState state = new ServiceState(
                first.name(),
                endpoints,
                policy,
                metrics.service(first.name()),
                clock,
                ServiceState.RANDOM,
                rows,
                null,
                before);
        return new ManagedService(
                state,
                first.health(settings),
                credentials,
                calls -> first.policy(policies, settings, annotated, calls),
                new ServiceCache.Source() {
                    @Override
                    public @Nullable ServiceCache of(ServicePolicy calls) {
                        return cache(state, calls, identity(credentials));
                    }

                    @Override
                    public @Nullable ServiceCache ofOthers() {
                        HttpCache open = caches.find(state.name());
                        return open == null ? null : new ServiceCache(open, open.policy(), Identity.NONE);
                    }
                });
    }

    private @Nullable ServiceCache cache(ServiceState state, ServicePolicy calls, Identity identity) {
        CachePolicy policy = calls.cache();
        if (policy == null) {
            return null;
        }
        List<Endpoint> endpoints = new ArrayList<>();
        state.endpoints().forEach(endpoint -> endpoints.add(endpoint.endpoint()));
        HttpCache cache =
                caches.of(state.name(), policy, endpoints, state.metrics().cache());
        return cache == null ? null : new ServiceCache(cache, policy, identity);
    }

    private static Identity identity(List<Headers> credentials) {
        Headers.Builder all = Headers.builder();
        Set<Headers> distinct = new LinkedHashSet<>(credentials);
        for (Headers each : distinct) {
            for (int i = 0; i < each.size(); i++) {
                all.add(each.name(i), each.value(i));
            }
        }
        Headers headers = all.build();
        return headers.size() == 0 ? Identity.NONE : new Identity(headers);
    }

    /** The cache of a service, if it has one. */
    @Nullable
    HttpCache cache(String name) {
        get(name);
        return caches.find(name);
    }

    private void check(ManagedService service) {
        stopChecks(service.state.name());
        if (service.health.isActive()) {
            HealthChecker checker =
                    new HealthChecker(service.state, service.health, probe, engine.timers, ServiceState.RANDOM);
            checkers.put(service.state.name(), checker);
            checker.start();
        }
    }

    private void stopChecks(String name) {
        HealthChecker old = checkers.remove(name);
        if (old != null) {
            old.close();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw Registration.closed();
        }
    }

    Registration get(String name) {
        Registration service = byName.get(name);
        if (service == null) {
            requireOpen();
            throw new IllegalArgumentException("there is no service named " + name + "; registered are " + names()
                    + ". Register one: manager.register(new InternalService(\"" + name + "\", apiKey, url))");
        }
        return service;
    }

    Map<String, String> properties(String name) {
        return configuration.settings(name).get(ConfigKeys.PROPERTIES, Collections.emptyMap());
    }

    /** The one service that a call without a name can mean. */
    Registration only() {
        requireOpen();
        if (byName.size() == 1) {
            return byName.values().iterator().next();
        }
        Registration unnamed = byName.get(Service.DEFAULT_NAME);
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
            requireOpen();
            registered.forEach((name, alternatives) -> {
                ManagedService managed = get(name).current();
                if (!configuration.settings(name).endpoints().isEmpty()) {
                    // A configured list replaces those of all alternatives: the first one stands for it.
                    asked.put(alternatives.get(0), ask(managed, managed.state.endpoints()));
                    return;
                }
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
            closed = true;
            checkers.values().forEach(HealthChecker::close);
            checkers.clear();
            caches.close();
            byName.values().forEach(Registration::close);
            byName.clear();
            registered.clear();
        } finally {
            changing.unlock();
        }
    }
}
