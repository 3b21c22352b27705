package dev.failover.agent.client.jdk;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.AttemptBound;
import dev.failover.agent.client.BlockingExchange;
import dev.failover.cache.Flight;
import dev.failover.call.Attempt;
import dev.failover.call.BlockingDriver;
import dev.failover.call.CallSpec;
import dev.failover.call.Outcome;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Carries out {@code HttpClient.send}, on the thread of the program and with the client's own {@code send}. */
final class SyncSend<T> extends BlockingExchange<JdkAttempt<T>> {
    /** From Java 26 on, the time-out of a request goes on while its body is received. */
    private static final boolean TIMEOUT_COVERS_BODY = Runtime.version().feature() >= 26;
    /** From Java 16 on, to cancel the future that {@code send} waits for breaks the exchange off. */
    private static final boolean CANCEL_ABORTS = Runtime.version().feature() >= 16;

    /** Mostly all attempts have the same bound. */
    private static volatile Duration latestBound = Duration.ZERO;

    private final JdkCall<T> call;
    private final AgentEngine engine;
    private boolean sent;
    /** What the program's own subscriber made of the answer that the call ends with; null when it made its body. */
    private @Nullable Exception unread;

    private @Nullable CachedCall<T> cached;
    /** Whether an answer has come, or the program does not want one: nothing may take its place. */
    private boolean hasEnded;

    SyncSend(JdkCall<T> call, AgentEngine engine) {
        this.call = call;
        this.engine = engine;
    }

    /** What {@code send} returns and what it throws; null to run the program's own call. */
    Object @Nullable [] run() {
        CachedCall<T> use = CachedCall.of(call);
        return use == null ? run(call.spec()) : run(use);
    }

    /** The cache first, and last. */
    @SuppressWarnings("CatchingUnchecked") // whatever the program's own handler throws, it gets
    private Object @Nullable [] run(CachedCall<T> use) {
        try {
            Given<T> stored = use.answer();
            Flight other = stored == null ? use.flight() : null;
            if (other != null) {
                other.await(call.longestWait());
                stored = use.answerAfterWaiting();
            }
            if (stored != null) {
                return Answers.returned(received(stored));
            }
            cached = use;
            Object[] ended = run(use.begin(call.spec()));
            Object failure = ended == null || hasEnded ? null : ended[1];
            Given<T> standby = failure instanceof Throwable ? use.unreachable((Throwable) failure) : null;
            return standby == null ? ended : Answers.returned(received(standby));
        } catch (Exception thrown) {
            if (sent || !Answers.isOurs(thrown)) {
                return Answers.thrown(thrown);
            }
            Bridge.failed(thrown);
            cached = null;
            return run(call.spec());
        } finally {
            use.close();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the client throws, the program gets
    private Object @Nullable [] run(CallSpec spec) {
        try {
            return carryOut(call.service(), spec);
        } catch (InterruptedException interrupted) {
            hasEnded = true;
            CachedCall<T> use = cached;
            if (use != null) {
                use.giveUp();
            }
            // Before the first attempt too: the program's own call would not see the flag any more.
            return Answers.thrown(interrupted);
        } catch (Throwable failure) {
            boolean ours = Answers.isOurs(failure);
            if (!sent || (ours && call.isIdempotent())) {
                Bridge.failed(failure);
                return null;
            }
            return Answers.thrown(ours ? Answers.fault(failure) : failure);
        }
    }

    @Override
    protected BlockingDriver driver() {
        return engine.blocking();
    }

    @Override
    protected Throwable refused(String why) {
        return new ConnectException(why);
    }

    @Override
    public Outcome<JdkAttempt<T>> attempt(Attempt attempt) throws Exception {
        sent = true;
        boolean clients = !isBrokenOffByUs();
        boolean bounded = clients && !JdkAttempt.isOnlyOne(attempt, call.request());
        Duration timeout = bounded ? duration(attempt.timeoutNanos()) : call.remaining();
        JdkAttempt<T> tried = new JdkAttempt<>(call, attempt, timeout, true, cached);
        AttemptBound bound = clients ? null : AttemptBound.start(engine, attempt, call.boundNanos(attempt), tried);
        tried.isBoundBy(bound);
        try {
            return tried.ended(
                    bound == null || JdkSent.isHeard()
                            ? call.client().send(tried.request(), tried)
                            : sendAndTell(tried));
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failure) {
            boolean late = bound != null && bound.end();
            return failed(tried, late ? new HttpTimeoutException("request timed out") : failure);
        } finally {
            if (bound != null) {
                bound.end();
            }
        }
    }

    private Outcome<JdkAttempt<T>> failed(JdkAttempt<T> tried, Exception thrown) {
        Outcome<JdkAttempt<T>> ending = tried.ended(thrown);
        // An answer whose body broke off in the program's hands is a failure all the same.
        if (ending.kind() != Outcome.Kind.RESULT) {
            return ending.withFailure(thrown);
        }
        if (tried.isReadersFault()) {
            unread = thrown;
            return ending;
        }
        Outcome<JdkAttempt<T>> broken = Outcome.failure(Outcome.Kind.IO, thrown);
        return ending.isRepeatable() ? broken : broken.notRepeatable();
    }

    /**
     * Otherwise the client's own time-out bounds the attempt, for which it wakes its selector in each call. Where the program has
     * set one, it is for what is left of that.
     */
    private boolean isBrokenOffByUs() {
        return TIMEOUT_COVERS_BODY || call.service().isObserving() || (CANCEL_ABORTS && JdkSent.isHeard());
    }

    private static @Nullable Duration duration(long nanos) {
        if (nanos <= 0) {
            return null;
        }
        Duration known = latestBound;
        if (known.getNano() + 1_000_000_000L * known.getSeconds() != nanos) {
            known = Duration.ofNanos(nanos);
            latestBound = known;
        }
        return known;
    }

    /** As {@code send}, but the attempt is told of the client's future where the client does not do so itself. */
    private HttpResponse<T> sendAndTell(JdkAttempt<T> tried) throws Exception {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        CompletableFuture<HttpResponse<T>> future = call.client().sendAsync(tried.request(), tried);
        tried.sent(future);
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            future.cancel(true);
            throw interrupted;
        } catch (ExecutionException failure) {
            throw SendFailures.translate(cause(failure));
        }
    }

    private static Throwable cause(ExecutionException failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : cause;
    }

    /** Waits for a body that was held back; one that was not is there. */
    private HttpResponse<T> received(Given<T> answered) throws Exception {
        HeldBody<T> held = answered.held();
        if (held == null) {
            return answered.shown();
        }
        try {
            T body = held.passOn().toCompletableFuture().get();
            return answered.shown(body);
        } catch (InterruptedException interrupted) {
            held.drop();
            throw interrupted;
        } catch (ExecutionException failure) {
            throw SendFailures.translate(cause(failure));
        }
    }

    @Override
    protected Object[] answered(JdkAttempt<T> answered) throws Exception {
        hasEnded = true;
        if (unread != null) {
            throw unread;
        }
        CachedCall<T> use = cached;
        Given<T> given = use == null ? answered : use.received(answered);
        if (given != null) {
            return Answers.returned(received(given));
        }
        // What was stored is not what the origin speaks of: it is asked for the whole.
        cached = null;
        return carryOut(call.service(), call.spec());
    }

    @Override
    public void discard(Outcome<JdkAttempt<T>> superseded) {
        JdkAttempt<T> dropped = superseded.result();
        if (dropped != null) {
            dropped.drop();
        }
    }
}
