package dev.failover;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.cache.CacheClock;
import dev.failover.cache.CachePolicy;
import dev.failover.cache.HttpCache;
import dev.failover.cache.ServiceCaches;
import dev.failover.call.TimeoutPolicy;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import dev.failover.config.ServiceSettings;
import dev.failover.endpoint.Endpoint;
import dev.failover.health.Health;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.Transport;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.metrics.MetricsCollector;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import dev.failover.store.EhcacheStore;
import dev.failover.time.NanoClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The front door: services are registered here, asked for their health, and called. One manager for a program is enough;
 * {@link #close} it at the end. Thread-safe.
 */
public final class FailoverManager implements AutoCloseable {
    private final ServiceRegistry services;
    private final MetricsCollector metrics;
    private final Engine engine;

    private FailoverManager(Builder builder) {
        metrics = new MetricsCollector();
        engine = new Engine(builder.transport, builder.executor);
        services = new ServiceRegistry(
                builder.policies,
                builder.configuration,
                metrics,
                NanoClock.SYSTEM,
                engine,
                new ServiceCaches(
                        (service, policy) -> EhcacheStore.open(service, policy, FailoverManager::tell),
                        CacheClock.SYSTEM));
        services.registerConfigured();
    }

    /** Of what costs the benefit of something, and no call, only a person can make anything. */
    private static void tell(String problem) {
        Logger.getLogger("dev.failover").warning(problem);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A manager with the default policies and no configuration. */
    public static FailoverManager create() {
        return builder().build();
    }

    /**
     * A manager with the services and policies of this file, of the environment ({@code FAILOVER_...}) and of the system
     * properties ({@code -Dfailover...}), which are stronger.
     *
     * @throws dev.failover.config.ConfigurationException with everything that is wrong, each with its place
     */
    public static FailoverManager fromConfig(Path file) {
        return builder()
                .configuration(Configuration.loadStrict(ConfigSources.ofProcess()
                        .file(Objects.requireNonNull(file, "file").toString())
                        .endpointsMayComeFromCode()
                        .build()))
                .build();
    }

    /**
     * As {@link #fromConfig(Path)}, with the file that {@code failover.config.file} names, else {@code
     * config/failover.ini} or {@code failover.ini} in the working directory, else none.
     *
     * @throws dev.failover.config.ConfigurationException with everything that is wrong, each with its place
     */
    public static FailoverManager fromConfig() {
        return builder()
                .configuration(Configuration.loadStrict(
                        ConfigSources.ofProcess().endpointsMayComeFromCode().build()))
                .build();
    }

    /**
     * Adds a service. One of the same name is joined: its endpoints come after those that are there; policies and the
     * health check are those of the first.
     *
     * @return this manager
     * @throws IllegalArgumentException if an endpoint is there already
     * @throws IllegalStateException if the manager is closed
     */
    public FailoverManager register(Service service) {
        services.register(Objects.requireNonNull(service, "service"));
        return this;
    }

    /**
     * Makes sure that there is a service of this name: one that is configured or registered stays as it is, else one is
     * made of these base URLs.
     *
     * @throws IllegalArgumentException if there is none and no URL is given, or one is no endpoint
     */
    public FailoverManager serviceOrRegister(String name, String... urls) {
        services.registerIfAbsent(name, urls);
        return this;
    }

    /**
     * The same for a service of which annotations, or other code beside its registration, say more. Whoever registers or
     * configures the service knows it better and is stronger. It counts also for a service of this name that is registered
     * later.
     *
     * @throws IllegalArgumentException also if other code has said another thing of the same key
     */
    public FailoverManager serviceOrRegister(ServiceSettings code, String... urls) {
        services.declare(Objects.requireNonNull(code, "code"));
        services.registerIfAbsent(code.name(), urls);
        return this;
    }

    /**
     * Makes sure that there is a service of this name whose endpoints are objects of the program, as a generated decorator has
     * them. Decorators that name the same delegates in the same order share the service: its breakers, limits and counters.
     *
     * @param code the name of the service, and what annotations say of it
     * @param delegates names, in order of preference
     * @return the endpoints that stand for them, in this order
     * @throws IllegalArgumentException if there is a service of this name with other endpoints, or other code has said another
     *     thing of the same key
     */
    public List<Endpoint> serviceOfDelegates(ServiceSettings code, List<String> delegates) {
        List<Endpoint> endpoints =
                services.registerDelegates(Objects.requireNonNull(code, "code").name(), delegates);
        services.declare(code);
        return endpoints;
    }

    /**
     * Takes a service back, as it was registered: its endpoints get no further calls, those under way end as they would have.
     * The name is gone with the last service that has it.
     *
     * @return false if it was not registered
     */
    public boolean unregister(Service service) {
        return services.unregister(Objects.requireNonNull(service, "service"));
    }

    /**
     * The service of this name, to be called. Keep the object: calling through it costs no look-up.
     *
     * @throws IllegalArgumentException if there is no such service
     */
    public ServiceClient service(String name) {
        return services.get(Objects.requireNonNull(name, "name")).client();
    }

    /**
     * The properties that the configuration gives to this service ({@code service.NAME.properties}, else {@code
     * defaults.properties}): what generated clients put in for <code>${NAME}</code>. Unmodifiable.
     *
     * @throws IllegalArgumentException if it is no name of a service
     */
    public Map<String, String> properties(String service) {
        return services.properties(Objects.requireNonNull(service, "service"));
    }

    /**
     * How every registered service is now: endpoints with a health path are asked, all at the same time (at most 1 s), the
     * others are judged by their circuit breaker. Takes no part in the choice of endpoints. Where the configuration replaces
     * the endpoints of a name, the first service that was registered under it stands for all of them.
     *
     * @throws InterruptedException if the calling thread was interrupted while waiting for the answers
     */
    public Map<Service, Health> checkHealth() throws InterruptedException {
        return services.checkHealth();
    }

    /**
     * Calls the only service that is registered. The parameters travel in the query, or, with POST, PUT and PATCH, as a
     * form in the body.
     *
     * @param path begins with a slash; appended to the endpoint's base URL
     * @param parameters null values are left out
     * @return the answer, whatever its status; after retries the latest one
     * @throws FailoverException if no endpoint answered, or the call was rejected
     * @throws IllegalStateException if there is no service, or more than one name
     */
    public Response execute(String path, HttpMethod method, Map<String, ?> parameters) {
        return services.only().client().execute(Requests.of(path, method, parameters));
    }

    /** The same for a named service. */
    public Response execute(String service, String path, HttpMethod method, Map<String, ?> parameters) {
        return execute(service, Requests.of(path, method, parameters));
    }

    /**
     * Calls a service and waits.
     *
     * @throws FailoverException if no endpoint answered, the call was rejected, or the thread was interrupted (its flag is
     *     then set again)
     * @throws IllegalArgumentException if there is no such service
     */
    public Response execute(String service, Request request) {
        return service(service).execute(request);
    }

    /** As {@link #execute(String, HttpMethod, Map)}, without waiting. */
    public CompletableFuture<Response> executeAsync(String path, HttpMethod method, Map<String, ?> parameters) {
        return services.only().client().executeAsync(Requests.of(path, method, parameters));
    }

    /**
     * Calls a service without waiting. The future completes on the manager's executor, with what {@link #execute(String,
     * Request)} would have returned or thrown; cancelling it aborts the attempt under way, and none follows.
     *
     * @throws IllegalArgumentException if there is no such service
     */
    public CompletableFuture<Response> executeAsync(String service, Request request) {
        return service(service).executeAsync(request);
    }

    /**
     * Does any work with failover, HTTP or not: {@code manager.call("db", true, endpoint -> query(endpoint.host()))}. Where it
     * is done often, keep the {@link #service}.
     *
     * @param repeatable whether the work may be done again after it may have had its effect
     * @throws FailoverException as {@link #execute(String, Request)} does; the cause is what the work threw
     * @throws IllegalArgumentException if there is no such service
     */
    public <T> @Nullable T call(String service, boolean repeatable, EndpointCall<T> work) {
        return repeatable ? service(service).call(work) : service(service).callOnce(work);
    }

    /**
     * Forgets what the cache of a service holds for a path, in all its variants and for all credentials; nothing if the service has no
     * cache. What is being fetched meanwhile is not stored.
     *
     * @param target path and query, as requests have them
     * @throws IllegalArgumentException if there is no such service
     */
    public void evict(String service, String target) {
        HttpCache cache = services.cache(Objects.requireNonNull(service, "service"));
        if (cache != null) {
            cache.evict(Objects.requireNonNull(target, "target"));
        }
    }

    /**
     * Forgets all that the cache of a service holds; nothing if it has none. What is being fetched meanwhile is not stored.
     *
     * @throws IllegalArgumentException if there is no such service
     */
    public void clear(String service) {
        HttpCache cache = services.cache(Objects.requireNonNull(service, "service"));
        if (cache != null) {
            cache.clear();
        }
    }

    /** The counters of all services. */
    public MetricsCollector metrics() {
        return metrics;
    }

    /** Timers that have neither run nor been cancelled. */
    int pendingTimers() {
        return engine.timers.pending();
    }

    /**
     * Stops checks and timers and closes all connections. Of the calls under way asynchronous ones are cancelled, requests fail,
     * and blocking work that has a time-out is interrupted; work without one goes on to its end. From then on every method but
     * {@link #metrics} and this one throws an {@link IllegalStateException}, and so do the clients of services. Closing twice
     * changes nothing.
     */
    @Override
    public void close() {
        services.close();
        engine.close();
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final PolicyOverrides policies = new PolicyOverrides();
        private Configuration configuration =
                Configuration.load(ConfigSources.builder().build());
        private @Nullable Transport transport;
        private Executor executor = CompletingThreads.byDefault();

        private Builder() {}

        /** How often calls are attempted, and after what; default {@link RetryPolicy#defaults}, which differ for an {@link ExternalAPIService}. */
        public Builder retry(RetryPolicy policy) {
            policies.retry = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** How many retries all calls of a service may make together; default {@link RetryBudgetPolicy#defaults}. */
        public Builder retryBudget(RetryBudgetPolicy policy) {
            policies.retryBudget = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** Calls that may be repeated are hedged; the default is that none are. */
        public Builder hedge(HedgePolicy policy) {
            policies.hedge = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** When an endpoint gets no calls for a while; default {@link CircuitBreakerPolicy#defaults}. */
        public Builder circuitBreaker(CircuitBreakerPolicy policy) {
            policies.circuitBreaker = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** How many attempts a service gets in a time; the default is no limit. */
        public Builder rateLimiter(RateLimiterPolicy policy) {
            policies.rateLimiter = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** How many attempts may be under way at once; default {@link ConnectionPoolPolicy#defaults}. */
        public Builder connectionPool(ConnectionPoolPolicy policy) {
            policies.connectionPool = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** Responses are kept and used again, as far as HTTP allows it (RFC 9111); the default is that none are. */
        public Builder cache(CachePolicy policy) {
            policies.cache = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** How long a call, an attempt and a connect may take; default {@link TimeoutPolicy#defaults}. */
        public Builder timeouts(TimeoutPolicy policy) {
            policies.timeouts = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** What operations say: it beats what is said in code. The default is nothing. */
        public Builder configuration(Configuration loaded) {
            configuration = Objects.requireNonNull(loaded, "configuration");
            return this;
        }

        /** What carries the requests; the default is Apache HttpClient 5. The manager closes it. */
        public Builder transport(Transport carrier) {
            transport = Objects.requireNonNull(carrier, "transport");
            return this;
        }

        /**
         * Where futures of asynchronous calls complete; the default is the common pool, or threads of ours if that has less
         * than two.
         */
        public Builder executor(Executor completing) {
            executor = Objects.requireNonNull(completing, "executor");
            return this;
        }

        public FailoverManager build() {
            return new FailoverManager(this);
        }
    }
}
