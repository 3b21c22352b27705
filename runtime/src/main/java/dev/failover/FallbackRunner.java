package dev.failover;

import dev.failover.call.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a fallback in place of a call's failure. Stateless. */
final class FallbackRunner {
    private FallbackRunner() {}

    /**
     * For a caller that waits.
     *
     * @param used told when the fallback is asked
     * @throws FailoverException {@code failure} itself, if the caller gave up, or the fallback fails too; a thread that is
     *     interrupted meanwhile has its flag set again
     */
    static <T> @Nullable T apply(Fallback<T> fallback, FailoverException failure, Runnable used) {
        if (failure.isGivenUp()) {
            throw failure;
        }
        used.run();
        try {
            return fallback.get(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw suppress(failure, interrupted);
        } catch (Throwable thrown) {
            throw suppress(failure, thrown);
        }
    }

    /**
     * For a caller that does not wait: the result of the call, or what the fallback makes of its failure.
     *
     * @param failureOf what is wrong with a result of the call, or null when it is good
     * @param used told when the fallback is asked
     * @return cancelling it cancels the call, or the fallback if that is under way
     */
    static <T> CompletableFuture<T> guard(
            CompletableFuture<T> call,
            Function<@Nullable T, @Nullable FailoverException> failureOf,
            Fallback<T> fallback,
            Runnable used) {
        FailoverFuture<T> result = new FailoverFuture<>();
        result.runs(() -> call.cancel(true));
        CompletionStage<T> unused = call.whenComplete((value, thrown) -> {
            Throwable failure = thrown == null ? failureOf.apply(value) : Failures.unwrap(thrown);
            if (failure == null) {
                result.deliver(value);
            } else if (failure instanceof FailoverException && !((FailoverException) failure).isGivenUp()) {
                used.run();
                otherwise(fallback, (FailoverException) failure, thrown == null, value, result);
            } else {
                result.deliverFailure(failure);
            }
        });
        return result;
    }

    /** @param hasValue whether there is a result after all, to be handed over if the fallback fails */
    private static <T> void otherwise(
            Fallback<T> fallback,
            FailoverException failure,
            boolean hasValue,
            @Nullable T value,
            FailoverFuture<T> result) {
        CompletableFuture<T> second = applyAsync(fallback, failure);
        result.runs(() -> second.cancel(true));
        CompletionStage<T> unused = second.whenComplete((instead, thrown) -> {
            if (thrown == null) {
                result.deliver(instead);
            } else if (hasValue) {
                result.deliver(value);
            } else {
                result.deliverFailure(thrown);
            }
        });
    }

    /**
     * For a caller that does not wait. Never throws.
     *
     * @return fails with what {@link #apply} would have thrown; cancelling it cancels the fallback if that can be done
     */
    static <T> CompletableFuture<T> applyAsync(Fallback<T> fallback, FailoverException failure) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (failure.isGivenUp()) {
            result.completeExceptionally(failure);
            return result;
        }
        try {
            run(fallback, failure, result);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            result.completeExceptionally(suppress(failure, interrupted));
        } catch (Throwable thrown) {
            result.completeExceptionally(suppress(failure, thrown));
        }
        return result;
    }

    private static <T> void run(Fallback<T> fallback, FailoverException failure, CompletableFuture<T> result)
            throws Exception {
        CompletionStage<T> stage = fallback.start(failure);
        CompletionStage<T> unused = stage.whenComplete((value, thrown) -> {
            if (thrown == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(suppress(failure, thrown));
            }
        });
        CompletableFuture<T> unusedToo = result.whenComplete((value, thrown) -> {
            if (result.isCancelled()) {
                cancel(stage);
            }
        });
    }

    private static FailoverException suppress(FailoverException failure, Throwable fallbacks) {
        Throwable thrown = Failures.unwrap(fallbacks);
        // A fallback that has nothing to give throws what it was given.
        if (thrown == failure) {
            return failure;
        }
        FailoverException told = failure.own();
        told.addSuppressed(thrown);
        return told;
    }

    static void cancel(CompletionStage<?> stage) {
        if (stage instanceof Future) {
            ((Future<?>) stage).cancel(true);
        }
    }

    /** What a wrapper of asynchronous code is about. */
    static Exception asException(Exception wrapper) {
        Throwable cause = Failures.unwrap(wrapper);
        if (cause instanceof Error) {
            throw (Error) cause;
        }
        return cause instanceof Exception ? (Exception) cause : wrapper;
    }
}
