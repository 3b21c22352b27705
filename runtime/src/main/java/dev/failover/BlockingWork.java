package dev.failover;

import dev.failover.call.Attempt;
import dev.failover.call.BlockingDriver;
import dev.failover.call.CallSpec;
import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.call.ServiceState;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.time.AttemptTimeout;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Work of a caller that waits, done on its own thread: one call's attempts, and what the caller gets. Not thread-safe. */
final class BlockingWork<T> implements BlockingDriver.Exchange<T> {
    private final Engine engine;
    private final ServiceState service;
    private final CallSpec spec;
    private final EndpointCall<T> work;
    private final Trail trail = new Trail();

    BlockingWork(Engine engine, ServiceState service, CallSpec spec, EndpointCall<T> work) {
        this.engine = engine;
        this.service = service;
        this.spec = spec;
        this.work = work;
    }

    /** The whole call. */
    @Nullable
    T run() {
        try {
            return end(engine.blocking.run(service, spec, this));
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    /** The whole call, whose permits for the first attempt have been taken on the short way. */
    @Nullable
    T run(EndpointState endpoint, long permit, long startedAt, long boundNanos) {
        Outcome<T> outcome;
        try {
            outcome = attempt(endpoint.endpoint(), boundNanos, startedAt);
        } catch (Throwable goesUp) {
            return goOn(endpoint, permit, startedAt, goesUp);
        }
        if (outcome.kind() != Outcome.Kind.RESULT) {
            return goOn(endpoint, permit, startedAt, outcome);
        }
        T result = outcome.result();
        if (service.policy().retry().rejectsResult(result)) {
            return goOn(endpoint, permit, startedAt, Outcome.unwanted(result));
        }
        service.shortWay().succeeded(endpoint, permit, startedAt);
        return result;
    }

    /** The rest of a call whose first attempt threw something. */
    @Nullable
    T goOn(EndpointState endpoint, long permit, long startedAt, Throwable failure) {
        if (failure instanceof InterruptedException) {
            service.shortWay().abandoned(spec, endpoint, permit, startedAt, Outcome.Kind.CANCELLED, failure);
            throw interrupted((InterruptedException) failure);
        }
        if (failure instanceof Error) {
            service.shortWay().abandoned(spec, endpoint, permit, startedAt, Outcome.Kind.LOCAL, failure);
            throw (Error) failure;
        }
        return goOn(endpoint, permit, startedAt, ofFailure(failure));
    }

    /** The rest of a call whose first attempt ended like this. */
    @Nullable
    T goOn(EndpointState endpoint, long permit, long startedAt, Outcome<T> first) {
        trail.note(1, endpoint.endpoint(), first);
        try {
            return end(engine.blocking.goOn(service, spec, endpoint, permit, startedAt, first, this));
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private @Nullable T end(BlockingDriver.Ended<T> ended) {
        if (!ended.call().isSuccess()) {
            throw trail.exception(service, "call", ended.call(), ended.decision());
        }
        return ended.call().outcome().result();
    }

    private FailoverException interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return FailoverException.givenUp(service.name() + ": call was interrupted", interrupted);
    }

    @Override
    public Outcome<T> attempt(Attempt attempt) throws InterruptedException {
        return trail.note(attempt, attempt(attempt.endpoint(), attempt.timeoutNanos(), attempt.startedAt()));
    }

    private Outcome<T> attempt(Endpoint endpoint, long boundNanos, long startedAt) throws InterruptedException {
        if (engine.isClosed()) {
            return closed(null);
        }
        if (boundNanos <= 0) {
            try {
                return Outcome.success(work.call(endpoint));
            } catch (InterruptedException interrupted) {
                throw interrupted;
            } catch (Exception failure) {
                return ofFailure(failure);
            }
        }
        return boundedAttempt(endpoint, boundNanos, startedAt);
    }

    /** Whatever comes of it after its time, the time is over: work that swallowed the interrupt may have made up a result. */
    private Outcome<T> boundedAttempt(Endpoint endpoint, long boundNanos, long startedAt) throws InterruptedException {
        AttemptTimeout timeout;
        try {
            timeout = AttemptTimeout.arm(engine.timers, boundNanos, startedAt);
        } catch (RejectedExecutionException noTimers) {
            return closed(noTimers);
        }
        Outcome<T> outcome;
        try {
            outcome = Outcome.success(work.call(endpoint));
        } catch (InterruptedException interrupted) {
            if (!timeout.disarm(interrupted)) {
                throw interrupted;
            }
            outcome = ofFailure(interrupted);
        } catch (Exception failure) {
            outcome = ofFailure(failure);
        } finally {
            timeout.disarm();
        }
        if (!timeout.disarm()) {
            return outcome;
        }
        return engine.isClosed()
                ? closed(outcome.failure())
                : Outcome.failure(Outcome.Kind.TIMEOUT, tooLate(boundNanos, outcome.failure()));
    }

    /** Nobody's fault. */
    private static <T> Outcome<T> closed(@Nullable Throwable consequence) {
        CancellationException closed = new CancellationException("the manager is closed");
        closed.initCause(consequence);
        return Outcome.failure(Outcome.Kind.CANCELLED, closed);
    }

    private static TimeoutException tooLate(long boundNanos, @Nullable Throwable consequence) {
        TimeoutException timeout = new AttemptTimedOut(boundNanos);
        timeout.initCause(consequence);
        return timeout;
    }

    /**
     * Of other work than HTTP nobody knows which failures are the endpoint's: all exceptions count. Also that somebody whom the
     * work waited for was cancelled: our callers give up by other means.
     */
    static <T> Outcome<T> ofFailure(Throwable failure) {
        Throwable cause = Failures.unwrap(failure);
        if (neverBegan(cause)) {
            return Outcome.failure(Outcome.Kind.CONNECT, cause);
        }
        Outcome.Kind kind = Failures.kindOf(cause);
        boolean wrapped = cause != failure;
        boolean counts = kind == Outcome.Kind.LOCAL
                ? cause instanceof Exception
                : cause instanceof CancellationException || (wrapped && cause instanceof InterruptedException);
        return Outcome.failure(counts ? Outcome.Kind.IO : kind, cause);
    }

    /** Whether it says that the work was refused before it was begun, so that it may be done elsewhere in any case. */
    private static boolean neverBegan(Throwable failure) {
        return failure instanceof NotExecutedException
                || failure instanceof RejectedExecutionException
                || (failure instanceof FailoverException && ((FailoverException) failure).rejection() != null);
    }

    @Override
    public void discard(Outcome<T> superseded) {
        // A result that was unwanted is the caller's own object: there is nothing to give back.
    }
}
