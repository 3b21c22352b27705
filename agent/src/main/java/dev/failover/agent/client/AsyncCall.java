package dev.failover.agent.client;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Call;
import dev.failover.call.CallSpec;
import dev.failover.call.Decision;
import dev.failover.call.Outcome;
import dev.failover.call.Rejection;
import dev.failover.call.ServiceState;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A call that the program makes by a client that does not block. Attempts begin on the program's thread, or after a wait on
 * one of ours, and never on a thread that does the client's I/O. Thread-safe.
 *
 * @param <R> the client's response, whose body may still be on the way
 */
public abstract class AsyncCall<R> implements AsyncDriver.ShortExchange<R> {
    private final AgentEngine engine;
    private final Route route;
    private final HandOver handOver;
    private volatile boolean sent;
    private volatile boolean cancelled;
    private volatile AsyncDriver.@Nullable Running running;

    protected AsyncCall(AgentEngine engine, Route route) {
        this.engine = engine;
        this.route = route;
        handOver = engine.handOver();
    }

    protected final Route route() {
        return route;
    }

    /** For what hears of its attempts. */
    public final ServiceState service() {
        return route.service();
    }

    protected final AgentEngine engine() {
        return engine;
    }

    /** For what has to run elsewhere than on the thread that brings some news. */
    public final HandOver handOver() {
        return handOver;
    }

    /** Whether the request may be sent twice. */
    protected abstract boolean isIdempotent();

    /** What the policies must know of the call. */
    protected CallSpec spec() {
        return route.spec(isIdempotent());
    }

    /**
     * Sends the request, by the client itself and past the agent.
     *
     * @param report takes the ending as soon as the head of the response is there; from any thread
     * @return breaks it off
     */
    protected abstract AsyncDriver.Running send(Attempt attempt, AsyncDriver.Report<R> report) throws Exception;

    /** The program gets this response. */
    protected abstract void answered(R response);

    /** The program gets this failure. */
    protected abstract void failed(Throwable failure);

    /** The call was cancelled by the program, and nothing is under way any more. */
    protected abstract void givenUp();

    /** What the client itself would tell had it found nobody to connect to. */
    protected abstract Throwable refused(String why);

    /**
     * Begins the call.
     *
     * @return whether it was begun; if not, the program's own call is to be run
     */
    public final boolean start() {
        try {
            AsyncDriver.Running started = new AsyncDriver(handOver).startShort(service(), spec(), this);
            running = started;
            if (cancelled) {
                started.cancel();
            }
            return true;
        } catch (Throwable failure) {
            if (!sent) {
                Bridge.failed(failure);
                return false;
            }
            failed(failure);
            return true;
        }
    }

    /** The program does not want the answer any more; safe at any time and more than once. */
    public final void cancel() {
        cancelled = true;
        AsyncDriver.Running started = running;
        if (started != null) {
            started.cancel();
        }
    }

    protected final boolean isCancelled() {
        return cancelled;
    }

    @Override
    public final AsyncDriver.Running attempt(Attempt attempt, AsyncDriver.Report<R> report) throws Exception {
        sent = true;
        return Privileged.isNeeded() ? Privileged.call(() -> send(attempt, report)) : send(attempt, report);
    }

    @Override
    public final void proceed(Runnable step) {
        handOver.later(step);
    }

    @Override
    public Throwable timedOut(Attempt attempt) {
        return new SocketTimeoutException("Read timed out");
    }

    @Override
    public final void succeeded(Outcome<R> outcome) {
        R response = outcome.result();
        if (response != null) {
            answered(response);
        }
    }

    @Override
    public final void refused(Rejection why) {
        failed(refused(Answers.rejection(why)));
    }

    @Override
    public final void finished(Call<R> ended, Decision decision) {
        if (decision == Decision.CANCELLED) {
            givenUp();
        } else if (decision == Decision.REJECT) {
            refused(ended.rejection());
        } else {
            R response = ended.outcome().result();
            if (response != null) {
                answered(response);
            } else {
                Throwable failure = Answers.failureOf(ended);
                failed(Answers.isOurs(failure) ? Answers.fault(failure) : failure);
            }
        }
    }
}
