package dev.failover.stub;

import dev.failover.FailoverException;
import dev.failover.FailoverFunction;
import dev.failover.FailoverManager;
import dev.failover.ServiceClient;
import dev.failover.config.ServiceSettings;
import dev.failover.http.Request;
import dev.failover.http.Response;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One service of one manager, as a generated client calls it. Thread-safe. */
public final class StubClient {
    private final FailoverManager manager;
    private final String service;
    /** Null for the endpoints of the service. */
    private final @Nullable URI only;

    private StubClient(FailoverManager manager, String service, @Nullable URI only) {
        this.manager = manager;
        this.service = service;
        this.only = only;
    }

    /**
     * @param endpoints used unless the manager has the service already, by configuration or registration
     * @throws IllegalArgumentException if the manager does not have it and there are no endpoints
     */
    public static StubClient of(FailoverManager manager, String service, String... endpoints) {
        Objects.requireNonNull(manager, "manager").serviceOrRegister(service, endpoints);
        return new StubClient(manager, service, null);
    }

    /**
     * The same with what the interface says of the service's policies.
     *
     * @param policies weaker than what is registered and configured for the service
     * @param place such as {@code @CircuitBreaker of OrderApi}, for messages
     * @throws IllegalArgumentException also if another interface has said another thing of the same service
     */
    public static StubClient of(
            FailoverManager manager, String service, Policies policies, String place, String... endpoints) {
        Objects.requireNonNull(manager, "manager").serviceOrRegister(policies.settings(service, place), endpoints);
        return new StubClient(manager, service, null);
    }

    /**
     * A property of the service, as the configuration has it now.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public String property(String name) {
        String value = manager.properties(service).get(name);
        if (value == null) {
            throw new IllegalArgumentException("the property " + name + " of service " + service
                    + " is not set; write properties = " + name + "=VALUE in [service." + service
                    + "], or ${" + name + ":-DEFAULT} in the interface");
        }
        return value;
    }

    /** The same, with a value for a property that is not set. */
    public String property(String name, String fallback) {
        return manager.properties(service).getOrDefault(name, fallback);
    }

    /** The same service for calls to this base URL, as {@link ServiceClient#at} has it; null stands for its own endpoints. */
    public StubClient at(@Nullable URI endpoint) {
        return endpoint == null ? this : new StubClient(manager, service, endpoint);
    }

    private ServiceClient client(Operation operation) {
        ServiceClient whole = manager.service(service);
        ServiceClient client = only == null ? whole : whole.at(only);
        ServiceSettings policies = operation.policies();
        return policies == null ? client : client.with(policies);
    }

    /**
     * Sends the request, with failover, and waits.
     *
     * @throws dev.failover.FailoverException if no endpoint answered, or the call was rejected
     * @throws IllegalArgumentException if the base URL of {@link #at} is no endpoint; nothing is sent
     * @throws StatusException if the answer is not 2xx and {@code result} does not take it
     * @throws dev.failover.codec.CodecException if the body cannot be read
     */
    public <T> @Nullable T call(Operation operation, Request request, Result<T> result) {
        return result.read(operation, client(operation).execute(request));
    }

    /**
     * The same with what the method gives when the call has failed, unless the caller was interrupted.
     *
     * @param fallback gets what would have been thrown; if it throws itself, that is suppressed by what it got
     */
    public <T> @Nullable T call(
            Operation operation, Request request, Result<T> result, FailoverFunction<Exception, T> fallback) {
        ServiceClient client = client(operation);
        Exception failure;
        try {
            Response answer = client.execute(request);
            try {
                return result.read(operation, answer);
            } catch (Exception unwanted) {
                failure = unwanted;
            }
        } catch (FailoverException unanswered) {
            failure = unanswered;
        }
        if (isGivenUp(failure)) {
            throw StubClient.<RuntimeException>unchecked(failure);
        }
        countFallback();
        try {
            return fallback.apply(failure);
        } catch (Exception second) {
            if (second instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw DelegateCall.<RuntimeException>unchecked(
                    second == failure ? failure : DelegateCall.suppressing(failure, second));
        }
    }

    static boolean isGivenUp(Throwable failure) {
        return failure instanceof FailoverException && ((FailoverException) failure).isGivenUp();
    }

    private void countFallback() {
        manager.metrics().service(service).fallback();
    }

    /** Throws it as it is: what an interface has in place of a status may be checked. */
    @SuppressWarnings("unchecked")
    private static <X extends Exception> RuntimeException unchecked(Exception exception) throws X {
        throw (X) exception;
    }

    /**
     * Sends the request, with failover, without waiting. The future completes with what {@link #call} would return or
     * throw; cancelling it aborts the attempt under way, and none follows.
     */
    public <T> CompletableFuture<T> callAsync(Operation operation, Request request, Result<T> result) {
        return new StubFuture<>(
                client(operation).executeAsync(request), answer -> result.read(operation, answer), null);
    }

    /**
     * The same with what the method gives when the call has failed, unless it was cancelled.
     *
     * @param fallback begins it and does not wait; otherwise as for {@link #call(Operation, Request, Result,
     *     FailoverFunction)}
     */
    public <T> CompletableFuture<T> callAsync(
            Operation operation,
            Request request,
            Result<T> result,
            FailoverFunction<Exception, ? extends CompletionStage<T>> fallback) {
        return new StubFuture<>(
                client(operation).executeAsync(request), answer -> result.read(operation, answer), failure -> {
                    countFallback();
                    return fallback.apply(failure);
                });
    }
}
