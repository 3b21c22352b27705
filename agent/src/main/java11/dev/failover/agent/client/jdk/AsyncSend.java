package dev.failover.agent.client.jdk;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.AttemptBound;
import dev.failover.agent.client.HandOver;
import dev.failover.agent.client.Privileged;
import dev.failover.cache.Flight;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Call;
import dev.failover.call.CallSpec;
import dev.failover.call.Decision;
import dev.failover.call.Outcome;
import dev.failover.call.Rejection;
import dev.failover.call.ServiceState;
import dev.failover.time.Timers;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@code HttpClient.sendAsync}. The call is decided when the head of a response is there; from then on the
 * program's future follows the client's own.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what follows on a future here is told by another one
final class AsyncSend<T> implements AsyncDriver.ShortExchange<JdkAttempt<T>> {
    private static final String CANCELLED = "Request cancelled";

    private final JdkCall<T> call;
    private final @Nullable PushPromiseHandler<T> pushes;
    private final AgentEngine engine;
    private final HandOver handOver;
    private final CancellableFuture<HttpResponse<T>> answer = new CancellableFuture<>(this::abort);
    /** Until the call ends. */
    private volatile @Nullable Object keptAlive;

    private volatile @Nullable CachedCall<T> cached;
    /** While it waits for another call that fetches the same: what ends the wait. */
    private volatile @Nullable Runnable waiting;

    private volatile AsyncDriver.@Nullable Running running;
    private volatile @Nullable JdkAttempt<T> latest;
    /** The attempt whose answer the program gets; with a hedge that need not be the latest one. */
    private volatile @Nullable JdkAttempt<T> followed;

    private volatile boolean aborted;
    /** Whether the client's own future will say how it was cancelled. */
    private volatile boolean tellsItself;

    /** Whether that future itself is to be cancelled. */
    private volatile boolean cancelsItself;

    private volatile @Nullable RuntimeException thrownAtOnce;
    /** What went wrong in our own code while an attempt was to begin. */
    private volatile @Nullable Throwable fault;

    AsyncSend(JdkCall<T> call, @Nullable PushPromiseHandler<T> pushes, AgentEngine engine) {
        this.call = call;
        this.pushes = pushes;
        this.engine = engine;
        handOver = engine.handOver();
    }

    /** What {@code sendAsync} returns and what it throws; null to run the program's own call. */
    Object @Nullable [] run() {
        CachedCall<T> use = CachedCall.of(call);
        keepClientAlive();
        return use == null ? begin(call.spec()) : run(use);
    }

    /** The cache first. */
    private Object @Nullable [] run(CachedCall<T> use) {
        Given<T> stored = use.answer();
        if (stored != null) {
            handOver.later(() -> give(stored));
            return answered(answer, null);
        }
        Flight other = use.flight();
        if (other == null) {
            Object[] begun = begin(use);
            if (begun == null || begun[1] != null) {
                use.close();
            }
            return begun;
        }
        AtomicBoolean hasWaited = new AtomicBoolean();
        Runnable goOn = () -> {
            if (hasWaited.compareAndSet(false, true)) {
                handOver.later(() -> afterWaiting(use));
            }
        };
        waiting = goOn;
        Timers.Timer longest = handOver.schedule(goOn, call.longestWait());
        other.whenLanded(() -> {
            longest.cancel();
            goOn.run();
        });
        return answered(answer, null);
    }

    private void afterWaiting(CachedCall<T> use) {
        waiting = null;
        Given<T> stored = aborted ? null : use.answerAfterWaiting();
        if (aborted) {
            use.close();
            answer.completeExceptionally(new CancellationException());
        } else if (stored != null) {
            give(stored);
        } else {
            goOn(begin(use));
        }
    }

    private Object @Nullable [] begin(CachedCall<T> use) {
        cached = use;
        return begin(use.begin(call.spec()));
    }

    /** The program has its future already. */
    private void goOn(Object @Nullable [] begun) {
        Object thrown = begun == null
                ? Answers.fault(new IllegalStateException("cannot begin a call after the program has gone on"))
                : begun[1];
        if (thrown instanceof Throwable) {
            closeCache();
            asTheClient(() -> answer.completeExceptionally((Throwable) thrown));
        }
    }

    private void closeCache() {
        CachedCall<T> use = cached;
        if (use != null) {
            use.close();
        }
    }

