package dev.failover.stub;

import dev.failover.FailoverFunction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The result of an asynchronous call. A stage made by {@code thenApply} would neither pass a cancellation on to the exchange
 * nor fail with the exception itself.
 *
 * @param <A> what the call brings
 */
final class StubFuture<A, T> extends CompletableFuture<T> {
    /** What a method makes of the end of its call. */
    interface Reader<A, T> {
        /** Whatever it throws is what the method throws. */
        @Nullable
        T read(A answer) throws Exception;

        /** What the method throws for a failure of the call. */
        default Throwable failure(Throwable failure) {
            return failure;
        }
    }

    private final Reader<? super A, ? extends T> reader;
    private final @Nullable FailoverFunction<Exception, ? extends CompletionStage<T>> fallback;
    /** What is under way: the call, then its fallback. */
    private volatile Future<?> running;

    StubFuture(
            CompletableFuture<A> call,
            Reader<? super A, ? extends T> reader,
            @Nullable FailoverFunction<Exception, ? extends CompletionStage<T>> fallback) {
        this.reader = reader;
        this.fallback = fallback;
        this.running = call;
        // What it returns completes with the same, later.
        CompletableFuture<A> unused = call.whenComplete((answer, failure) -> {
            if (failure != null) {
                failed(reader.failure(unwrapped(failure)));
            } else {
                read(answer);
            }
        });
    }

    /** Whatever goes wrong in reading the answer, a codec's Error too, must not leave the caller waiting. */
    private void read(A answer) {
        @Nullable T value;
        try {
            value = reader.read(answer);
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
        completeExceptionally(second == failure ? failure : DelegateCall.suppressing(failure, second));
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
