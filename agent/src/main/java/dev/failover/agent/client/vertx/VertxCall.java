package dev.failover.agent.client.vertx;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.AsyncCall;
import dev.failover.agent.client.Route;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.time.Timers;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One call by Vert.x: from the program's wish for a request to the answer of that request. The program gets the first request
 * of the client's own that is connected. What happens to the call happens on the program's context.
 */
class VertxCall extends AsyncCall<HttpClientResponse> {
    private static final int FIRST_UNWANTED = 300;

    @SuppressWarnings("rawtypes") // a class has no types of its own
    private static final AtomicReferenceFieldUpdater<VertxCall, Promise> WISH =
            AtomicReferenceFieldUpdater.newUpdater(VertxCall.class, Promise.class, "wish");

    private static final AtomicReferenceFieldUpdater<VertxCall, Handed> HANDED =
            AtomicReferenceFieldUpdater.newUpdater(VertxCall.class, Handed.class, "handed");

    private final HttpClient client;
    private final Requested requested;
    private final Thread programs = Thread.currentThread();
    /** What the program waits for first. */
    private volatile @Nullable Promise<HttpClientRequest> wish;

    private volatile @Nullable Future<HttpClientRequest> wished;
    private volatile @Nullable Handed handed;
    private volatile @Nullable Context context;
    /** Whether the program has not got control back. */
    private volatile boolean starting;

    private volatile boolean proxied;
    private volatile @Nullable RuntimeException thrown;
    private volatile @Nullable Throwable whyGivenUp;
    /** How the first attempt that failed did. */
    private volatile @Nullable Throwable firstFailure;

    VertxCall(AgentEngine engine, HttpClient client, Requested requested) {
        super(engine);
        this.client = client;
        this.requested = requested;
        context = Vertx.currentContext();
        starting = true;
    }

    /** The program has a request already, which has this context. */
    VertxCall(AgentEngine engine, HttpClient client, Requested requested, Context context) {
        super(engine);
        this.client = client;
        this.requested = requested;
        this.context = context;
    }

    @Override
    protected Route route() {
        return requested.route();
    }

    /** Whether a response has to be asked about before the program may have it. */
    static boolean mayBeUnwanted(HttpClientResponse response) {
        return response.statusCode() >= FIRST_UNWANTED;
    }

    final HttpClient client() {
        return client;
    }

    final Requested requested() {
        return requested;
    }

    final @Nullable Context context() {
        return context;
    }

    @Override
    protected boolean isIdempotent() {
        return requested.isIdempotent();
    }

    @Override
    public boolean timesAttempts() {
        // The program may take its time before it sends anything.
        return true;
    }

    /** What the client itself has thrown, at once; null if it has not. */
    @Nullable
    RuntimeException thrown() {
        return thrown;
    }

    /** What the program waits for; asked once, after the start. */
    Future<HttpClientRequest> request() {
        Future<HttpClientRequest> future = wished;
        if (future == null) {
            future = wish().future();
        }
        starting = false;
        wished = null;
        return future;
    }

    /** The first attempt says on which context everything will happen, where the program runs on none. */
    void completesOn(Future<HttpClientRequest> asked) {
        if (context == null) {
            context = Versions.contextOf(asked);
        }
        wish();
    }

    private Promise<HttpClientRequest> wish() {
        Promise<HttpClientRequest> promise = wish;
        if (promise != null) {
            return promise;
        }
        Promise<HttpClientRequest> made = promise();
        if (WISH.compareAndSet(this, null, made)) {
            if (starting) {
                wished = made.future();
            }
            return made;
        }
        return wish();
    }

    @SuppressWarnings("unchecked") // only such are put there
    private @Nullable Promise<HttpClientRequest> takeWish() {
        return (Promise<HttpClientRequest>) WISH.getAndSet(this, null);
    }

    /** On the thread on which the client has told something. */
    void noteContext() {
        if (context == null) {
            context = Vertx.currentContext();
        }
    }

    void onContext(Runnable action) {
        Context known = context;
        if (known == null || known == Vertx.currentContext()) {
            action.run();
        } else {
            known.runOnContext(turn -> action.run());
        }
    }

    /** A promise whose listeners run on the program's context. */
    <T> Promise<T> promise() {
        Context known = context;
        return known == null ? Promise.promise() : Versions.promise(known);
    }

    Timers.Timer timer(Runnable action, long nanos) {
        return engine().timers().schedule(() -> onContextLater(action), nanos);
    }

    /** As {@link #timer}, on the thread of the timers itself: the action must leave what it does to {@link #later}. */
    Timers.Timer bareTimer(Runnable action, long nanos) {
        return engine().timers().schedule(action, nanos);
    }

    long patienceNanos() {
        return engine().patienceNanos();
    }

    long silenceNanos() {
        return engine().silenceNanos();
    }

    /** Behind what is being done on the context, and not on the thread of the timers. */
    void onContextLater(Runnable action) {
        Context known = context;
        if (known == null) {
            handOver().later(action);
        } else {
            known.runOnContext(turn -> action.run());
        }
    }

    RequestOptions options(Attempt attempt, boolean onProgramsThread) {
        RequestOptions options = requested.at(attempt, onProgramsThread, proxied);
        long idleMillis = idleMillis();
        if (idleMillis > 0) {
            options = new RequestOptions(options);
            Versions.setIdleTimeout(options, idleMillis);
        }
        return options;
    }

