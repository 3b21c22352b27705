package dev.failover.stub;

import dev.failover.http.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The result of an asynchronous call. A stage made by {@code thenApply} would neither pass a cancellation on to the exchange
 * nor fail with the exception itself.
 */
final class StubFuture<T> extends CompletableFuture<T> {
    private final CompletableFuture<Response> answer;

    StubFuture(CompletableFuture<Response> answer, Operation operation, Result<T> result) {
        this.answer = answer;
        // What it returns completes with the same, later.
        CompletableFuture<Response> unused = answer.whenComplete((response, failure) -> {
            if (failure != null) {
                completeExceptionally(unwrapped(failure));
            } else {
                complete(response, operation, result);
            }
        });
    }

    /** Whatever goes wrong in reading the answer, a codec's Error too, must not leave the caller waiting. */
    private void complete(Response response, Operation operation, Result<T> result) {
        @Nullable T value;
        try {
            value = result.read(operation, response);
        } catch (Throwable failure) {
            completeExceptionally(failure);
            return;
        }
        complete(value);
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            answer.cancel(mayInterruptIfRunning);
        }
        return cancelled;
    }
}
