package dev.failover.agent.client.ahc;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.AsyncCall;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Idempotency;
import dev.failover.agent.client.Patience;
import dev.failover.agent.client.Revalidation;
import dev.failover.agent.client.Route;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import dev.failover.time.Timers;
import java.net.ConnectException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.ListenableFuture;
import org.asynchttpclient.Request;
import org.asynchttpclient.handler.ProgressAsyncHandler;
import org.jspecify.annotations.Nullable;

/** One call by AsyncHttpClient. The program's handler hears of one response, on the thread on which the client reads it. */
final class AhcCall<T> extends AsyncCall<AhcAnswer<T>> {
    private final Route route;
    private final DefaultAsyncHttpClient client;
    private final Request request;
    private final AsyncHandler<T> handler;
    private final CallFuture<T> answer = new CallFuture<>(this);
    private final Thread programs = Thread.currentThread();
    private final long startedAt = System.nanoTime();
    private final boolean repeatable;
    private final @Nullable Revalidation revalidation;
    private volatile @Nullable Gate<T> latest;
    private volatile @Nullable AhcAnswer<T> chosen;
    private volatile @Nullable AhcCache<T> cache;
    private volatile @Nullable Throwable abortedBy;

    /** @param revalidation what the call is made for; null for one of the program's */
    AhcCall(
            AgentEngine engine,
            Route route,
            DefaultAsyncHttpClient client,
            Request request,
            AsyncHandler<T> handler,
            @Nullable Revalidation revalidation) {
        super(engine);
        this.route = route;
        this.revalidation = revalidation;
        this.client = client;
        this.request = request;
        this.handler = handler;
        repeatable = Bodies.isRepeatable(request);
    }

    @Override
    protected Route route() {
        return route;
    }

    CallFuture<T> answer() {
        return answer;
    }

    AsyncHandler<T> handler() {
        return handler;
    }

    DefaultAsyncHttpClient client() {
        return client;
    }

    Request request() {
        return request;
    }

    boolean followsRedirects() {
        Boolean own = request.getFollowRedirect();
        return own == null ? client.getConfig().isFollowRedirect() : own;
    }

    @Override
    protected @Nullable CacheAdapter<AhcAnswer<T>> cacheAdapter() {
        cache = client.isClosed() ? null : AhcCache.of(this, revalidation);
        return cache;
    }

    @Override
    protected long longestWait() {
        return Math.min(remainingNanos(), super.longestWait());
    }

    /** What the cache asks besides; null without a cache. */
    @Nullable
    Headers conditions() {
        AhcCache<T> used = cache;
        return used == null ? null : used.conditions();
    }

    /** Where the request goes at an endpoint. */
    String url(Endpoint endpoint) {
        return route().url(endpoint, request.getUri().getQuery());
    }

    /** The same request once more, where nobody waits for it. */
    void revalidate(Revalidation behind) {
        AhcCall<?> again = new AhcCall<>(engine(), route(), client, request, new Unheard(behind), behind);
        again.handOver().later(() -> {
            if (!again.start()) {
                behind.close();
            }
        });
    }

    /** Whether the body is there for a second attempt once it was sent. */
    boolean isRepeatable() {
        return repeatable;
    }

    /** Whether another attempt may follow an answer; the call itself does not know of the program's time-out. */
    boolean mayBeDropped(Attempt attempt, int status) {
        return Answers.mayBeDropped(service(), attempt, status) && repeatable && remainingNanos() > 0;
    }

    /** Whether an answer that stalls is worth giving up. */
    boolean mayDoBetter(Attempt attempt) {
        return mayDoBetter(attempt, remainingNanos());
    }

    Patience patience(Runnable abort) {
        return new Patience(engine(), abort);
    }

    @Override
    protected boolean isIdempotent() {
        return Idempotency.ofMethod(request.getMethod()) || request.getHeaders().contains(Idempotency.KEY);
    }

    @Override
    public long ownTimeoutNanos() {
        return TimeUnit.MILLISECONDS.toNanos(requestTimeoutMillis());
    }

    /** What is left of the time that the program gives its request in all; {@code Long.MAX_VALUE} without a bound. */
    long remainingNanos() {
        long whole = ownTimeoutNanos();
        return whole == 0 ? Long.MAX_VALUE : whole - (System.nanoTime() - startedAt);
    }

