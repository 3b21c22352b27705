package dev.failover;

import dev.failover.breaker.CircuitBreaker;
import dev.failover.call.CallSpec;
import dev.failover.call.Outcome;
import dev.failover.call.ServicePolicy;
import dev.failover.call.ServiceState;
import dev.failover.call.ShortWay;
import dev.failover.config.EndpointList;
import dev.failover.config.ServiceSettings;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.metrics.ServiceMetrics;
import dev.failover.time.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A registered service as a program calls it, with all of its policies: HTTP requests, or any work at all that each of its
 * endpoints can do. Keep it: it stays the same service when more endpoints are registered for it. Thread-safe.
 *
 * <pre>{@code
 * ServiceClient db = manager.service("db");
 * Row row = db.call(endpoint -> query(endpoint.host(), sql));          // may be repeated
 * db.callOnce(endpoint -> insert(endpoint.host(), row));               // never twice once it may have had its effect
 * }</pre>
 *
 * <p>Every method that waits throws a {@link FailoverException} when no endpoint did the work, the call was rejected, or the
 * thread was interrupted (its flag is then set again). Futures complete with the same exception, on the manager's executor;
 * cancelling one, or completing it in any other way, such as by {@code orTimeout}, aborts the attempts under way, and none
 * follows. Every method, also one that returns a future, throws an {@link IllegalStateException} at once when the service is
 * not registered any more or the manager is closed, and a {@link NullPointerException} for null.
 */
public final class ServiceClient {
    private final Registration registration;
    private final Engine engine;
    private final CallSpec repeatable;
    private final CallSpec once;
    /** Null for all endpoints of the service. */
    private final @Nullable Endpoint only;
    /** Null for the policies of the service. */
    private final @Nullable ServiceSettings calls;

    ServiceClient(Registration registration, Engine engine) {
        this(registration, engine, CallSpec.IDEMPOTENT, CallSpec.NOT_IDEMPOTENT, null, null);
    }

    private ServiceClient(
            Registration registration,
            Engine engine,
            CallSpec repeatable,
            CallSpec once,
            @Nullable Endpoint only,
            @Nullable ServiceSettings calls) {
        this.registration = registration;
        this.engine = engine;
        this.repeatable = repeatable;
        this.once = once;
        this.only = only;
        this.calls = calls;
    }

    private ManagedService current() {
        ManagedService whole = registration.current();
        ManagedService managed = only == null ? whole : whole.only(only);
        return calls == null ? managed : managed.with(calls);
    }

    /** The name of the service. */
    public String name() {
        return registration.name();
    }

    /** What is known about the endpoints now, in order of preference: states, leases, and their breakers to set by hand. */
    public List<EndpointState> endpoints() {
        return current().state.endpoints();
    }

    /**
     * The same service for calls that have only this long as a whole, if the deadline of its policy is not shorter still.
     *
     * @throws IllegalArgumentException unless the time is longer than nothing
     */
    public ServiceClient within(Duration whole) {
        long nanos = Durations.positiveNanos("the time of a call", whole);
        return new ServiceClient(registration, engine, repeatable.within(nanos), once.within(nanos), only, calls);
    }

    /**
     * The same service for calls of which each attempt takes so many permits of the rate limiter; default 1.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public ServiceClient weighing(int permits) {
        return new ServiceClient(
                registration, engine, repeatable.weighing(permits), once.weighing(permits), only, calls);
    }

    /**
     * The same service for calls that go to this base URL and no other: its policies, limiter, connection pool, budgets and
     * counters hold. What is known about an endpoint of the service holds here too; any other base URL gets a circuit breaker
     * of its own, and neither the service's key nor its health checks. Of the base URLs that are not the service's own the
     * breakers of the latest 100 are remembered.
     *
     * @param endpoint {@code http} or {@code https}, host, and if need be port and path
     * @throws IllegalArgumentException if it is no endpoint
     */
    public ServiceClient at(URI endpoint) {
        Endpoint single = EndpointList.parseOne(
                Objects.requireNonNull(endpoint, "endpoint").toString());
        return new ServiceClient(registration, engine, repeatable, once, single, calls);
    }