    /** How long the program waits for a server that says nothing; 0 when only the options say something about it. */
    long idleMillis() {
        Handed programs = handed;
        return programs == null ? 0 : programs.idleMillis();
    }

    /** A proxy goes by the name that it is told, so the name cannot be kept; that there is one shows here first. */
    boolean isAstray(Attempt attempt, HttpClientRequest request) {
        if (requested.isPinned(attempt.endpoint(), proxied) && !request.getURI().startsWith("/")) {
            proxied = true;
            return true;
        }
        return false;
    }

    @Override
    protected AsyncDriver.Running send(Attempt attempt, AsyncDriver.Report<HttpClientResponse> report) {
        VertxAttempt begun = new VertxAttempt(this, attempt, report);
        if (starting && Thread.currentThread() == programs) {
            try {
                begun.begin(true);
            } catch (RuntimeException own) {
                if (attempt.number() == 1) {
                    thrown = own;
                }
                throw own;
            }
        } else {
            onContextLater(() -> {
                try {
                    begun.begin(false);
                } catch (RuntimeException own) {
                    // The program may have closed the client meanwhile: it hears what became of its request.
                    Throwable before = firstFailure;
                    report.ended(Outcome.failure(Outcome.Kind.LOCAL, before == null ? own : before));
                }
            });
        }
        return begun;
    }

    @Override
    public void ended(Attempt attempt, Outcome<HttpClientResponse> outcome) {
        if (firstFailure == null) {
            firstFailure = outcome.failure();
        }
    }

    /** @return false when the program has another one already */
    boolean hand(VertxAttempt attempt, HttpClientRequest request) {
        if (handed != null) {
            return false;
        }
        Handed programs = new Handed(this, attempt, request, requested.isIdempotent());
        if (!HANDED.compareAndSet(this, null, programs)) {
            return false;
        }
        attempt.handed(programs);
        HandedRequests.add(request, programs);
        Promise<HttpClientRequest> promise = takeWish();
        if (promise != null) {
            promise.tryComplete(request);
        }
        return true;
    }

    /** When the program has written its request, or at once if it has. */
    void whenWritten(Runnable action) {
        Handed programs = handed;
        if (programs != null) {
            programs.whenWritten(action);
        }
    }

    /** An attempt was written, but for the one that the program writes. */
    void written() {
        // Whoever wrote knows.
    }

    /** What the program has sent, if it can be sent again. */
    @Nullable
    Whole whole() {
        Handed programs = handed;
        return programs == null ? null : programs.whole();
    }

    /**
     * The program gives its request up.
     *
     * @param why what it is told; null when the client tells it
     */
    void giveUp(@Nullable Throwable why) {
        whyGivenUp = why;
        giveUp();
    }

    /** Null also when it was not the program. */
    final @Nullable Throwable whyGivenUp() {
        return whyGivenUp;
    }

    @Override
    public Throwable timedOut(Attempt attempt) {
        return new TimeoutException("The timeout period of " + attempt.timeoutNanos() / 1_000_000
                + "ms has been exceeded while executing " + requested.method() + " for server " + attempt.endpoint());
    }

    Throwable notConnected(Attempt attempt) {
        return new ConnectTimeoutException("connection timed out: " + attempt.endpoint());
    }

    @Override
    protected Throwable refused(String why) {
        return new ConnectException(why);
    }

    @Override
    public void discard(Outcome<HttpClientResponse> superseded) {
        HttpClientResponse dropped = superseded.result();
        if (dropped != null) {
            VertxAttempt.drop(this, dropped);
        }
    }

    @Override
    protected void answered(HttpClientResponse response) {
        Handed programs = handed;
        HttpClientRequest written = programs == null ? null : programs.request();
        if (written != null && route().hasCache()) {
            WrittenThrough.tell(route(), requested.rawQuery(), written, response);
        }
        if (programs == null) {
            VertxAttempt.drop(this, response);
        } else if (programs.passes(response)) {
            forget(programs);
        } else {
            onContext(() -> {
                programs.complete(response);
                // As long as the program may want to break it off by the request that it holds.
                response.end().onComplete(ended -> forget(programs));
            });
        }
    }

    @Override
    protected void failed(Throwable failure) {
        Handed programs = handed;
        if (programs == null) {
            grantNothing(failure);
        } else if (!programs.passes(failure)) {
            programs.fail(failure);
        }
        forget(programs);
    }

    private void grantNothing(Throwable failure) {
        wish();
        Promise<HttpClientRequest> promise = takeWish();
        if (promise != null) {
            promise.tryFail(failure);
        }
    }

    @Override
    protected void givenUp() {
        Handed programs = handed;
        Throwable why = whyGivenUp;
        if (programs == null) {
            grantNothing(new CancellationException());
        } else if (!programs.isGivenUp()) {
            programs.fail(new CancellationException());
        } else if (why != null) {
            programs.fail(why);
        }
        forget(programs);
    }

    private static void forget(@Nullable Handed programs) {
        HttpClientRequest request = programs == null ? null : programs.request();
        if (programs == null || request == null) {
            return;
        }
        if (programs.hasToldHeld()) {
            HandedRequests.endHeld(request);
        } else {
            HandedRequests.remove(request);
        }
    }
}
