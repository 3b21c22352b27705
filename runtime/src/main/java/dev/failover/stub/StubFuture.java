package dev.failover.stub;

import dev.failover.FailoverFunction;
import dev.failover.http.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The result of an asynchronous call. A stage made by {@code thenApply} would neither pass a cancellation on to the exchange
 * nor fail with the exception itself.
 */
final class StubFuture<T> extends CompletableFuture<T> {
    private final @Nullable FailoverFunction<Exception, ? extends CompletionStage<T>> fallback;
    /** What is under way: the call, then its fallback. */
    private volatile Future<?> running;

    StubFuture(
            CompletableFuture<Response> answer,
            Operation operation,
            Result<T> result,
            @Nullable FailoverFunction<Exception, ? extends CompletionStage<T>> fallback) {
        this.fallback = fallback;
        this.running = answer;
        // What it returns completes with the same, later.
        CompletableFuture<Response> unused = answer.whenComplete((response, failure) -> {
            if (failure != null) {
                failed(unwrapped(failure));
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
            failed(failure);
            return;
        }
        complete(value);
    }

    private void failed(Throwable failure) {
        if (fallback == null || isDone() || !(failure instanceof Exception) || StubClient.isGivenUp(failure)) {
            completeExceptionally(failure);
            return;
        }
        CompletionStage<T> stage;
        try {
            stage = fallback.apply((Exception) failure);
            if (stage == null) {
                throw new IllegalStateException("the fallback returned null; it must return a stage");
            }
        } catch (Throwable second) {
            failedTwice(failure, second);
            return;
        }
        if (stage instanceof Future) {
            running = (Future<?>) stage;
            if (isCancelled()) {
                running.cancel(true);
            }
        }
        CompletionStage<T> unused = stage.whenComplete((value, second) -> {
            if (second == null) {
                complete(value);
            } else {
                failedTwice(failure, unwrapped(second));
            }
        });
    }

    private void failedTwice(Throwable failure, Throwable second) {
        if (second != failure) {
            failure.addSuppressed(second);
        }
        completeExceptionally(failure);
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            running.cancel(mayInterruptIfRunning);
        }
        return cancelled;
    }
}