    private Object @Nullable [] begin(CallSpec spec) {
        AsyncDriver.Running started;
        try {
            started = AsyncDriver.startShort(spec, this);
        } catch (Throwable failure) {
            if (latest == null) {
                Bridge.failed(failure);
                return null;
            }
            answer.completeExceptionally(failure);
            return answered(answer, null);
        }
        running = started;
        Throwable broken = fault;
        if (broken != null && latest == null) {
            Bridge.failed(broken);
            // Whatever comes now finds the call done, and sends nothing beside the program's own one.
            answer.completeExceptionally(broken);
            started.cancel();
            return null;
        }
        if (aborted) {
            started.cancel();
        }
        // What the client does not even begin it refuses at once, not by its future.
        RuntimeException refused = thrownAtOnce;
        return refused == null ? answered(answer, null) : answered(null, refused);
    }

    /**
     * The client's threads end when nobody holds what the program was given as its client, even if an attempt is to follow;
     * what we know of it is what stands behind. That one leads to the other in a builder of web sockets, which must hold it.
     */
    private void keepClientAlive() {
        keptAlive = call.client().newWebSocketBuilder();
        answer.whenComplete((response, failure) -> keptAlive = null);
    }

    @SuppressWarnings("NullAway") // one of the two is null by contract
    private static Object[] answered(@Nullable Object returned, @Nullable Object thrown) {
        return new Object[] {returned, thrown};
    }

    private void abort(boolean itself) {
        boolean open = !answer.isDone();
        JdkAttempt<T> underWay = latest;
        // Not of a body that was held back: what the client says of it is that we let go of it.
        tellsItself = underWay != null && !underWay.response().isDone() && underWay.held() == null;
        cancelsItself = itself && tellsItself;
        aborted = true;
        AsyncDriver.Running started = running;
        if (started != null) {
            started.cancel();
        }
        JdkAttempt<T> sent = latest;
        if (sent != null) {
            sent.breakOff(cancelsItself);
        }
        // The call may be decided while its body is still on the way.
        JdkAttempt<T> answering = followed;
        if (answering != null) {
            HeldBody<T> held = answering.held();
            if (held == null || !held.isOver()) {
                answering.abortExchange();
            }
            if (held != null) {
                held.breakOff();
            }
        }
        CachedCall<T> use = cached;
        if (use != null && open) {
            // The client's exchange may be over, or, before Java 16, go on by itself.
            use.giveUp();
        }
        Runnable goOn = waiting;
        if (goOn != null) {
            goOn.run();
        }
        if (cancelsItself && sent != null) {
            // Who says first how it ends, the program's thread or the exchange, is decided there, and nowhere else.
            sent.clients().whenComplete((response, failure) -> end(failure));
        }
    }

    /** However a cancelled call ends, even well: the program has cancelled it. */
    private void end(@Nullable Throwable failure) {
        answer.completeExceptionally(failure == null ? new CancellationException() : failure);
    }

    @Override
    public ServiceState service() {
        return call.service();
    }

    @Override
    public Timers timers() {
        return handOver;
    }

    @Override
    public AsyncDriver.Running attempt(Attempt attempt, AsyncDriver.Report<JdkAttempt<T>> report) {
        try {
            return begin(attempt, report);
        } catch (RuntimeException | Error failure) {
            if (Answers.isOurs(failure)) {
                fault = failure;
            }
            throw failure;
        }
    }

