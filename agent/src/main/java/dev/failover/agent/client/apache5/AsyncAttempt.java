package dev.failover.agent.client.apache5;

import dev.failover.agent.client.Answers;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.http.RetryAfter;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of an asynchronous client. The chain tells it what comes, and to it what can be broken off; the program hears
 * from the attempt that has brought the answer, and from no other. Thread-safe.
 */
final class AsyncAttempt implements AsyncAnswer, AsyncExecCallback, AsyncDriver.Running {
    private final ChainCall call;
    private final Attempt attempt;
    private final AsyncAttemptChain chain;
    private final AsyncDriver.Report<AsyncAnswer> report;
    /** The one that was begun before it and is under way, as the call keeps them. */
    @Nullable
    AsyncAttempt next;

    private volatile AsyncBody.@Nullable Share body;
    private volatile @Nullable HeldAnswer held;
    /** Of an answer that is not held. */
    private volatile @Nullable HttpResponse head;

    private volatile boolean unsent;
    /** Whether it is broken off for a reason that is told elsewhere: what the client says of that is not heard. */
    private volatile boolean toldElsewhere;
    /** Whether the call has done with it; guarded by this. */
    private boolean over;

    AsyncAttempt(ChainCall call, Attempt attempt, AsyncDriver.Report<AsyncAnswer> report) {
        this.call = call;
        this.attempt = attempt;
        this.report = report;
        chain = new AsyncAttemptChain(this, call.steps());
    }

    Attempt attempt() {
        return attempt;
    }

    AsyncAttemptChain chain() {
        return chain;
    }

    /** What the client does after the part of its chain that attempts begin with. */
    AsyncExecChain rest() {
        return call.steps().chain();
    }

    private AsyncExecRuntime runtime() {
        return chain.scope().execRuntime;
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
        return call.bound(route, attempt, () -> {
            toldElsewhere = true;
            chain.cancel();
            call.proceed(() -> failed(ConnectBound.failure(route, null), Outcome.Kind.CONNECT));
        });
    }

    /** For the call, the attempt has ended; what its connection still asks for it does not get. */
    void over() {
        synchronized (this) {
            over = true;
        }
        AsyncBody.Share own = body;
        if (own != null && !call.isWinner(this)) {
            own.end();
        }
    }

    @Override
    public @Nullable AsyncDataConsumer handleResponse(HttpResponse response, @Nullable EntityDetails details)
            throws HttpException, IOException {
        if (chain.isBrokenOff()) {
            return null;
        }
        boolean waits = call.mayBeDropped(attempt, response.getCode());
        if (waits || call.asksCache(body)) {
            HeldAnswer holding = call.hold(this, response, details);
            held = holding;
            if (chain.isBrokenOff()) {
                // By somebody who saw nothing of it that could be broken off.
                drop();
            } else if (!waits) {
                // The cache says whether the program gets it, and hears of it; it streams on from there.
                report(answered(response));
            }
            return details == null ? null : holding;
        }
        if (!answersCall()) {
            return null;
        }
        head = response;
        report(answered(response));
        return call.programs().handleResponse(response, details);
    }

    /**
     * From now on the program hears from this attempt.
     *
     * @return false when it is too late: the time of the attempt is over, or another one has answered
     */
    private synchronized boolean answersCall() {
        return !over && call.claim(this);
    }

    /** The answer that is held is too long for that, or keeps coming: it is the program's, whoever else could be asked. */
    void cannotBeHeld() {
        HeldAnswer holding = held;
        if (holding == null) {
            return;
        }
        if (call.asksCache(body)) {
            // It is passed on by the call, if it is, and dropped if it comes too late.
            report(answered(holding.response()).notRepeatable());
        } else if (answersCall()) {
            report(answered(holding.response()).notRepeatable());
            holding.passOn();
        } else {
            drop();
        }
    }

    /** The end of the answer that is held has come. */
    void whole() {
        if (body != null) {
            // The client may wait until the rest of the request is sent, which the server does not want any more.
            completed();
        }
    }