    private long requestTimeoutMillis() {
        return Versions.requestTimeoutMillis(request, client.getConfig());
    }

    @Override
    protected AsyncDriver.Running send(Attempt attempt, AsyncDriver.Report<AhcAnswer<T>> report) {
        Gate<T> gate = handler instanceof ProgressAsyncHandler
                ? new ProgressGate<>(this, (ProgressAsyncHandler<T>) handler, attempt, report)
                : new Gate<>(this, attempt, report);
        latest = gate;
        if (Thread.currentThread() == programs && attempt.number() == 1) {
            execute(gate, attempt, report, Long.MAX_VALUE);
        } else {
            // The end of an attempt is told by a thread that reads, and the client may wait when it begins another one.
            handOver().later(() -> execute(gate, attempt, report, remainingNanos()));
        }
        return gate;
    }

    /** @param remaining what is left of the time, where the client does not count it */
    private void execute(Gate<T> gate, Attempt attempt, AsyncDriver.Report<AhcAnswer<T>> report, long remaining) {
        if (gate.isBrokenOff()) {
            return;
        }
        if (remaining <= 0) {
            report.ended(Outcome.<AhcAnswer<T>>failure(Outcome.Kind.TIMEOUT, outOfTime())
                    .notRepeatable());
            return;
        }
        try {
            gate.bound(remaining);
            gate.sentAs(client.executeRequest(AttemptRequest.at(attempt.endpoint(), route(), request), gate));
        } catch (Throwable refused) {
            gate.onThrowable(refused);
        }
    }

    TimeoutException outOfTime() {
        return new TimeoutException(
                "Request timeout to " + request.getUri().getHost() + " after " + requestTimeoutMillis() + " ms");
    }

    /** Ends what lasts too long, where it may block. */
    Timers.Timer dropTimer(Runnable action, long nanos) {
        return engine().timers().schedule(() -> engine().chores(action), nanos);
    }

    @Nullable
    ListenableFuture<T> latest() {
        AhcAnswer<T> answering = chosen != null ? chosen : latest;
        return answering == null ? null : answering.clients();
    }

    /** The program takes what is there. */
    void done() {
        Gate<T> gate = latest;
        if (gate != null) {
            gate.endsHere();
        }
        ListenableFuture<?> clients = latest();
        if (clients != null) {
            clients.done();
        }
    }

    /** The program has had enough: by cancelling, or with a reason of its own. */
    void giveUp(@Nullable Throwable why) {
        abortedBy = why;
        giveUp();
        AhcAnswer<T> decided = chosen;
        if (decided != null) {
            decided.breakOff();
            givenUp();
        } else if (latest == null) {
            // It waits for another call, or for what is stored to be told.
            givenUp();
        }
    }

    @Override
    public Throwable timedOut(Attempt attempt) {
        return new TimeoutException(
                "Read timeout to " + attempt.endpoint() + " after " + attempt.timeoutNanos() / 1_000_000 + " ms");
    }

    @Override
    protected Throwable refused(String why) {
        return new ConnectException(why);
    }

    @Override
    public void discard(Outcome<AhcAnswer<T>> superseded) {
        AhcAnswer<T> dropped = superseded.result();
        if (dropped != null) {
            dropped.drop();
        }
    }

    @Override
    protected void answered(AhcAnswer<T> given) {
        chosen = given;
        given.pass();
    }

    @Override
    protected void failed(Throwable failure) {
        Gate<T> gate = latest;
        if (Thread.currentThread() == programs || (gate != null && gate.isCalled())) {
            fail(failure);
            return;
        }
        try {
            client.getEventLoopGroup().next().execute(() -> fail(failure));
        } catch (RejectedExecutionException closed) {
            fail(failure);
        }
    }

    @Override
    protected void givenUp() {
        Throwable why = abortedBy;
        fail(why == null ? new CancellationException() : why);
    }

    /** Tells the program, unless it knows already. */
    void fail(Throwable failure) {
        AhcAnswer<T> decided = chosen;
        if (decided != null) {
            decided.forget();
        }
        if (answer.fail(failure)) {
            try {
                handler.onThrowable(failure);
            } catch (RuntimeException itsOwn) {
                // The client ignores it, too: it has nobody left to tell.
            }
        }
    }
}
