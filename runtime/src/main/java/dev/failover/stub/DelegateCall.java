package dev.failover.stub;

import dev.failover.AsyncEndpointCall;
import dev.failover.EndpointCall;
import dev.failover.FailoverException;
import dev.failover.FailoverFunction;
import dev.failover.ServiceClient;
import dev.failover.config.ServiceSettings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One method of one decorator: its calls go to one delegate after the other, as the policies of the service say. Thread-safe.
 *
 * <p>A method throws what a delegate threw last, if that is unchecked or the method declares it; anything else is the cause of
 * a {@link FailoverException}, which is also what is thrown when the call was rejected, was out of time or was interrupted.
 */
public final class DelegateCall {
    private final ServiceClient client;
    private final DelegateOperation operation;
    private final Runnable usesFallback;

    DelegateCall(ServiceClient service, DelegateOperation operation, Runnable usesFallback) {
        ServiceSettings policies = operation.policies();
        this.client = policies == null ? service : service.with(policies);
        this.operation = operation;
        this.usesFallback = usesFallback;
    }

    /** Has a delegate do it, and waits. */
    public <T> @Nullable T call(EndpointCall<T> work) {
        try {
            return operation.isIdempotent() ? client.call(work) : client.callOnce(work);
        } catch (FailoverException failure) {
            throw DelegateCall.<RuntimeException>unchecked(operation.thrown(failure));
        }
    }

    /**
     * The same with what the method gives when the call has failed, unless the caller was interrupted.
     *
     * @param fallback gets what would have been thrown; if it throws itself, that is suppressed by what it got
     */
    public <T> @Nullable T call(EndpointCall<T> work, FailoverFunction<Exception, T> fallback) {
        Throwable failure;
        try {
            return operation.isIdempotent() ? client.call(work) : client.callOnce(work);
        } catch (FailoverException failed) {
            failure = operation.thrown(failed);
            if (failed.isGivenUp() || failure instanceof Error) {
                throw DelegateCall.<RuntimeException>unchecked(failure);
            }
        }
        usesFallback.run();
        try {
            return fallback.apply((Exception) failure);
        } catch (Exception second) {
            if (second instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw DelegateCall.<RuntimeException>unchecked(second == failure ? failure : suppressing(failure, second));
        }
    }

    /** Has a delegate begin it. The future fails with what {@link #call} would throw; cancelling it cancels the delegate's. */
    public <T> CompletableFuture<T> callAsync(AsyncEndpointCall<T> work) {
        CompletableFuture<T> call = start(work);
        // The call has ended well already: no other future is needed.
        return call.isDone() && !call.isCompletedExceptionally() ? call : new StubFuture<>(call, reader(), null);
    }

    /**
     * The same with what the method gives when the call has failed, unless it was cancelled.
     *
     * @param fallback begins it and does not wait; otherwise as for {@link #call(EndpointCall, FailoverFunction)}
     */
    public <T> CompletableFuture<T> callAsync(
            AsyncEndpointCall<T> work, FailoverFunction<Exception, ? extends CompletionStage<T>> fallback) {
        CompletableFuture<T> call = start(work);
        return call.isDone() && !call.isCompletedExceptionally()
                ? call
                : new StubFuture<>(call, reader(), failure -> {
                    usesFallback.run();
                    return fallback.apply(failure);
                });
    }

    private <T> CompletableFuture<T> start(AsyncEndpointCall<T> work) {
        return operation.isIdempotent() ? client.callAsync(work) : client.callOnceAsync(work);
    }

    /** A future may fail with any exception: what a delegate's failed with is handed on as it is. */
    private static <T> StubFuture.Reader<T, T> reader() {
        return new StubFuture.Reader<T, T>() {
            @Override
            public @Nullable T read(T result) {
                return result;
            }

            @Override
            public Throwable failure(Throwable failure) {
                Throwable thrown = failure instanceof FailoverException ? ((FailoverException) failure).thrown() : null;
                return thrown == null ? failure : thrown;
            }
        };
    }

    /** The failure, told of another one that came of it. */
    static Throwable suppressing(Throwable failure, Throwable second) {
        Throwable told = failure instanceof FailoverException ? ((FailoverException) failure).own() : failure;
        told.addSuppressed(second);
        return told;
    }

    /** Throws it as it is: what an interface declares may be checked. */
    @SuppressWarnings("unchecked")
    static <X extends Throwable> RuntimeException unchecked(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
