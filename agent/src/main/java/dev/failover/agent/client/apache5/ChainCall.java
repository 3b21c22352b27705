package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.AsyncCall;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Revalidation;
import dev.failover.agent.client.Route;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** A call by an asynchronous client: the lower part of its chain is gone through once for each attempt. */
class ChainCall extends AsyncCall<AsyncAnswer> implements Cancellable {
    private static final long SOON_NANOS = 100_000_000;
    private static final AtomicReferenceFieldUpdater<ChainCall, @Nullable Object> WINNER =
            AtomicReferenceFieldUpdater.newUpdater(ChainCall.class, Object.class, "winner");

    private final AsyncSteps steps;
    private final AsyncExecCallback programs;
    /** Whom the program hears from: an attempt, or this call itself when none has brought an answer. */
    private volatile @Nullable Object winner;
    /** Before anything is sent. */
    private volatile boolean asksCache;
    /** Under way; touched by whoever steps the call, one thread at a time. */
    private @Nullable AsyncAttempt flights;

    ChainCall(AgentEngine engine, AsyncSteps steps, AsyncExecCallback programs) {
        super(engine);
        this.steps = steps;
        this.programs = programs;
    }

    @Override
    protected Route route() {
        return steps.route();
    }

    /** Returns false when the program's own call is to be run. */
    boolean begin() {
        // First: then the client's own threads, which may end the call at once, are not at the future yet.
        steps.scope().cancellableDependency.setDependency(this);
        return start();
    }

    /** By the program. */
    @Override
    public boolean cancel() {
        giveUp();
        Object answering = winner;
        // The call is over then, but its answer may be under way.
        return answering instanceof AsyncAttempt
                && ((AsyncAttempt) answering).chain().cancel();
    }

    AsyncSteps steps() {
        return steps;
    }

    /** What the call is made for; null when it is the program's own. */
    @Nullable
    Revalidation revalidation() {
        return null;
    }

    /** The same request once more, where nobody waits for it. */
    void revalidate(Revalidation what) {
        AsyncBehind.start(engine(), steps, what);
    }

    AsyncExecCallback programs() {
        return programs;
    }

    boolean isPrograms(AsyncExecRuntime runtime) {
        return runtime.equals(steps.scope().execRuntime);
    }

    ConnectBound bound(HttpRoute route, Attempt attempt, Runnable abort) {
        return ConnectBound.start(engine(), route, attempt.connectTimeoutNanos(), abort);
    }

    /** Runs something that may block a little, in a moment. */
    void soon(Runnable chore) {
        engine().timers().schedule(() -> engine().chores(chore), SOON_NANOS);
    }

    /** Whether the program hears from this attempt, from now on or anyway. */
    boolean claim(Object candidate) {
        return WINNER.compareAndSet(this, null, candidate) || isWinner(candidate);
    }

    boolean isWinner(Object candidate) {
        return winner == candidate;
    }

    boolean mayBeDropped(Attempt attempt, int status) {
        return Answers.mayBeDropped(service(), attempt, status) && isBodyRepeatable();
    }

    HeldAnswer hold(AsyncAttempt tried, HttpResponse response, @Nullable EntityDetails details) {
        return new HeldAnswer(engine(), response, details, programs, tried);
    }

    boolean isBodyRepeatable() {
        AsyncBody body = steps.body();
        return body == null || body.isRepeatable();
    }

    @Override
    protected boolean isIdempotent() {
        return steps.isIdempotent();
    }

    @Override
    protected @Nullable CacheAdapter<AsyncAnswer> cacheAdapter() {
        CachedRequest asked = steps.cached();
        asksCache = asked != null;
        return asked == null ? null : new AsyncCache(this, steps, asked);
    }

    /** Whether the cache says what the program gets for an answer; while a body is being sent, the program hears of it at once. */
    boolean asksCache(AsyncBody.@Nullable Share body) {
        return asksCache && (body == null || body.isSent());
    }

    @Override
    protected AsyncDriver.Running send(Attempt attempt, AsyncDriver.Report<AsyncAnswer> report)
            throws HttpException, IOException {
        if (winner != null) {
            // The answer came in the moment in which its time was over, and the program has it.
            giveUp();
            return AsyncDriver.Running.NOTHING;
        }
        AsyncAttempt tried = new AsyncAttempt(this, attempt, report);
        tried.next = flights;
        flights = tried;
        AsyncBody body = steps.body();
        if (body == null) {
            steps.send(tried);
        } else if (body.mayBegin(tried)) {
            send(tried, body);
        }
        return tried;
    }

    private void send(AsyncAttempt tried, AsyncBody body) throws HttpException, IOException {
        tried.body(body.begin(asksCache));
        steps.send(tried);
    }

    @Override
    public void ended(Attempt attempt, Outcome<AsyncAnswer> outcome) {
        AsyncAttempt tried = landed(attempt);
        if (tried != null) {
            tried.over();
            ended(tried);
            if (isWinner(tried) && (outcome.result() == null || flights != null)) {
                // Whatever the call makes of it: the program has its answer, and nothing else may be waited for.
                giveUp();
            }
        }
    }

    /** The attempt of ours that this is, which is not under way any more. */
    private @Nullable AsyncAttempt landed(Attempt attempt) {
        AsyncAttempt before = null;
        for (AsyncAttempt tried = flights; tried != null; tried = tried.next) {
            if (tried.attempt().equals(attempt)) {
                if (before == null) {
                    flights = tried.next;
                } else {
                    before.next = tried.next;
                }
                return tried;
            }
            before = tried;
        }
        return null;
    }

    private void ended(AsyncAttempt tried) {
        AsyncBody body = steps.body();
        AsyncAttempt next = body == null ? null : body.ended(tried);
        if (body != null && next != null && winner == null) {
            body.mayBegin(next);
            if (!body.isRepeatable()) {
                next.failed(new IOException("the body of the request cannot be sent again"), Outcome.Kind.LOCAL);
                return;
            }
            try {
                send(next, body);
            } catch (HttpException | IOException | RuntimeException failure) {
                next.failed(failure);
            }
        }
    }

    @Override
    public void discard(Outcome<AsyncAnswer> superseded) {
        AsyncAnswer dropped = superseded.result();
        if (dropped != null && !isWinner(dropped)) {
            dropped.drop();
        }
    }

    @Override
    protected void answered(AsyncAnswer answer) {
        if (answer instanceof AsyncAttempt) {
            HeldAnswer held = ((AsyncAttempt) answer).held();
            if (held != null && !isWinner(answer) && claim(answer)) {
                held.passOn();
            }
        } else if (isCancelled()) {
            givenUp();
        } else if (claim(answer)) {
            ((StoredAsyncAnswer) answer).tell(programs);
        }
    }

    @Override
    protected void failed(Throwable failure) {
        if (claim(this)) {
            programs.failed(failure instanceof Exception ? (Exception) failure : new ExecutionException(failure));
        }
    }

    @Override
    protected void givenUp() {
        failed(new InterruptedIOException());
    }

    @Override
    protected Throwable refused(String why) {
        HttpHost target = steps.own().getTargetHost();
        return new HttpHostConnectException("Connect to " + target.toHostString() + " failed: " + why, target);
    }
}
