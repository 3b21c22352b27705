package dev.failover.agent.client.jdk;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Carries out {@code HttpClient.send}, on the thread of the program and with the client's own {@code send}. */
final class SyncSend<T> extends BlockingExchange<JdkAttempt<T>> {
    /** From Java 26 on, the time-out of a request goes on while its body is received. */
    private static final boolean TIMEOUT_COVERS_BODY = Runtime.version().feature() >= 26;

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
        boolean own = TIMEOUT_COVERS_BODY || call.service().isObserving();
        long bound = attempt.timeoutNanos();
        Duration clients = own ? call.remaining() : bound > 0 ? duration(bound) : null;
        CompletableFuture<Boolean> head = own && bound > 0 ? new CompletableFuture<>() : null;
        JdkAttempt<T> tried = new JdkAttempt<>(call, attempt, clients, true, head, cached);
        try {
            return tried.ended(
                    head != null
                            ? sendWithin(bound, tried, head)
                            : call.client().send(tried.request(), tried));
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception thrown) {
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
    }

    private static Duration duration(long nanos) {
        Duration known = latestBound;
        if (known.getNano() + 1_000_000_000L * known.getSeconds() != nanos) {
            known = Duration.ofNanos(nanos);
            latestBound = known;
        }
        return known;
    }

    /** As {@code send}, but bounded only until the head of the response is there. */
    private HttpResponse<T> sendWithin(long nanos, JdkAttempt<T> tried, CompletableFuture<Boolean> head)
            throws Exception {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        CompletableFuture<HttpResponse<T>> future = call.client().sendAsync(tried.request(), tried);
        try {
            CompletableFuture.anyOf(head, future).get(nanos, TimeUnit.NANOSECONDS);
            return future.get();
        } catch (InterruptedException interrupted) {
            future.cancel(true);
            throw interrupted;
        } catch (TimeoutException late) {
            future.cancel(true);
            throw new HttpTimeoutException("request timed out");
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
