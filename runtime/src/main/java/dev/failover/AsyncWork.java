package dev.failover;

import dev.failover.breaker.CircuitBreaker;
import dev.failover.call.AsyncDriver;
import dev.failover.call.AsyncDriver.Report;
import dev.failover.call.AsyncDriver.Running;
import dev.failover.call.Attempt;
import dev.failover.call.Call;
import dev.failover.call.CallSpec;
import dev.failover.call.Outcome;
import dev.failover.call.ServiceState;
import dev.failover.call.ShortWay;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Work that may have several attempts under way at once: one call's attempts and its future. */
final class AsyncWork<T> extends AsyncCall<T> {
    private final Starter<T> work;

    /** Begins an attempt. */
    private interface Starter<T> {
        Running start(Endpoint endpoint, Report<T> report) throws Exception;
    }

    private AsyncWork(Engine engine, ServiceState service, Starter<T> work, Executor completing) {
        super(engine, service, "call", completing);
        this.work = work;
    }

    /** Begins work that does not block. A call whose first attempt has its result at once costs little more than a future. */
    static <T> CompletableFuture<T> start(
            Engine engine, ServiceState service, CallSpec spec, AsyncEndpointCall<T> work) {
        boolean hedged = service.policy().hedge() != null && spec.isIdempotent();
        ShortWay way = service.shortWay();
        long startedAt = service.clock().nanos();
        int selected = hedged ? ShortWay.UNDECIDED : way.select(startedAt);
        EndpointState endpoint = selected < 0 ? null : way.endpoint(selected);
        long permit = endpoint == null ? CircuitBreaker.REJECTED : way.enter(endpoint, spec, startedAt);
        Starter<T> starter = (to, report) -> listen(work.call(to), report);
        if (endpoint == null || permit == CircuitBreaker.REJECTED) {
            AsyncWork<T> call = new AsyncWork<>(engine, service, starter, engine.completing);
            return call.future(engine.async.start(service, spec, call));
        }
        CompletionStage<T> first;
        try {
            first = Objects.requireNonNull(work.call(endpoint.endpoint()), "the work returned no stage");
        } catch (Throwable failure) {
            first = failed(failure);
            keepInterrupt(failure);
        }
        boolean hasResult = hasResult(first);
        boolean unwanted = hasResult && service.policy().retry().rejectsResult(resultOf(first));
        if (hasResult && !unwanted) {
            way.succeeded(endpoint, permit, startedAt);
            return CompletableFuture.completedFuture(resultOf(first));
        }
        CompletionStage<T> underWay = first;
        AsyncWork<T> call = new AsyncWork<>(engine, service, starter, engine.completing);
        return call.future(engine.async.goOn(
                service,
                spec,
                endpoint,
                permit,
                startedAt,
                report -> unwanted ? tellUnwanted(underWay, report) : listen(underWay, report),
                call));
    }

    private static <T> CompletionStage<T> failed(Throwable failure) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        stage.completeExceptionally(failure);
        return stage;
    }

    /** Whether it is done already, and well. */
    private static boolean hasResult(CompletionStage<?> stage) {
        if (!(stage instanceof CompletableFuture)) {
            return false;
        }
        CompletableFuture<?> future = (CompletableFuture<?>) stage;
        return future.isDone() && !future.isCompletedExceptionally();
    }

    private static <T> @Nullable T resultOf(CompletionStage<T> done) {
        return done.toCompletableFuture().getNow(null);
    }

    /** The retry policy has been asked about the result, and is not asked again. */
    private static <T> Running tellUnwanted(CompletionStage<T> done, Report<T> report) {
        report.ended(Outcome.unwanted(resultOf(done)));
        return Running.NOTHING;
    }

    /** Does blocking work on threads of the engine, so that it can be hedged, and waits for it. */
    static <T> @Nullable T hedged(Engine engine, ServiceState service, CallSpec spec, EndpointCall<T> work) {
        ClassLoader callers = Thread.currentThread().getContextClassLoader();
        Starter<T> starter = (endpoint, report) -> {
            Future<?> attempt;
            try {
                attempt = engine.workers.submit(() -> report.ended(done(work, endpoint)), callers);
            } catch (RejectedExecutionException noThread) {
                report.ended(Outcome.failure(Outcome.Kind.LOCAL, noThread));
                return Running.NOTHING;
            }
            return () -> attempt.cancel(true);
        };
        AsyncWork<T> call = new AsyncWork<>(engine, service, starter, DIRECTLY);
        return call.await(engine.async.start(service, spec, call));
    }

    private static <T> Outcome<T> done(EndpointCall<T> work, Endpoint endpoint) {
        try {
            return Outcome.success(work.call(endpoint));
        } catch (Throwable failure) {
            return BlockingWork.ofFailure(failure);
        }
    }

    private static <T> Running listen(@Nullable CompletionStage<T> stage, Report<T> report) {
        Objects.requireNonNull(stage, "the work returned no stage")
                .whenComplete((result, failure) ->
                        report.ended(failure == null ? Outcome.success(result) : BlockingWork.<T>ofFailure(failure)));
        return () -> cancel(stage);
    }

    private static void cancel(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().cancel(true);
        } catch (UnsupportedOperationException cannotBeCancelled) {
            // Not every stage is a future: what it delivers later is dropped.
            return;
        }
    }

    /** What was unwanted after all attempts is told by an exception: there is nothing else that could tell. */
    @Override
    boolean hasResult(Call<T> ended) {
        return ended.isSuccess();
    }

    @Override
    public AsyncDriver.Running attempt(Attempt attempt, Report<T> report) {
        try {
            return work.start(attempt.endpoint(), report);
        } catch (Throwable failure) {
            // The same to us as a stage that fails.
            keepInterrupt(failure);
            report.ended(BlockingWork.ofFailure(failure));
            return Running.NOTHING;
        }
    }

    private static void keepInterrupt(Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Throwable timedOut(Attempt attempt) {
        return new AttemptTimedOut(attempt.timeoutNanos());
    }
}