    /**
     * The same service for calls that have retries, hedges, time-outs and their use of the cache for themselves, such as those
     * of one method of an interface. What is configured for the service is stronger. Breakers, the rate limiter, the connection pool, the retry
     * budget and the counters stay those of the service; of their keys nothing is taken. Keep the settings: what is made of
     * them is remembered with the service.
     */
    public ServiceClient with(ServiceSettings calls) {
        return new ServiceClient(registration, engine, repeatable, once, only, Objects.requireNonNull(calls, "calls"));
    }

    /**
     * Does work that may be done twice, and waits for it.
     *
     * <p>Time-outs of the policy interrupt the thread while it is in {@code work}, and never afterwards: work that ignores
     * interrupts is not cut short, but what it returns after its time is dropped. With a hedge policy the work runs on threads
     * of the manager, one for each attempt and at most 1,000, several attempts at once.
     *
     * @return what the work returned, which may be null
     */
    public <T> @Nullable T call(EndpointCall<T> work) {
        return Refused.resultOf(call(work, repeatable));
    }

    /** As {@link #call(EndpointCall)}; when that fails, what the fallback makes of it. */
    public <T> @Nullable T call(EndpointCall<T> work, Fallback<T> fallback) {
        return withFallback(fallback, () -> call(work));
    }

    /**
     * As {@link #call(EndpointCall)}, for work that must not be done again once it may have had its effect: only what a {@link
     * NotExecutedException} or one of its kind says was not begun is done elsewhere.
     */
    public <T> @Nullable T callOnce(EndpointCall<T> work) {
        return Refused.resultOf(call(work, once));
    }

    /** As {@link #callOnce(EndpointCall)}; when that fails, what the fallback makes of it. */
    public <T> @Nullable T callOnce(EndpointCall<T> work, Fallback<T> fallback) {
        return withFallback(fallback, () -> callOnce(work));
    }

    /** The result, or {@link Refused}. */
    private <T> @Nullable Object call(EndpointCall<T> work, CallSpec spec) {
        Objects.requireNonNull(work, "work");
        ManagedService managed = current();
        ServiceState service = managed.state;
        long startedAt = service.clock().nanos();
        int selected = service.shortWay().select(startedAt);
        if (selected == ShortWay.REFUSED) {
            return managed.breakersOpen;
        }
        return call(service, work, spec, startedAt, selected);
    }

    private <T> @Nullable T call(
            ServiceState service, EndpointCall<T> work, CallSpec spec, long startedAt, int selected) {
        ServicePolicy policy = service.policy();
        if (policy.hedge() != null && spec.isIdempotent()) {
            return AsyncWork.hedged(engine, service, spec, work);
        }
        ShortWay way = service.shortWay();
        EndpointState endpoint = selected < 0 ? null : way.endpoint(selected);
        long permit = endpoint == null ? CircuitBreaker.REJECTED : way.enter(endpoint, spec, startedAt);
        if (endpoint == null || permit == CircuitBreaker.REJECTED) {
            return new BlockingWork<>(engine, service, spec, work).run();
        }
        long bound = way.bound(spec);
        if (bound > 0) {
            return new BlockingWork<>(engine, service, spec, work).run(endpoint, permit, startedAt, bound);
        }
        T result;
        try {
            result = work.call(endpoint.endpoint());
        } catch (Throwable failure) {
            return new BlockingWork<>(engine, service, spec, work).goOn(endpoint, permit, startedAt, failure);
        }
        if (policy.retry().rejectsResult(result)) {
            return new BlockingWork<>(engine, service, spec, work)
                    .goOn(endpoint, permit, startedAt, Outcome.unwanted(result));
        }
        way.succeeded(endpoint, permit, startedAt);
        return result;
    }

