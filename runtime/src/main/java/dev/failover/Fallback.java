package dev.failover;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What a call gives when no endpoint answered or it was rejected: a value, the result of a function, or what another service
 * says. The same fallback serves callers that wait and callers that do not.
 *
 * <p>A fallback that fails does not hide what it was for: the caller gets the call's own {@link FailoverException}, with the
 * fallback's failure as a suppressed exception. A call that was interrupted or cancelled has no fallback: nobody waits for
 * its result any more. A fallback is tried once and has no time-out of its own.
 *
 * <p>Thread-safe as far as the functions are that it is made of.
 *
 * @param <T> what the call gives
 */
public abstract class Fallback<T> {
    private final String text;

    private Fallback(String text) {
        this.text = text;
    }

    /** Always this value, which may be null. */
    public static <T> Fallback<T> value(@Nullable T value) {
        return new Here<>("value", failure -> value);
    }

    /**
     * What a function makes of the failure; null is a result too. A function that has nothing to give for this failure
     * throws it again.
     *
     * @param function runs on the caller's thread if it waits, else on the one on which the call ended: it must not block
     *     if the service is called asynchronously
     */
    public static <T> Fallback<T> of(FailoverFunction<FailoverException, T> function) {
        return new Here<>("function", Objects.requireNonNull(function, "function"));
    }

    /**
     * What a function begins when the call has failed. A caller that waits waits for the stage too; interrupted or
     * cancelled, it cancels the stage if that is a {@link Future}.
     *
     * @param function must not block, nor return null instead of a stage
     */
    public static <T> Fallback<T> async(FailoverFunction<FailoverException, ? extends CompletionStage<T>> function) {
        return new Later<>("asynchronous function", Objects.requireNonNull(function, "function"));
    }

    /**
     * What another service says, after its own retries and by its own endpoints.
     *
     * @param name for messages only
     */
    public static <T> Fallback<T> service(String name, OtherService<T> other) {
        return new Elsewhere<>(Objects.requireNonNull(name, "name"), Objects.requireNonNull(other, "other"));
    }

    /**
     * The work of a failed call as another service does it, for both kinds of callers.
     *
     * @param <T> its result
     */
    public interface OtherService<T> {
        /** Does it on the calling thread. */
        @Nullable
        T call(FailoverException failure) throws Exception;

        /**
         * Begins it and does not wait. Unless it is overridden, it is done here and now, as by {@link #call}; then it must
         * not block.
         */
        default CompletionStage<T> callAsync(FailoverException failure) throws Exception {
            return CompletableFuture.completedFuture(call(failure));
        }
    }

    /** The result, for a caller that waits. */
    abstract @Nullable T get(FailoverException failure) throws Exception;

    /** The result, for a caller that does not wait. */
    abstract CompletionStage<T> start(FailoverException failure) throws Exception;

    /** Says which kind it is, and never the value. */
    @Override
    public String toString() {
        return "Fallback{" + text + "}";
    }

    private static final class Here<T> extends Fallback<T> {
        private final FailoverFunction<FailoverException, T> function;

        Here(String text, FailoverFunction<FailoverException, T> function) {
            super(text);
            this.function = function;
        }

        @Override
        @Nullable
        T get(FailoverException failure) throws Exception {
            return function.apply(failure);
        }

        @Override
        CompletionStage<T> start(FailoverException failure) throws Exception {
            return CompletableFuture.completedFuture(function.apply(failure));
        }
    }

    private static final class Later<T> extends Fallback<T> {
        private final FailoverFunction<FailoverException, ? extends CompletionStage<T>> function;

        Later(String text, FailoverFunction<FailoverException, ? extends CompletionStage<T>> function) {
            super(text);
            this.function = function;
        }

        @Override
        @Nullable
        T get(FailoverException failure) throws Exception {
            CompletionStage<T> stage = start(failure);
            // Not every stage can be waited for.
            CompletableFuture<T> end = new CompletableFuture<>();
            CompletionStage<T> unused = stage.whenComplete((value, thrown) -> {
                if (thrown == null) {
                    end.complete(value);
                } else {
                    end.completeExceptionally(thrown);
                }
            });
            try {
                return end.get();
            } catch (InterruptedException interrupted) {
                FallbackRunner.cancel(stage);
                throw interrupted;
            } catch (ExecutionException failed) {
                throw FallbackRunner.asException(failed);
            }
        }

        @Override
        CompletionStage<T> start(FailoverException failure) throws Exception {
            CompletionStage<T> stage = function.apply(failure);
            if (stage == null) {
                throw new IllegalStateException("the fallback returned null; it must return a stage");
            }
            return stage;
        }
    }

    private static final class Elsewhere<T> extends Fallback<T> {
        private final OtherService<T> other;

        Elsewhere(String name, OtherService<T> other) {
            super("service " + name);
            this.other = other;
        }

        @Override
        @Nullable
        T get(FailoverException failure) throws Exception {
            return other.call(failure);
        }

        @Override
        CompletionStage<T> start(FailoverException failure) throws Exception {
            return other.callAsync(failure);
        }
    }
}
