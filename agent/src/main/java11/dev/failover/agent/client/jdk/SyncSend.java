package dev.failover.agent.client.jdk;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.call.Attempt;
import dev.failover.call.BlockingDriver;
import dev.failover.call.Decision;
import dev.failover.call.Outcome;
import java.io.IOException;
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
final class SyncSend<T> implements BlockingDriver.Exchange<SyncSend.Answer<T>> {
    /** From Java 26 on, the time-out of a request goes on while its body is received. */
    private static final boolean TIMEOUT_COVERS_BODY = Runtime.version().feature() >= 26;

    private final JdkCall<T> call;
    private final AgentEngine engine;
    private boolean sent;

    /** A response, and the attempt that knows what became of its body. */
    static final class Answer<T> {
        final JdkAttempt<T> attempt;
        final HttpResponse<T> response;

        Answer(JdkAttempt<T> attempt, HttpResponse<T> response) {
            this.attempt = attempt;
            this.response = response;
        }
    }

    SyncSend(JdkCall<T> call, AgentEngine engine) {
        this.call = call;
        this.engine = engine;
    }

    /** What {@code send} returns and what it throws; null to run the program's own call. */
    @SuppressWarnings("CatchingUnchecked") // whatever the client throws, the program gets
    Object @Nullable [] run() {
        try {
            BlockingDriver.Ended<Answer<T>> ended = engine.blocking().run(call.service(), call.spec(), this);
            if (ended.decision() == Decision.REJECT) {
                return thrown(new ConnectException(
                        "no attempt was made: " + ended.call().rejection().text()));
            }
            Outcome<Answer<T>> outcome = ended.call().outcome();
            Answer<T> answer = outcome.result();
            if (answer == null) {
                return thrown(Answers.failureOf(ended.call()));
            }
            return new Object[] {received(answer), null};
        } catch (InterruptedException interrupted) {
            // Before the first attempt too: the program's own call would not see the flag any more.
            return thrown(interrupted);
        } catch (Throwable failure) {
            boolean ours = Answers.isOurs(failure);
            if (!sent || (ours && call.isIdempotent())) {
                Bridge.failed(failure);
                return null;
            }
            return thrown(ours ? Answers.fault(failure) : failure);
        }
    }

    @SuppressWarnings("NullAway") // one of the two is null by contract
    private static Object[] thrown(Throwable failure) {
        return new Object[] {null, failure};
    }

    @Override
    public Outcome<Answer<T>> attempt(Attempt attempt) throws Exception {
        sent = true;
        boolean own = TIMEOUT_COVERS_BODY || call.service().isObserving();
        long bound = attempt.timeoutNanos();
        Duration clients = own ? call.remaining() : bound > 0 ? Duration.ofNanos(bound) : null;
        JdkAttempt<T> tried = new JdkAttempt<>(call, attempt, clients);
        HttpResponse<T> response = null;
        Throwable failure = null;
        try {
            response =
                    own && bound > 0 ? sendWithin(bound, tried) : call.client().send(tried.request(), tried);
            tried.ended(response);
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception thrown) {
            failure = thrown;
            tried.ended(thrown);
        }
        return outcome(tried, response, failure);
    }

    /** The ending of an attempt, with what the program's own {@code send} returned or threw. */
    private static <T> Outcome<Answer<T>> outcome(
            JdkAttempt<T> tried, @Nullable HttpResponse<T> response, @Nullable Throwable failure) {
        Outcome<JdkAttempt<T>> ending = tried.ending().join();
        Outcome<Answer<T>> outcome;
        if (response != null) {
            outcome = Outcome.response(new Answer<>(tried, response), ending.status(), ending.retryAfterNanos());
        } else {
            Throwable seen = failure == null ? new IOException("no answer") : failure;
            // An answer whose body broke off in the program's hands is a failure all the same.
            outcome = Outcome.failure(ending.kind() == Outcome.Kind.RESULT ? Outcome.Kind.IO : ending.kind(), seen);
        }
        return ending.isRepeatable() ? outcome : outcome.notRepeatable();
    }

    /** As {@code send}, but bounded only until the head of the response is there. */
    private HttpResponse<T> sendWithin(long nanos, JdkAttempt<T> tried) throws Exception {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        CompletableFuture<HttpResponse<T>> future = call.client().sendAsync(tried.request(), tried);
        try {
            CompletableFuture.anyOf(tried.head(), future).get(nanos, TimeUnit.NANOSECONDS);
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
    private HttpResponse<T> received(Answer<T> answer) throws Exception {
        HeldBody<T> held = answer.attempt.held();
        if (held == null) {
            return answer.attempt.shown(answer.response, answer.response.body());
        }
        try {
            T body = held.passOn().toCompletableFuture().get();
            return answer.attempt.shown(answer.response, body);
        } catch (InterruptedException interrupted) {
            held.drop();
            throw interrupted;
        } catch (ExecutionException failure) {
            throw SendFailures.translate(cause(failure));
        }
    }

    @Override
    public void discard(Outcome<Answer<T>> superseded) {
        Answer<T> answer = superseded.result();
        if (answer != null) {
            answer.attempt.drop();
        }
    }
}
