package dev.failover.agent.client.apache5;

import dev.failover.agent.client.Answers;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import java.io.IOException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of an asynchronous client. The chain tells it what comes, and to it what can be broken off; the program hears
 * from the attempt that has brought the answer, and from no other. Thread-safe.
 */
final class AsyncAttempt implements AsyncExecCallback, CancellableDependency {
    private final ChainCall call;
    private final Attempt attempt;
    private final AsyncExecRuntime runtime;
    private final AsyncDriver.Report<AsyncAttempt> report;
    private volatile AsyncBody.@Nullable Share body;
    private volatile @Nullable HeldAnswer held;
    private volatile @Nullable Cancellable dependency;
    private volatile boolean cancelled;
    private volatile boolean unsent;

    AsyncAttempt(ChainCall call, Attempt attempt, AsyncExecRuntime runtime, AsyncDriver.Report<AsyncAttempt> report) {
        this.call = call;
        this.attempt = attempt;
        this.runtime = runtime;
        this.report = report;
    }

    Attempt attempt() {
        return attempt;
    }

    AsyncExecRuntime runtime() {
        return runtime;
    }

    AsyncBody.@Nullable Share body() {
        return body;
    }

    void body(AsyncBody.Share own) {
        body = own;
    }

    @Nullable
    HeldAnswer held() {
        return held;
    }

    boolean connectsWhenAcquiring() {
        return call.steps().connectsWhenAcquiring();
    }

    /** Whether it waits for its connection: then nothing of the request has left. */
    void unsent(boolean waiting) {
        unsent = waiting;
    }

    ConnectBound boundConnect(HttpRoute route) {
        return call.bound(attempt.connectTimeoutNanos(), () -> {
            failed(ConnectBound.failure(route, null), Outcome.Kind.CONNECT);
            cancel();
        });
    }

    /** For the call, the attempt has ended; what its connection still asks for it does not get. */
    void over() {
        AsyncBody.Share own = body;
        if (own != null && !call.isWinner(this)) {
            own.end();
        }
    }

    @Override
    public @Nullable AsyncDataConsumer handleResponse(HttpResponse response, @Nullable EntityDetails details)
            throws HttpException, IOException {
        if (cancelled) {
            return null;
        }
        int status = response.getCode();
        if (call.mayBeDropped(attempt, status)) {
            HeldAnswer holding = new HeldAnswer(response, details, call.programs());
            held = holding;
            report(answered(response));
            return details == null ? null : holding;
        }
        if (!call.claim(this)) {
            return null;
        }
        report(answered(response));
        return call.programs().handleResponse(response, details);
    }

    private Outcome<AsyncAttempt> answered(HttpResponse response) {
        return Answers.outcome(
                call.service(), this, response.getCode(), name -> Answers.line(name, Fields.lines(response, name)));
    }

    private void report(Outcome<AsyncAttempt> outcome) {
        report.ended(call.isBodyRepeatable() ? outcome : outcome.notRepeatable());
    }

    @Override
    public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
        if (!cancelled) {
            call.programs().handleInformationResponse(response);
        }
    }

    @Override
    public void completed() {
        if (call.isWinner(this) && held == null) {
            if (!call.isPrograms(runtime)) {
                runtime.releaseEndpoint();
            }
            call.programs().completed();
            return;
        }
        if (body == null || connectsWhenAcquiring()) {
            runtime.releaseEndpoint();
        } else {
            // Perhaps not all of the request was sent.
            runtime.discardEndpoint();
        }
        HeldAnswer holding = held;
        if (holding != null) {
            holding.completed();
        }
    }

    @Override
    public void failed(Exception failure) {
        runtime.discardEndpoint();
        HeldAnswer holding = held;
        if (holding != null) {
            holding.failed(failure);
        } else if (call.isWinner(this)) {
            call.programs().failed(failure);
        } else {
            failed(failure, Endings.kindOf(failure, unsent));
        }
    }

    /** Tells the call of it; a second time it is not heard. */
    void failed(Throwable failure, Outcome.Kind kind) {
        report(Outcome.failure(kind, failure));
    }

    /** Nobody gets the answer: what is left of it is read, or broken off if that takes long. */
    void drop() {
        HeldAnswer holding = held;
        if (holding != null && !holding.drop()) {
            call.soon(() -> {
                if (!holding.isOver()) {
                    breakOff();
                }
            });
        }
    }

    private void breakOff() {
        cancel();
        // Newer versions of the client do not break an answer off that tells of a failure.
        if (!connectsWhenAcquiring()) {
            runtime.discardEndpoint();
        }
    }

    @Override
    public void setDependency(Cancellable working) {
        dependency = working;
        if (cancelled) {
            working.cancel();
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled || call.steps().scope().cancellableDependency.isCancelled();
    }

    @Override
    public boolean cancel() {
        cancelled = true;
        Cancellable working = dependency;
        return working != null && working.cancel();
    }
}