    /** Begins work that may be done twice. */
    public <T> CompletableFuture<T> callAsync(AsyncEndpointCall<T> work) {
        return startAsync(work, repeatable);
    }

    /** As {@link #callAsync(AsyncEndpointCall)}; when that fails, what the fallback makes of it. */
    public <T> CompletableFuture<T> callAsync(AsyncEndpointCall<T> work, Fallback<T> fallback) {
        return withFallbackAsync(fallback, () -> callAsync(work));
    }

    /** Begins work that must not be done again once it may have had its effect. */
    public <T> CompletableFuture<T> callOnceAsync(AsyncEndpointCall<T> work) {
        return startAsync(work, once);
    }

    /** As {@link #callOnceAsync(AsyncEndpointCall)}; when that fails, what the fallback makes of it. */
    public <T> CompletableFuture<T> callOnceAsync(AsyncEndpointCall<T> work, Fallback<T> fallback) {
        return withFallbackAsync(fallback, () -> callOnceAsync(work));
    }

    private <T> CompletableFuture<T> startAsync(AsyncEndpointCall<T> work, CallSpec spec) {
        return AsyncWork.start(engine, current().state, spec, Objects.requireNonNull(work, "work"));
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @return the answer, whatever its status; after retries the latest one
     */
    public Response execute(Request request) {
        return HttpCall.execute(engine, current(), spec(request), request);
    }

    /**
     * As {@link #execute(Request)}; when no endpoint answered, or the answer is still a failure after all retries (a status
     * from 500 on, or one that is retried), what the fallback makes of it.
     */
    public Response execute(Request request, Fallback<Response> fallback) {
        Objects.requireNonNull(fallback, "fallback");
        ServiceState service = current().state;
        Response response;
        try {
            response = execute(request);
        } catch (FailoverException failure) {
            return HttpCall.required(FallbackRunner.apply(fallback, failure, service.metrics()::fallback));
        }
        FailoverException failure = HttpCall.failureOf(service, request, response);
        if (failure == null) {
            return response;
        }
        try {
            return HttpCall.required(FallbackRunner.apply(fallback, failure, service.metrics()::fallback));
        } catch (FailoverException noFallback) {
            return response;
        }
    }

    /** As {@link #execute(Request)}, without waiting. */
    public CompletableFuture<Response> executeAsync(Request request) {
        return HttpCall.executeAsync(engine, current(), spec(request), request);
    }

    /** As {@link #execute(Request, Fallback)}, without waiting. */
    public CompletableFuture<Response> executeAsync(Request request, Fallback<Response> fallback) {
        Objects.requireNonNull(fallback, "fallback");
        ServiceState service = current().state;
        return FallbackRunner.guard(
                executeAsync(request),
                response -> HttpCall.failureOf(service, request, response),
                fallback,
                service.metrics()::fallback);
    }

    private <T> @Nullable T withFallback(Fallback<T> fallback, Supplier<@Nullable T> call) {
        Objects.requireNonNull(fallback, "fallback");
        // Read before the call: the service may be taken back meanwhile.
        ServiceMetrics metrics = current().state.metrics();
        try {
            return call.get();
        } catch (FailoverException failure) {
            return FallbackRunner.apply(fallback, failure, metrics::fallback);
        }
    }

    private <T> CompletableFuture<T> withFallbackAsync(Fallback<T> fallback, Supplier<CompletableFuture<T>> call) {
        Objects.requireNonNull(fallback, "fallback");
        ServiceMetrics metrics = current().state.metrics();
        return FallbackRunner.guard(call.get(), good -> null, fallback, metrics::fallback);
    }

    private CallSpec spec(Request request) {
        return Objects.requireNonNull(request, "request").isIdempotent() ? repeatable : once;
    }

    @Override
    public String toString() {
        return current().state.toString();
    }
}
