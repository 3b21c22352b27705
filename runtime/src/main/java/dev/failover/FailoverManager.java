package dev.failover;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.BlockingDriver;
import dev.failover.call.CallSpec;
import dev.failover.call.Decision;
import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.call.TimeoutPolicy;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import dev.failover.health.Health;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.Transport;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.metrics.MetricsCollector;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.RetryPolicy;
import dev.failover.time.NanoClock;
import dev.failover.time.Sleeper;
import dev.failover.time.TimerWheel;
import dev.failover.transport.HttpClient5Transport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * The front door: services are registered here, asked for their health, and called. One manager for a program is enough;
 * {@link #close} it at the end. Thread-safe.
 */
public final class FailoverManager implements AutoCloseable {
    private final ServiceRegistry services;
    private final MetricsCollector metrics;
    private final TimerWheel timers;
    private final Transport transport;
    private final Executor executor;
    private final BlockingDriver blocking = new BlockingDriver(Sleeper.PARKING);
    private final AsyncDriver async;
    private final Set<FailoverFuture<?>> underWay = ConcurrentHashMap.newKeySet();

    private FailoverManager(Builder builder) {
        metrics = new MetricsCollector();
        timers = new TimerWheel();
        transport = builder.transport == null ? new HttpClient5Transport(timers) : builder.transport;
        executor = builder.executor;
        async = new AsyncDriver(timers);
        services = new ServiceRegistry(
                builder.policies, builder.configuration, metrics, NanoClock.SYSTEM, transport, timers);
        services.registerConfigured();
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
                        .file(file.toString())
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
     */
    public FailoverManager register(Service service) {
        services.register(service);
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
     * How every registered service is now: endpoints with a health path are asked, all at the same time (at most 1 s), the
     * others are judged by their circuit breaker. Takes no part in the choice of endpoints.
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
        return execute(services.only(), Requests.of(path, method, parameters));
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
        return execute(services.get(service), request);
    }

    private Response execute(ManagedService service, Request request) {
        Exchanges.Trail trail = new Exchanges.Trail();
        BlockingDriver.Ended<Response> ended = run(
                service,
                CallSpec.of(request.isIdempotent()),
                new Exchanges.Blocking(service, request, transport, trail),
                request.toString());
        Response response = ended.decision() == Decision.REJECT
                ? null
                : ended.call().outcome().result();
        if (response == null) {
            throw trail.exception(service.state, request.toString(), ended.call(), ended.decision());
        }
        return response;
    }

    /** As {@link #execute(String, HttpMethod, Map)}, without waiting. */
    public CompletableFuture<Response> executeAsync(String path, HttpMethod method, Map<String, ?> parameters) {
        return executeAsync(services.only(), Requests.of(path, method, parameters));
    }

    /**
     * Calls a service without waiting. The future completes on the manager's executor, with what {@link #execute(String,
     * Request)} would have returned or thrown; cancelling it aborts the attempt under way, and none follows.
     *
     * @throws IllegalArgumentException if there is no such service
     */
    public CompletableFuture<Response> executeAsync(String service, Request request) {
        return executeAsync(services.get(service), request);
    }

    private CompletableFuture<Response> executeAsync(ManagedService service, Request request) {
        FailoverFuture<Response> future = new FailoverFuture<>();
        underWay.add(future);
        CompletableFuture<Response> unused = future.whenComplete((response, failure) -> underWay.remove(future));
        future.runs(async.start(
                service.state,
                CallSpec.of(request.isIdempotent()),
                new Exchanges.Async(service, request, transport, future, executor)));
        return future;
    }

    /**
     * Does any work with failover, HTTP or not: {@code manager.call("db", true, endpoint -> query(endpoint.host()))}.
     *
     * @param repeatable whether the work may be done again after it may have had its effect
     * @throws FailoverException as {@link #execute(String, Request)} does; the cause is what the work threw
     */
    public <T> @Nullable T call(String service, boolean repeatable, EndpointCall<T> work) {
        ManagedService managed = services.get(service);
        Exchanges.Trail trail = new Exchanges.Trail();
        BlockingDriver.Exchange<T> exchange = new BlockingDriver.Exchange<T>() {
            @Override
            public Outcome<T> attempt(Attempt attempt) throws InterruptedException {
                try {
                    return Outcome.success(work.call(attempt.endpoint()));
                } catch (InterruptedException interrupted) {
                    throw interrupted;
                } catch (Exception failure) {
                    // Of other work nobody knows which failures are the endpoint's: all of them count.
                    Outcome.Kind kind = Failures.kindOf(failure);
                    return trail.note(
                            attempt, Outcome.<T>failure(kind == Outcome.Kind.LOCAL ? Outcome.Kind.IO : kind, failure));
                }
            }

            @Override
            public void discard(Outcome<T> superseded) {
                // A result without a status is never superseded.
            }
        };
        BlockingDriver.Ended<T> ended = run(managed, CallSpec.of(repeatable), exchange, "call");
        if (ended.decision() == Decision.REJECT || ended.call().outcome().kind() != Outcome.Kind.RESULT) {
            throw trail.exception(managed.state, "call", ended.call(), ended.decision());
        }
        return ended.call().outcome().result();
    }

    private <R> BlockingDriver.Ended<R> run(
            ManagedService service, CallSpec spec, BlockingDriver.Exchange<R> exchange, String what) {
        try {
            return blocking.run(service.state, spec, exchange);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailoverException(service.state.name() + ": " + what + " was interrupted", interrupted);
        }
    }

    /** The counters of all services. */
    public MetricsCollector metrics() {
        return metrics;
    }

    /** Stops checks and timers and closes all connections; calls under way fail, asynchronous ones are cancelled. */
    @Override
    public void close() {
        services.close();
        // A call that waits has no connection whose end would tell it, and its timer dies with the timers.
        underWay.forEach(call -> call.cancel(false));
        transport.close();
        timers.close();
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final ManagerPolicies policies = new ManagerPolicies();
        private Configuration configuration =
                Configuration.load(ConfigSources.builder().build());
        private @Nullable Transport transport;
        private Executor executor = ForkJoinPool.commonPool();

        private Builder() {}

        public Builder retry(RetryPolicy policy) {
            policies.retry = Objects.requireNonNull(policy);
            return this;
        }

        public Builder circuitBreaker(CircuitBreakerPolicy policy) {
            policies.circuitBreaker = Objects.requireNonNull(policy);
            return this;
        }

        public Builder rateLimiter(RateLimiterPolicy policy) {
            policies.rateLimiter = Objects.requireNonNull(policy);
            return this;
        }

        public Builder connectionPool(ConnectionPoolPolicy policy) {
            policies.connectionPool = Objects.requireNonNull(policy);
            return this;
        }

        public Builder timeouts(TimeoutPolicy policy) {
            policies.timeouts = Objects.requireNonNull(policy);
            return this;
        }

        /** What operations say: it beats what is said in code. The default is nothing. */
        public Builder configuration(Configuration loaded) {
            configuration = Objects.requireNonNull(loaded);
            return this;
        }

        /** What carries the requests; the default is Apache HttpClient 5. The manager closes it. */
        public Builder transport(Transport carrier) {
            transport = Objects.requireNonNull(carrier);
            return this;
        }

        /** Where futures of asynchronous calls complete; the default is the common pool. */
        public Builder executor(Executor completing) {
            executor = Objects.requireNonNull(completing);
            return this;
        }

        public FailoverManager build() {
            return new FailoverManager(this);
        }
    }
}
