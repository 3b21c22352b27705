package dev.failover.agent.client.url;

import dev.failover.agent.client.Answers;
import dev.failover.call.Decision;
import dev.failover.call.LazyCall;
import dev.failover.call.Outcome;
import dev.failover.endpoint.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the call of an exchange, as the program sees it: which connection answers for the facade, and what is
 * thrown in its place. Guarded by the lock of the exchange, but for {@link #endpoint}.
 */
final class UrlEnding {
    private final FailoverExchange exchange;
    private boolean over;
    /** Whether there is an answer, though it may be one for which the JDK throws. */
    private boolean answered;
    /** What the program gets instead of an answer, or with it. */
    private @Nullable Exception failure;
    /** Whether the JDK's connection does not remember {@link #failure} by itself. */
    private boolean detached;

    /** How the attempt failed that the program broke off. */
    private @Nullable Throwable brokenOff;

    private @Nullable UrlAttempt firstFailed;
    private @Nullable UrlAttempt lastFailed;
    /** The attempt whose connection answers for the facade once the call has ended. */
    private @Nullable UrlAttempt shown;

    private volatile @Nullable Endpoint endpoint;

    UrlEnding(FailoverExchange exchange) {
        this.exchange = exchange;
    }

    /** Whether the call is over: from then on a connection answers for itself. */
    boolean isOver() {
        return over;
    }

    /** Whether there is a failure that the connection knows nothing of. */
    boolean isDetached() {
        return detached;
    }

    /** Whether an attempt has failed. */
    boolean hasFailed() {
        return firstFailed != null;
    }

    /** Where the connection that answers for the facade goes to; null while there was no attempt. */
    @Nullable
    Endpoint endpoint() {
        return endpoint;
    }

    /** Another attempt begins. */
    void begins(UrlAttempt attempt) {
        endpoint = attempt.attempt().endpoint();
    }

    /**
     * An attempt ended.
     *
     * @param aborted whether the program has broken the call off
     */
    void ended(UrlAttempt attempt, Outcome<Answer> outcome, boolean aborted) {
        if (outcome.kind() != Outcome.Kind.RESULT) {
            firstFailed = firstFailed == null ? attempt : firstFailed;
            lastFailed = attempt;
        }
        brokenOff = outcome.kind() == Outcome.Kind.CANCELLED && aborted ? outcome.failure() : null;
    }

    /** The connection of an attempt goes on without us. */
    void leaveTo(@Nullable UrlAttempt attempt) {
        over = true;
        shown = attempt;
    }

    /** The call has ended: with what the program gets, or what it is thrown. */
    void end(LazyCall<Answer> call, Decision decision, UrlCall.Goal goal) throws IOException {
        if (decision == Decision.REJECT) {
            finish(null, new ConnectException(Answers.rejection(call.rejection())));
        } else if (decision != Decision.CANCELLED) {
            finish(call);
        }
        if (failure == null) {
            return;
        }
        Exception thrown = failure;
        if (detached && isForgotten(goal)) {
            over = false;
            detached = false;
            failure = null;
            firstFailed = null;
        }
        if (goal != UrlCall.Goal.ANSWERED || !answered) {
            throw Failure.raise(thrown);
        }
    }

    private void finish(LazyCall<Answer> call) {
        Outcome<Answer> outcome = call.outcome();
        if (brokenOff != null) {
            // What an earlier endpoint answered is no answer to a program that wants none any more.
            Answer.drop(outcome);
            firstFailed = lastFailed;
            finish(null, brokenOff);
            return;
        }
        boolean ownFault = outcome.kind() == Outcome.Kind.LOCAL;
        firstFailed = ownFault ? lastFailed : firstFailed;
        finish(outcome.result(), ownFault ? outcome.failure() : call.firstFailure());
    }

    /** The call is over, with an answer, or with a failure in its place. */
    void finish(@Nullable Answer answer, @Nullable Throwable failed) {
        over = true;
        if (answer != null) {
            answered = true;
            shown = answer.attempt;
            exchange.current(answer.connection);
            // Not always that of the latest attempt; what is stored bears the URL that was asked for.
            endpoint = answer.attempt == null ? null : answer.attempt.attempt().endpoint();
            failure = answer.failure;
            if (failure == null && answer.attempt != null) {
                exchange.letGoOfBody(answer.attempt);
            }
            return;
        }
        failure = failed instanceof Exception ? (Exception) failed : new IOException(failed);
        UrlAttempt from = firstFailed;
        detached = from == null || !from.isRemembered();
        if (from != null) {
            shown = from;
            exchange.current(from.connection());
            endpoint = from.attempt().endpoint();
        }
    }

    /**
     * The JDK remembers a failure when it was asked for the answer, but not one on the way to sending a body: the program
     * may try again.
     */
    private boolean isForgotten(UrlCall.Goal goal) {
        RequestBody body = exchange.body();
        return (goal != UrlCall.Goal.ANSWERED || exchange.recording().isStreaming())
                && (body == null || body.written() == 0);
    }

    /** Throws what came with the answer, as the JDK does when it is asked for the first time. */
    void rethrowOnce() throws IOException {
        if (failure != null) {
            throw Failure.raise(failure);
        }
    }

    /** Throws what the JDK's connection would throw again had it seen the failure itself. */
    void rethrowIfDetached() throws IOException {
        if (detached && failure != null) {
            throw Failure.raise(Failure.again(failure));
        }
    }

    /** What the connection that answers for the facade was sent by; null for none. */
    @Nullable
    OutputStream sink() {
        return shown == null ? null : shown.sink();
    }
}