    /** Nothing comes any more of the answer that is held. */
    void stalled() {
        HeldAnswer holding = held;
        // First: what the client says of being broken off is not what the program is to hear.
        if (holding != null && holding.breaks(new SocketTimeoutException("Read timed out"))) {
            toldElsewhere = true;
            breakOff();
            // Elsewhere: what comes of it may be the next attempt, or the program's own code.
            call.proceed(() -> report(answered(holding.response())));
        }
    }

    private Outcome<AsyncAnswer> answered(HttpResponse response) {
        int status = response.getCode();
        return Answers.readsHead(call.service(), status)
                ? Answers.outcome(
                        call.service(), this, status, name -> Answers.line(name, Fields.lines(response, name)))
                : Outcome.response(this, status, RetryAfter.NONE);
    }

    private void report(Outcome<AsyncAnswer> outcome) {
        report.ended(call.isBodyRepeatable() ? outcome : outcome.notRepeatable());
    }

    @Override
    public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
        if (!chain.isBrokenOff()) {
            call.programs().handleInformationResponse(response);
        }
    }

    @Override
    public void completed() {
        HeldAnswer holding = held;
        if (holding != null && !holding.isWhole()) {
            // It is the request that the client is done with.
            return;
        }
        if (call.isWinner(this)) {
            if (!call.isPrograms(runtime())) {
                runtime().releaseEndpoint();
            }
            if (holding == null) {
                call.programs().completed();
            } else {
                holding.completed();
            }
            return;
        }
        if (body == null || connectsWhenAcquiring()) {
            runtime().releaseEndpoint();
        } else {
            // Perhaps not all of the request was sent.
            runtime().discardEndpoint();
        }
        if (holding != null) {
            holding.completed();
            report(answered(holding.response()));
        }
    }

    @Override
    public void failed(Exception failure) {
        runtime().discardEndpoint();
        HeldAnswer holding = held;
        if (holding != null) {
            holding.failed(failure);
            if (!toldElsewhere) {
                report(answered(holding.response()));
            }
        } else if (call.isWinner(this)) {
            call.programs().failed(failure);
        } else if (!toldElsewhere) {
            broke(failure, AsyncBody.isAtFault(failure) ? Outcome.Kind.LOCAL : Endings.kindOf(failure, unsent));
        }
    }

    /**
     * Told elsewhere, because it may be another call that has asked the pool, and found this one overdue. What follows asks the
     * pool again, or is the program's own code: on the same stack the calls that wait would nest without an end.
     */
    private void broke(Exception failure, Outcome.Kind kind) {
        if (call.service().isObserving()) {
            failed(failure, kind);
        } else {
            call.proceed(() -> failed(failure, kind));
        }
    }

    /** Tells the call of it; a second time it is not heard. */
    void failed(Throwable failure, Outcome.Kind kind) {
        report(Outcome.failure(kind, failure));
    }

    @Override
    public HttpResponse response() {
        HeldAnswer holding = held;
        HttpResponse known = holding == null ? head : holding.response();
        if (known == null) {
            throw new IllegalStateException("no answer");
        }
        return known;
    }

    /** What is left of it is read, or broken off if that takes long. */
    @Override
    public void drop() {
        HeldAnswer holding = held;
        if (holding != null && !holding.drop()) {
            call.soon(() -> {
                if (!holding.isOver()) {
                    breakOff();
                }
            });
        }
    }

    @Override
    public boolean mayBeSentAgain() {
        return call.isBodyRepeatable();
    }

    /** Nobody waits for it any more. */
    @Override
    public void cancel() {
        if (call.isWinner(this)) {
            return;
        }
        HeldAnswer holding = held;
        if (holding == null) {
            chain.cancel();
        } else {
            holding.release();
            breakOff();
        }
    }

    private void breakOff() {
        chain.cancel();
        // Newer versions of the client do not break an answer off that tells of a failure.
        if (!connectsWhenAcquiring()) {
            runtime().discardEndpoint();
        }
    }

    /** Whether the program has broken its call off. */
    boolean isCallCancelled() {
        return call.steps().scope().cancellableDependency.isCancelled();
    }
}