    private AsyncDriver.Running begin(Attempt attempt, AsyncDriver.Report<JdkAttempt<T>> report) {
        if (answer.isDone()) {
            report.ended(Outcome.failure(Outcome.Kind.CANCELLED, new CancellationException()));
            return AsyncDriver.Running.NOTHING;
        }
        JdkAttempt<T> tried = new JdkAttempt<>(call, attempt, call.remaining(), false, cached);
        try {
            Privileged.call(() -> send(tried));
        } catch (RuntimeException refused) {
            if (attempt.number() == 1) {
                thrownAtOnce = refused;
            }
            throw refused;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        tried.isBoundBy(AttemptBound.start(engine, attempt, call.boundNanos(attempt), new AttemptBound.Abort() {
            @Override
            public void abort(Attempt late) {
                handOver.later(() -> {
                    if (tried.endsInTimeOut(timedOut(late))) {
                        tried.breakOff(false);
                    }
                });
            }

            @Override
            public boolean mayBeSentAgain() {
                return tried.mayBeSentAgain();
            }
        }));
        tried.ending().thenAccept(report::ended);
        return () -> tried.breakOff(cancelsItself);
    }

    private JdkAttempt<T> send(JdkAttempt<T> tried) {
        HttpClient client = call.client();
        CompletableFuture<HttpResponse<T>> clients = pushes == null
                ? client.sendAsync(tried.request(), tried)
                : client.sendAsync(tried.request(), tried, pushes);
        tried.given(clients, this);
        latest = tried;
        clients.whenComplete((response, failure) -> {
            if (failure == null) {
                tried.ended(response);
            } else {
                tried.ended(failure);
            }
        });
        return tried;
    }

    @Override
    public boolean timesAttempts() {
        return true;
    }

    @Override
    public Throwable timedOut(Attempt attempt) {
        return new CompletionException(new HttpTimeoutException("request timed out"));
    }

    @Override
    public void discard(Outcome<JdkAttempt<T>> superseded) {
        JdkAttempt<T> dropped = superseded.result();
        if (dropped != null) {
            dropped.drop();
        }
    }

    @Override
    public void succeeded(Outcome<JdkAttempt<T>> outcome) {
        JdkAttempt<T> good = outcome.result();
        if (good != null) {
            follow(good);
        }
    }

    @Override
    public void refused(Rejection why) {
        asTheClient(() -> refuse(why));
    }

    /** As the client tells of its own failures, too: a thread of ours goes on with calls, and is not for the program. */
    private void asTheClient(Runnable news) {
        if (HandOver.isHere()) {
            answer.defaultExecutor().execute(news);
        } else {
            news.run();
        }
    }

    private void refuse(Rejection why) {
        fail(new CompletionException(new ConnectException(Answers.rejection(why))));
    }

    /** What is stored may do in place of a failure. */
    private void fail(Throwable failure) {
        CachedCall<T> use = cached;
        // What the client refuses at once is told at once.
        Given<T> standby = use == null || thrownAtOnce != null ? null : use.unreachable(failure);
        closeCache();
        if (standby == null) {
            answer.completeExceptionally(failure);
        } else {
            give(standby);
        }
    }

    @Override
    public void finished(Call<JdkAttempt<T>> ended, Decision decision) {
        asTheClient(() -> finish(ended, decision));
    }

    private void finish(Call<JdkAttempt<T>> ended, Decision decision) {
        if (decision == Decision.CANCELLED) {
            closeCache();
            JdkAttempt<T> sent = latest;
            if (sent != null && tellsItself) {
                sent.response().whenComplete((response, failure) -> end(failure));
            } else {
                answer.completeExceptionally(new CancellationException());
            }
        } else if (decision == Decision.REJECT) {
            refuse(ended.rejection());
        } else {
            JdkAttempt<T> good = ended.outcome().result();
            if (good != null) {
                follow(good);
            } else {
                Throwable failure = Answers.failureOf(ended);
                // While it is being started, the program's own call can still take its place.
                boolean told = running != null || latest != null;
                if (told) {
                    fail(Answers.isOurs(failure) ? Answers.fault(failure) : failure);
                } else {
                    closeCache();
                    answer.completeExceptionally(failure);
                }
            }
        }
    }

    private void follow(JdkAttempt<T> good) {
        followed = good;
        good.response().whenComplete((response, failure) -> {
            if (failure == null) {
                received(good);
            } else {
                closeCache();
                answer.completeExceptionally(failure);
            }
        });
    }

    private void received(JdkAttempt<T> good) {
        CachedCall<T> use = cached;
        Given<T> given = use == null ? good : use.received(good);
        if (given != good) {
            followed = null;
        }
        closeCache();
        if (given != null) {
            give(given);
            return;
        }
        // What was stored is not what the origin speaks of: it is asked for the whole.
        cached = null;
        handOver.later(() -> goOn(begin(call.spec())));
    }

    private void give(Given<T> given) {
        HeldBody<T> held = given.held();
        if (held == null) {
            answer.complete(given.shown());
        } else if (answer.isDone()) {
            held.drop();
        } else {
            // As the client, which tells nobody on a thread that reads for it: what depends on the answer may wait for
            // another one.
            held.passOn()
                    .whenCompleteAsync(
                            (body, failure) -> {
                                if (failure == null) {
                                    answer.complete(given.shown(body));
                                } else {
                                    answer.completeExceptionally(asTheClients(failure));
                                }
                            },
                            answer.defaultExecutor());
        }
    }

    /** As the client's own future tells of it to what depends on it. */
    private Throwable asTheClients(Throwable failure) {
        if (aborted) {
            CancellationException cancelled = new CancellationException(CANCELLED);
            cancelled.initCause(failure);
            return new CompletionException(cancelled);
        }
        return failure instanceof CompletionException ? failure : new CompletionException(failure);
    }
}
