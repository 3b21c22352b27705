package dev.failover.agent.client.url;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.Privileged;
import dev.failover.call.Attempt;
import dev.failover.call.CallSpec;
import dev.failover.call.Decision;
import dev.failover.call.LazyCall;
import dev.failover.call.Outcome;
import dev.failover.call.ServiceState;
import dev.failover.http.Headers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Drives the call of one exchange. It is not a {@code BlockingDriver}, because an attempt may stay open between two
 * methods that the program calls. Guarded by the lock of its exchange, but for what {@link #abort} needs.
 */
final class UrlCall {
    /** How far a request must go before the program gets its thread back. */
    enum Goal {
        CONNECTED,
        BODY_UNDER_WAY,
        ANSWERED
    }

    private final FailoverExchange exchange;
    private final Opener opener;
    private final AgentEngine engine;
    private final HttpURLConnection first;
    private final UrlEnding ending;
    private final UrlCaching caching;
    private boolean firstUsed;

    private @Nullable LazyCall<Answer> call;
    private @Nullable UrlAttempt open;
    /** Set while {@link #open} is left to the program and holds what others may wait for. */
    private OpenAttempts.@Nullable Open left;

    private volatile boolean aborted;

    UrlCall(FailoverExchange exchange, Opener opener, AgentEngine engine) {
        this.exchange = exchange;
        this.opener = opener;
        this.engine = engine;
        this.first = exchange.current();
        this.ending = new UrlEnding(exchange);
        this.caching = UrlCaching.of(this);
    }

    FailoverExchange exchange() {
        return exchange;
    }

    Opener opener() {
        return opener;
    }

    AgentEngine engine() {
        return engine;
    }

    /** The connection that the program has set everything on. */
    HttpURLConnection first() {
        return first;
    }

    /** Whether the program has broken it off. */
    boolean isAborted() {
        return aborted;
    }

    private ServiceState service() {
        return opener.route().service();
    }

    /** What has become of it so far. */
    UrlEnding ending() {
        return ending;
    }

    /** How it uses the cache. */
    UrlCaching caching() {
        return caching;
    }

    /** Makes the request go as far as {@code goal}, or ends the call. */
    void advance(Goal goal) throws IOException {
        try {
            advancePrivileged(goal);
        } catch (RuntimeException | Error failed) {
            if (!Answers.isOurs(failed)) {
                throw failed;
            }
            fault(failed);
        }
    }

    /** The JDK's own connection goes on, if that sends nothing for the second time. */
    private void fault(Throwable failed) throws IOException {
        UrlAttempt attempt = open;
        boolean begun = attempt != null || ending.hasFailed();
        boolean twice =
                exchange.body() != null || (begun && !exchange.recording().isIdempotent());
        try {
            comeHome(failed);
        } catch (RuntimeException | Error again) {
            failed.addSuppressed(again);
        }
        ending.leaveTo(twice ? attempt : null);
        if (twice) {
            throw Answers.fault(failed);
        }
        Bridge.failed(failed);
        exchange.current(first);
    }

    private void advancePrivileged(Goal goal) throws IOException {
        if (!Privileged.isNeeded()) {
            proceed(goal);
            return;
        }
        try {
            Privileged.call(() -> {
                proceed(goal);
                return goal;
            });
        } catch (Exception failed) {
            throw Failure.raise(failed);
        }
    }

    private void proceed(Goal goal) throws IOException {
        Decision decision = Decision.NOTHING;
        if (open == null) {
            OpenAttempts.sweep();
            aborted = false;
            Answer stored = caching.begin(goal);
            if (stored != null) {
                ending.finish(stored, null);
                return;
            }
            if (aborted) {
                caching.close();
                throw new InterruptedIOException(
                        "interrupted while waiting for service " + service().name());
            }
            decision = start(caching.spec(spec()));
        }
        run(decision, goal);
    }

    private Decision start(CallSpec spec) throws IOException {
        LazyCall<Answer> begun = new LazyCall<>(service(), spec);
        call = begun;
        return settle(begun, begun.start(), false);
    }

    /** Carries out one attempt after the other. */
    private void run(Decision decided, Goal goal) throws IOException {
        Decision decision = decided;
        LazyCall<Answer> running = running();
        for (; ; ) {
            if (decision == Decision.ATTEMPT) {
                begin(running.attempt());
            } else if (decision.isEnd()) {
                call = null;
                Answer brought =
                        isAnswered(running, decision) ? running.outcome().result() : null;
                Answer given = brought == null ? standby(running, decision) : caching.received(brought);
                if (brought != null && given == null) {
                    // What was stored is not what the origin speaks of: it is asked for the whole.
                    decision = start(spec());
                    running = running();
                    continue;
                }
                caching.close();
                if (given == null || given == brought) {
                    ending.end(running, decision, goal);
                } else {
                    ending.finish(given, null);
                }
                return;
            }
            UrlAttempt attempt = opened();
            Outcome<Answer> outcome = attempt.advance(goal);
            if (outcome == null) {
                leaveOpen(attempt);
                return;
            }
            decision = report(running, attempt, outcome);
        }
    }

    private boolean isAnswered(LazyCall<Answer> ended, Decision decision) {
        return !aborted
                && decision != Decision.REJECT
                && decision != Decision.CANCELLED
                && ended.outcome().result() != null;
    }

    /** What is stored in place of a failure, or null. */
    private @Nullable Answer standby(LazyCall<Answer> ended, Decision decision) {
        if (aborted || decision == Decision.CANCELLED) {
            return null;
        }
        if (decision == Decision.REJECT) {
            return caching.unreachable(new ConnectException(Answers.rejection(ended.rejection())), false);
        }
        Throwable failure = ended.firstFailure();
        return failure == null || ended.outcome().kind() == Outcome.Kind.LOCAL
                ? null
                : caching.unreachable(failure, true);
    }

    private void begin(Attempt attempt) throws IOException {
        Headers besides = caching.conditions();
        // The program's own connection bears nothing but what the program has set.
        boolean reuse = !firstUsed && besides.size() == 0 && opener.route().isAddressed(attempt.endpoint());
        UrlAttempt next = new UrlAttempt(this, attempt, besides);
        open = next;
        if (reuse) {
            firstUsed = true;
            next.use(first);
        }
        ending.begins(next);
    }

    private Decision report(LazyCall<Answer> running, UrlAttempt attempt, Outcome<Answer> outcome) throws IOException {
        open = null;
        takeBack();
        ending.ended(attempt, outcome, aborted);
        Decision decision = running.ended(attempt.attempt(), outcome);
        Answer.drop(running.takeSuperseded());
        return settle(running, decision, true);
    }

    /**
     * Waits as long as the call says so.
     *
     * @param another whether there was an attempt before: only the first one begins on a thread that is interrupted
     */
    private Decision settle(LazyCall<Answer> running, Decision decided, boolean another) throws IOException {
        Decision decision = decided;
        while (decision == Decision.WAIT) {
            long left = running.waitUntil() - service().clock().nanos();
            if (left > 0 && !running.takeWakeup()) {
                // Not longer at once: the program may break the connection off in between.
                LockSupport.parkNanos(this, Math.min(left, 50_000_000L));
            }
            if (isGivenUp()) {
                return giveUp(running, null);
            }
            decision = running.wake();
        }
        return another && decision == Decision.ATTEMPT && isGivenUp() ? giveUp(running, running.attempt()) : decision;
    }

    /** The flag of the thread stays: whoever interrupted expects the program to see it. */
    private boolean isGivenUp() {
        return aborted || Thread.currentThread().isInterrupted();
    }

    /** @param unmade the attempt that would have come next, whose permit comes home; null when there was none yet */
    private Decision giveUp(LazyCall<Answer> running, @Nullable Attempt unmade) throws IOException {
        Throwable seen = running.firstFailure();
        Decision decision = running.cancel();
        if (unmade != null) {
            running.ended(
                    unmade,
                    Outcome.<Answer>failure(
                            Outcome.Kind.CANCELLED, new InterruptedIOException("before another attempt")));
        }
        Outcome<Answer> earlier = running.takeSuperseded();
        Answer answer = earlier == null ? null : earlier.result();
        if (answer == null && seen == null) {
            call = null;
            throw new InterruptedIOException(
                    "interrupted while waiting for service " + service().name());
        }
        ending.finish(answer, seen);
        return decision;
    }

    /** Passes on what the program writes, if the head is out; begins again elsewhere if that fails and may be. */
    void pass(byte[] bytes, int offset, int length) throws IOException {
        UrlAttempt attempt = open;
        if (attempt == null || !attempt.isBodyUnderWay()) {
            return;
        }
        Outcome<Answer> outcome = attempt.write(bytes, offset, length);
        if (outcome != null) {
            run(report(running(), attempt, outcome), Goal.BODY_UNDER_WAY);
        }
    }

    /** Whether what is done to the body now is too late to change how the attempt goes. */
    private boolean isBodyClosed() {
        RequestBody body = exchange.body();
        return ending.isOver() || (body != null && body.isClosed());
    }

    boolean isBodyUnderWay() {
        UrlAttempt attempt = open;
        return attempt != null && attempt.isBodyUnderWay();
    }

    void flush() throws IOException {
        OutputStream late = isBodyClosed() ? sink() : null;
        if (late != null) {
            late.flush();
            return;
        }
        UrlAttempt attempt = open;
        Outcome<Answer> outcome = attempt == null ? null : attempt.flush();
        if (attempt != null && outcome != null) {
            run(report(running(), attempt, outcome), Goal.BODY_UNDER_WAY);
        }
    }

    void closeOutput() throws IOException {
        OutputStream late = ending.isOver() ? sink() : null;
        if (late != null) {
            late.close();
            return;
        }
        UrlAttempt attempt = open;
        Outcome<Answer> outcome = attempt == null ? null : attempt.closeOutput();
        if (attempt != null && outcome != null) {
            run(report(running(), attempt, outcome), Goal.BODY_UNDER_WAY);
        }
    }

    /**
     * What cannot be written: the body is closed, the answer is there, or these are no bytes. The JDK's stream ignores or
     * refuses it in its own words; a buffered body that was not begun ignores what comes after its end.
     */
    void writeAnyway(byte[] bytes, int offset, int length) throws IOException {
        OutputStream out = sink();
        if (out != null) {
            out.write(bytes, offset, length);
        }
    }

    private @Nullable OutputStream sink() {
        if (ending.isOver()) {
            return ending.sink();
        }
        return open == null ? null : open.sink();
    }

    /** From any thread: whatever fails from now on failed because the program wanted it to. */
    void abort() {
        aborted = true;
    }

    /** The connection was broken off by the program. */
    void disconnected() {
        UrlAttempt attempt = open;
        if (attempt != null && attempt.isBodyUnderWay()) {
            // What was sent must not be sent again: from here on the connection answers for itself.
            ending.leaveTo(attempt);
        }
        comeHome(new IOException("disconnected"));
    }

    /** Nothing more is done for the call: what its open attempt holds comes home. */
    private void comeHome(Throwable why) {
        LazyCall<Answer> running = call;
        UrlAttempt attempt = open;
        open = null;
        takeBack();
        caching.close();
        call = null;
        if (running != null && attempt != null) {
            running.cancel();
            running.ended(attempt.attempt(), Outcome.<Answer>failure(Outcome.Kind.CANCELLED, why));
        }
    }

    /** The program has its thread back, and may never come again. */
    private void leaveOpen(UrlAttempt attempt) {
        if (left == null && service().policy().connectionPool().isLimited()) {
            left = OpenAttempts.track(exchange, service(), spec(), attempt.attempt());
        }
    }

    private void takeBack() {
        OpenAttempts.Open tracked = left;
        if (tracked != null) {
            left = null;
            tracked.takeBack();
        }
    }

    private CallSpec spec() {
        return opener.route().spec(exchange.recording().isIdempotent());
    }

    private LazyCall<Answer> running() {
        LazyCall<Answer> running = call;
        if (running == null) {
            throw new IllegalStateException("no call is under way");
        }
        return running;
    }

    private UrlAttempt opened() {
        UrlAttempt attempt = open;
        if (attempt == null) {
            throw new IllegalStateException("no attempt is open");
        }
        return attempt;
    }
}
