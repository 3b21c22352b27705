package dev.failover;

import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Call;
import dev.failover.call.Decision;
import dev.failover.call.Outcome;
import dev.failover.call.ServiceState;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One call without a thread of its own, and the future of its result. */
abstract class AsyncCall<R> implements AsyncDriver.Exchange<R> {
    /** For a caller that waits for the future anyway. */
    static final Executor DIRECTLY = Runnable::run;

    final ServiceState service;
    private final Engine engine;
    private final String what;
    private final Executor completing;
    private final FailoverFuture<R> future;
    private final Trail trail = new Trail();

    /**
     * @param what names the call in messages
     * @param completing where the future completes
     */
    AsyncCall(Engine engine, ServiceState service, String what, Executor completing) {
        this.engine = engine;
        this.service = service;
        this.what = what;
        this.completing = completing;
        this.future = engine.newFuture();
    }

    /** Whether the caller gets what the call ended with as its result, and not as an exception. */
    abstract boolean hasResult(Call<R> ended);

    /** @param call is cancelled with the future */
    final CompletableFuture<R> future(AsyncDriver.Running call) {
        future.runs(call);
        return future;
    }

    /**
     * Waits for the result.
     *
     * @param call is cancelled if the thread is interrupted
     */
    final @Nullable R await(AsyncDriver.Running call) {
        future.runs(call);
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw FailoverException.givenUp(service.name() + ": " + what + " was interrupted", interrupted);
        } catch (CancellationException closed) {
            throw FailoverException.givenUp(
                    service.name() + ": " + what + " was cancelled, the manager is closed", closed);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof FailoverException) {
                throw (FailoverException) failed.getCause();
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** The work may be anybody's code, which is not to hold up the timers or whoever brings a lease home. */
    @Override
    public final void proceed(Runnable step) {
        if (completing == DIRECTLY) {
            Future<?> unused = engine.workers.submit(step, null);
        } else {
            completing.execute(step);
        }
    }

    @Override
    public void ended(Attempt attempt, Outcome<R> outcome) {
        trail.note(attempt, outcome);
    }

    @Override
    public void discard(Outcome<R> superseded) {
        // A whole answer in memory, or the caller's own object: there is nothing to give back.
    }

    @Override
    public void finished(Call<R> call, Decision decision) {
        if (decision == Decision.CANCELLED) {
            future.cancel(false);
            return;
        }
        try {
            // What hangs on the future is the caller's code: it must not hold up the thread of the transport.
            completing.execute(() -> complete(call, decision));
        } catch (Throwable takesNoWork) {
            // It is full, or there are no more threads: better here than never.
            complete(call, decision);
        }
    }

    private void complete(Call<R> call, Decision decision) {
        if (decision != Decision.REJECT && hasResult(call)) {
            future.deliver(call.outcome().result());
        } else {
            future.deliverFailure(trail.exception(service, what, call, decision));
        }
    }
}
