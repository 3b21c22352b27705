package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.AttemptBound;
import dev.failover.agent.client.HandOver;
import dev.failover.agent.client.Patience;
import dev.failover.agent.client.Privileged;
import dev.failover.agent.client.apache.Fields;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.http.RetryAfter;
import dev.failover.time.Timers;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** One exchange of the client for a call: what it tells, and how it is broken off. Thread-safe. */
final class AsyncAttempt<T>
        implements AsyncAnswer, FutureCallback<T>, ResponseGate.Exchange<T>, AsyncDriver.Running, AttemptBound.Abort {
    private static final long LONGEST_DRAIN_NANOS = 100_000_000;
    /** How long a response that is longer than what is held may keep its connection before it is decided. */
    private static final long LONGEST_HALT_NANOS = 1_000_000_000;

    @SuppressWarnings("rawtypes") // a class has no types of its own
    private static final AtomicIntegerFieldUpdater<AsyncAttempt> TOLD =
            AtomicIntegerFieldUpdater.newUpdater(AsyncAttempt.class, "told");

    private final AsyncHttpCall<T> call;
    private final Attempt attempt;
    private final AsyncDriver.Report<AsyncAnswer> report;
    private final HttpContext context;
    private final ResponseGate<T> gate;
    /** 1 when it was. */
    @SuppressWarnings("UnusedVariable") // by its updater
    private volatile int told;

    private volatile @Nullable AsyncRequest request;
    private volatile @Nullable AttemptBound bound;
    private volatile Timers.@Nullable Timer limit;
    /** With a response that is held to its end before it is told of; null for any other. */
    private volatile @Nullable Patience patience;

    private volatile boolean brokenOff;
    /** Whether nothing came any more of the response that is held: it is told of when it is broken off. */
    private volatile boolean stalled;

    AsyncAttempt(AsyncHttpCall<T> call, Attempt attempt, AsyncDriver.Report<AsyncAnswer> report, HttpContext context) {
        this.call = call;
        this.attempt = attempt;
        this.report = report;
        this.context = context;
        this.gate = new ResponseGate<>(this);
    }

    ResponseGate<T> gate() {
        return gate;
    }

    @Override
    public ProgramSide<T> program() {
        return call.program();
    }

    @Override
    public HandOver handOver() {
        return call.handOver();
    }

    HttpContext context() {
        return context;
    }

    /** What the client will send, and how long it may take where the driver does not see to it. */
    void sends(AsyncRequest attemptRequest, boolean timed) {
        request = attemptRequest;
        if (timed) {
            bound = AttemptBound.start(call.agent(), attempt, this);
        }
        if (brokenOff) {
            // By who did not see it yet.
            attemptRequest.breakOff();
        }
    }

    /** The client may have the answer before it returns from that: the program gets it by the thread that brings it. */
    @Override
    public void go() throws Exception {
        if (brokenOff || call.isAborted()) {
            // A request may be aborted before it is executed: the client would not send it.
            return;
        }
        if (Privileged.isNeeded()) {
            Privileged.call(() -> {
                call.go(this, attempt);
                return true;
            });
        } else {
            call.go(this, attempt);
        }
    }

    Attempt attempt() {
        return attempt;
    }

    /** Whether no other attempt has begun to send its request. */
    boolean isLatest(AsyncRequest own) {
        return call.isLatest(own);
    }

    /** Returns whether the body is still the attempt's. */
    boolean produce(AsyncRequest own, ContentEncoder encoder, IOControl control) throws IOException {
        SharedBody body = call.body();
        return body != null && body.produce(own, encoder, control);
    }

    /** Whether nobody waits for it any more. */
    boolean isBrokenOff() {
        return brokenOff;
    }

    @Override
    public HttpResponse response() {
        HttpResponse head = gate.response();
        if (head == null) {
            throw new IllegalStateException("no answer");
        }
        return head;
    }

    /** Whether the answer is to the very request of the attempt, and not to one to which a redirect has led. */
    boolean isDirect() {
        Object sent = context.getAttribute(HttpClientContext.HTTP_REQUEST);
        Object original = sent instanceof HttpRequestWrapper ? ((HttpRequestWrapper) sent).getOriginal() : sent;
        return original != null && original == request;
    }

    /** The program gets its response, and all that the client still says. */
    @Override
    public void pass() {
        call.settle(context);
        if (context instanceof AttemptContext) {
            ((AttemptContext) context).merge();
        }
        boolean held = gate.pass();
        // The program may take its time.
        over();
        if (held) {
            call.elsewhere(gate.replay());
        }
    }

    /** Nobody gets its response. */
    @Override
    public void drop() {
        if (gate.drop()) {
            limit(LONGEST_DRAIN_NANOS);
        }
    }

    @Override
    public void answered(HttpResponse response) {
        if (call.mayBeDropped(attempt, status(response))) {
            // What comes next may wait for its connection.
            patience = new Patience(call.agent(), () -> stalled(response));
        } else {
            tell(outcome(response));
        }
    }

    private static int status(HttpResponse response) {
        return response.getStatusLine().getStatusCode();
    }

    private Outcome<AsyncAnswer> outcome(HttpResponse response) {
        return !Answers.readsHead(call.service(), status(response))
                ? Outcome.response(this, status(response), RetryAfter.NONE)
                : Answers.outcome(
                        call.service(),
                        this,
                        status(response),
                        name -> Answers.line(name, Fields.lines(response, name)));
    }

    @Override
    public void whole(HttpResponse response) {
        if (!stalled) {
            tell(outcome(response));
        }
    }

    /** Nothing comes any more of the response that is held. */
    private void stalled(HttpResponse response) {
        stalled = true;
        // First: what the client says of being broken off is not what the program is to hear.
        gate.failed(new SocketTimeoutException("Read timed out"));
        abort();
        tell(outcome(response));
    }

    @Override
    public boolean mayBeFollowed() {
        return patience != null;
    }

    @Override
    public boolean isPatient() {
        Patience waiting = patience;
        return waiting == null || waiting.lasts();
    }

    /** From the client's callback, which some versions tell more than the consumer, and some less. */
    @Override
    public void completed(T result) {
        if (gate.isLive()) {
            call.program().completed(result);
        }
    }

    @Override
    public void failed(Exception failure) {
        if (gate.isLive()) {
            call.program().failed(failure);
        } else {
            Outcome.Kind kind = SharedBody.isAtFault(failure)
                    ? Outcome.Kind.LOCAL
                    : Evidence.kindOf(failure, context, call.before());
            tell(Evidence.isNoneFree(failure, kind) ? Outcome.noneFree(failure) : Outcome.failure(kind, failure));
        }
    }

    @Override
    public void cancelled() {
        if (gate.isLive()) {
            call.program().cancelled();
        } else if (!brokenOff) {
            // By whoever closed the client.
            call.abort();
        }
    }

    /** It waited for a body that is gone. */
    void hasNoBody() {
        tell(Outcome.failure(Outcome.Kind.LOCAL, new IOException("the body of the request cannot be sent again")));
    }

    @Override
    public boolean mayBeSentAgain() {
        return call.isBodyRepeatable();
    }

    @Override
    public void abort(Attempt late) {
        // Also what ends the call: the program's own code may follow.
        tell(Outcome.failure(Outcome.Kind.TIMEOUT, call.timedOut(attempt)), true);
        cancel();
    }

    /** What another attempt can follow is told elsewhere, so that this does not begin on the client's own thread. */
    private void tell(Outcome<AsyncAnswer> outcome) {
        tell(outcome, call.mayBeFollowed(attempt, outcome));
    }

    private void tell(Outcome<AsyncAnswer> outcome, boolean elsewhere) {
        if (!TOLD.compareAndSet(this, 0, 1)) {
            return;
        }
        AttemptBound own = bound;
        if (own != null) {
            own.end();
        }
        Patience waiting = patience;
        if (waiting != null) {
            waiting.end();
        }
        Outcome<AsyncAnswer> ending = call.isBodyRepeatable() ? outcome : outcome.notRepeatable();
        if (elsewhere) {
            call.handOver().later(() -> report.ended(ending));
        } else {
            report.ended(ending);
        }
    }

    @Override
    public void full() {
        HttpResponse response = gate.response();
        Patience waiting = patience;
        if (waiting == null || response == null) {
            limit(LONGEST_HALT_NANOS);
        } else if (waiting.end()) {
            // It has the connection that another attempt might wait for.
            tell(outcome(response).last());
        }
    }

    /** Breaks it off after that time, if it is not over then. */
    private void limit(long nanos) {
        over();
        AgentEngine engine = call.agent();
        limit = engine.timers().schedule(() -> engine.chores(this::abort), nanos);
    }

    @Override
    public void over() {
        Timers.Timer timer = limit;
        if (timer != null) {
            limit = null;
            timer.cancel();
        }
    }

    /** Whoever calls may have to go on: the client's own lock may be taken. */
    @Override
    public void cancel() {
        brokenOff = true;
        Patience waiting = patience;
        if (waiting != null) {
            waiting.end();
        }
        if (call.isAborted()) {
            abort();
        } else {
            call.agent().chores(this::abort);
        }
    }

    @Override
    public void abort() {
        brokenOff = true;
        AsyncRequest sent = request;
        if (sent != null) {
            sent.breakOff();
        }
    }
}
