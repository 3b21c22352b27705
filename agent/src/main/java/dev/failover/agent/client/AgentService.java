package dev.failover.agent.client;

import dev.failover.cache.CachePolicy;
import dev.failover.cache.HttpCache;
import dev.failover.call.CallSpec;
import dev.failover.call.ServicePolicy;
import dev.failover.call.ServiceState;
import dev.failover.config.ConfigKeys;
import dev.failover.config.PolicySettings;
import dev.failover.config.ServiceSettings;
import dev.failover.config.UrlPattern;
import dev.failover.endpoint.Endpoint;
import dev.failover.health.HealthChecker;
import dev.failover.health.HealthPolicy;
import dev.failover.metrics.MetricsCollector;
import dev.failover.time.NanoClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One service as the agent sees it. Thread-safe. */
public final class AgentService {
    private final String name;
    private final List<Endpoint> endpoints;
    private final List<UrlPattern> patterns;
    private final View all;
    private final @Nullable View secure;
    private final HealthPolicy health;
    private final AgentEngine engine;
    private final AtomicBoolean used = new AtomicBoolean();

    /** The endpoints that a request may go to. */
    public static final class View {
        private final ServiceState state;
        private final List<Endpoint> endpoints;
        private final CallSpec[] repeatable;
        private final CallSpec[] once;
        private final @Nullable ServiceCache cache;

        View(ServiceState state, List<Endpoint> endpoints, @Nullable ServiceCache cache) {
            this.cache = cache;
            this.state = state;
            this.endpoints = endpoints;
            repeatable = new CallSpec[endpoints.size()];
            once = new CallSpec[endpoints.size()];
            for (int i = 0; i < repeatable.length; i++) {
                repeatable[i] = CallSpec.IDEMPOTENT.preferring(i);
                once[i] = CallSpec.NOT_IDEMPOTENT.preferring(i);
            }
        }

        public ServiceState state() {
            return state;
        }

        /** Null when every request is sent. */
        @Nullable
        ServiceCache cache() {
            return cache;
        }

        /** What the policies must know of a call that was addressed to an endpoint, or to none of this view. */
        CallSpec spec(@Nullable Endpoint addressed, boolean idempotent) {
            int preferred = addressed == null ? -1 : endpoints.indexOf(addressed);
            return preferred < 0 ? CallSpec.of(idempotent) : (idempotent ? repeatable : once)[preferred];
        }
    }

    AgentService(
            ServiceSettings settings, MetricsCollector metrics, @Nullable ObserveLog observer, AgentEngine engine) {
        this.engine = engine;
        name = settings.name();
        endpoints = settings.endpoints();
        patterns = settings.get(ConfigKeys.MATCH, Collections.<UrlPattern>emptyList());
        health = PolicySettings.health(HealthPolicy.passive(), settings);
        ServicePolicy policy = PolicySettings.over(ServicePolicy.guest(), settings);
        all = view(name, endpoints, policy, metrics, observer);
        List<Endpoint> https = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            if (endpoint.scheme().equals("https")) {
                https.add(endpoint);
            }
        }
        // Breakers and checks live in shared rows, so that both views know what either one learns.
        secure = https.size() == endpoints.size()
                ? all
                : https.isEmpty() ? null : view(name + ".https", https, policy, metrics, observer);
    }

    private View view(
            String cache,
            List<Endpoint> some,
            ServicePolicy policy,
            MetricsCollector metrics,
            @Nullable ObserveLog observer) {
        ServiceState state = new ServiceState(
                name,
                some,
                policy,
                metrics.service(name),
                NanoClock.SYSTEM,
                ServiceState.RANDOM,
                AgentEngine.rows(),
                observer);
        return new View(state, some, cache(cache, state, some));
    }

    /** What came in the clear never answers what was asked for by https: each view has its own. */
    private @Nullable ServiceCache cache(String cache, ServiceState state, List<Endpoint> some) {
        CachePolicy policy = state.policy().cache();
        HttpCache opened = policy == null || state.isObserving()
                ? null
                : engine.caches().of(cache, policy, some, state.metrics().cache());
        return policy == null || opened == null ? null : new ServiceCache(opened, policy);
    }

    public String name() {
        return name;
    }

    /** In order of preference. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** Further URLs that belong to the service. */
    List<UrlPattern> patterns() {
        return patterns;
    }

    /**
     * Where a request may go: what was sent by https never goes out in the clear.
     *
     * @return null when it may go nowhere but where it was addressed to
     */
    public @Nullable View viewFor(String scheme) {
        return scheme.equalsIgnoreCase("https") ? secure : all;
    }

    /** Starts what only a service in use needs. */
    void use() {
        if (!used.get()
                && used.compareAndSet(false, true)
                && health.isActive()
                && !all.state().isObserving()) {
            new HealthChecker(all.state(), health, new UrlProbe(engine), engine.timers(), ServiceState.RANDOM).start();
        }
    }
}
