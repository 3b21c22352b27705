package dev.failover.stub;

import dev.failover.FailoverManager;
import dev.failover.http.Request;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One service of one manager, as a generated client calls it. Thread-safe. */
public final class StubClient {
    private final FailoverManager manager;
    private final String service;

    private StubClient(FailoverManager manager, String service) {
        this.manager = manager;
        this.service = service;
    }

    /**
     * @param endpoints used unless the manager has the service already, by configuration or registration
     * @throws IllegalArgumentException if the manager does not have it and there are no endpoints
     */
    public static StubClient of(FailoverManager manager, String service, String... endpoints) {
        Objects.requireNonNull(manager, "manager").serviceOrRegister(service, endpoints);
        return new StubClient(manager, service);
    }

    /**
     * Sends the request, with failover, and waits.
     *
     * @throws dev.failover.FailoverException if no endpoint answered, or the call was rejected
     * @throws StatusException if the answer is not 2xx and {@code result} does not take it
     * @throws dev.failover.codec.CodecException if the body cannot be read
     */
    public <T> @Nullable T call(Operation operation, Request request, Result<T> result) {
        return result.read(operation, manager.execute(service, request));
    }

    /**
     * Sends the request, with failover, without waiting. The future completes with what {@link #call} would return or
     * throw; cancelling it aborts the attempt under way, and none follows.
     */
    public <T> CompletableFuture<T> callAsync(Operation operation, Request request, Result<T> result) {
        return new StubFuture<>(manager.executeAsync(service, request), operation, result);
    }
}
