package dev.failover.agent.client.vertx;

import dev.failover.agent.client.Answers;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.http.RetryAfter;
import dev.failover.time.Timers;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One request of the client's own: first it has to be connected, then to be answered. The first one that is connected goes to
 * the program, which writes it; what the program has written is written to the others. Thread-safe.
 */
final class VertxAttempt implements AsyncDriver.Running, Handler<AsyncResult<HttpClientRequest>>, Runnable {
    /** How many times the time to connect is given to an endpoint that speaks TLS. */
    private static final int TLS = 3;

    /** Of its length: no more than 99,999 bytes are waited for. */
    private static final int LONGEST_DROPPED_DIGITS = 5;

    private static final long LONGEST_DROPPED_NANOS = 100_000_000;

    private static final AtomicIntegerFieldUpdater<VertxAttempt> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(VertxAttempt.class, "ended");

    private static final AtomicIntegerFieldUpdater<VertxAttempt> COUNTED =
            AtomicIntegerFieldUpdater.newUpdater(VertxAttempt.class, "counted");

    private final VertxCall call;
    private final Attempt attempt;
    private final AsyncDriver.Report<HttpClientResponse> report;
    /** 1 when it has. */
    private volatile int ended;
    /** 1 while it counts among those that have {@link Reached} their endpoint. */
    @SuppressWarnings("UnusedVariable") // by its updater
    private volatile int counted;

    private volatile boolean connecting;
    /** Whether the server is waited for, and since when. */
    private volatile boolean written;

    private volatile long writtenAt;

    /** The program's only once it has been written: until then the program may drop it. */
    private volatile @Nullable HttpClientRequest request;

    private volatile @Nullable Handed handed;
    /** For what is waited for by now: most have an answer before the time to connect would be over, so one timer will do. */
    private volatile Timers.@Nullable Timer timer;

    VertxAttempt(VertxCall call, Attempt attempt, AsyncDriver.Report<HttpClientResponse> report) {
        this.call = call;
        this.attempt = attempt;
        this.report = report;
    }

    boolean isUnderWay() {
        return ended == 0;
    }

    boolean mayBeRepeated() {
        return attempt.mayBeRepeated();
    }

    /** Asks for a connection. Throws what the client throws. */
    void begin(boolean onProgramsThread) {
        if (ended != 0) {
            return;
        }
        RequestOptions options = call.options(attempt, onProgramsThread);
        connecting = true;
        watchConnecting();
        Future<HttpClientRequest> asked;
        try {
            asked = OwnAttempt.of(call.client(), options);
        } catch (RuntimeException refused) {
            stopWatch();
            throw refused;
        }
        call.completesOn(asked);
        asked.onComplete(this);
    }

    /** The client has connected it, or has failed to. */
    @Override
    public void handle(AsyncResult<HttpClientRequest> result) {
        try {
            connected(result);
        } catch (Throwable ours) {
            end(Outcome.failure(Outcome.Kind.LOCAL, ours));
        }
    }

    private void connected(AsyncResult<HttpClientRequest> result) {
        call.noteContext();
        connecting = false;
        if (result.failed()) {
            Throwable failure = result.cause();
            end(Outcome.failure(kindOfUnsent(failure), failure));
            return;
        }
        HttpClientRequest connected = result.result();
        if (ended != 0) {
            OwnAttempt.breakOff(connected);
        } else if (call.isAstray(attempt, connected)) {
            OwnAttempt.breakOff(connected);
            begin(false);
        } else {
            Reached.connected(attempt.endpoint());
            counted = 1;
            if (ended != 0) {
                notReached();
            }
            if (!call.hand(this, connected)) {
                request = connected;
                // A hedge may come before the program has written anything.
                call.whenWritten(() -> writeAgain(connected));
            }
        }
    }

    private void notReached() {
        if (COUNTED.compareAndSet(this, 1, 0)) {
            Reached.ended(attempt.endpoint());
        }
    }

    /** The program has its request. */
    void handed(Handed programs) {
        handed = programs;
    }

    private void writeAgain(HttpClientRequest connected) {
        Whole whole = call.whole();
        if (ended != 0) {
            return;
        }
        if (whole == null) {
            OwnAttempt.breakOff(connected);
            end(Outcome.failure(Outcome.Kind.CANCELLED, new CancellationException("it cannot be sent twice")));
            return;
        }
        bound();
        connected.response().onComplete(result -> {
            if (result.failed()) {
                broken(result.cause());
            } else if (mayBeDropped(result.result())) {
                hold(result.result());
            } else {
                // Nothing of its body may be lost before the program can ask for it.
                answered(result.result().pause());
            }
        });
        whole.writeTo(connected);
        call.written();
    }

    /** It is written: from now on the server is waited for. */
    void bound() {
        long nanos = attempt.timeoutNanos();
        if (nanos <= 0) {
            stopWatch();
            return;
        }
        writtenAt = now();
        written = true;
        // After that: a timer that runs out meanwhile sees it, or has been taken away.
        if (nanos < connectNanos()) {
            stopTimer();
        }
        if (timer == null) {
            timer = call.bareTimer(this, nanos);
        }
    }

    private long now() {
        return call.service().clock().nanos();
    }

    /**
     * Whether another attempt may follow a response, and wait for its connection. A redirect that the client follows is a
     * request, and so a call, of its own: what comes of it is not this call's to repeat.
     */
    boolean mayBeDropped(HttpClientResponse answer) {
        return Answers.mayBeDropped(call.service(), attempt, answer.statusCode())
                && call.whole() != null
                && answer.request() == ownRequest();
    }

    /** Reads a response ahead that may be dropped; its end is not waited for as long as its head. */
    HeldResponse hold(HttpClientResponse answer) {
        stopWatch();
        HeldResponse held = new HeldResponse(call, answer, this::answered);
        held.read();
        return held;
    }

    /** The head of a response is there, by this request or by one that followed it. */
    void answered(HttpClientResponse answer) {
        HttpClientRequest own = ownRequest();
        if (own != null && answer.request() != own) {
            // The client was led elsewhere: that it was says nothing of this endpoint, and is not for us to repeat.
            end(Outcome.<HttpClientResponse>success(answer));
            return;
        }
        int status = answer.statusCode();
        Outcome<HttpClientResponse> outcome = Answers.readsHead(call.service(), status)
                ? heard(answer, status)
                : Outcome.response(answer, status, RetryAfter.NONE, call.whole() != null);
        // What is too long to be held has the connection that another attempt might wait for.
        boolean keepsConnection = answer instanceof HeldResponse && !((HeldResponse) answer).isWhole();
        end(keepsConnection ? outcome.last() : outcome);
    }

    private Outcome<HttpClientResponse> heard(HttpClientResponse answer, int status) {
        return repeatable(Answers.outcome(
                call.service(),
                answer,
                status,
                name -> Answers.line(name, answer.headers().getAll(name))));
    }

    /** It was connected and has no answer. */
    void broken(Throwable failure) {
        boolean inTime = !(Failures.unwrap(failure) instanceof TimeoutException);
        end(repeatable(Outcome.failure(inTime ? Outcome.Kind.IO : Outcome.Kind.TIMEOUT, failure)));
    }

    private Outcome<HttpClientResponse> repeatable(Outcome<HttpClientResponse> outcome) {
        return call.whole() == null ? outcome.notRepeatable() : outcome;
    }

    private @Nullable HttpClientRequest ownRequest() {
        Handed programs = handed;
        return programs == null ? request : programs.request();
    }

    /**
     * Nothing was sent: it can be asked elsewhere, whatever the reason, unless it lies with the program or its client. Their
     * time-outs count for the endpoint: what a connection is waited for may be that one is opened.
     */
    private static Outcome.Kind kindOfUnsent(Throwable failure) {
        if (Failures.kindOf(failure) == Outcome.Kind.CONNECT) {
            return Outcome.Kind.CONNECT;
        }
        boolean own = failure instanceof IllegalStateException
                || failure instanceof IllegalArgumentException
                || failure instanceof NullPointerException
                || failure instanceof Error
                || failure.getClass().getSimpleName().equals("ConnectionPoolTooBusyException");
        return own ? Outcome.Kind.LOCAL : Outcome.Kind.CONNECT;
    }

    /**
     * Connected means to the client that TLS has been agreed upon, which takes its own time. And it does not tell connecting from
     * waiting in the pool, which is not to end a call that nobody else would be asked for.
     */
    private long connectNanos() {
        long nanos = isLast() ? 0 : attempt.connectTimeoutNanos();
        return attempt.endpoint().scheme().equals("https") ? TLS * nanos : nanos;
    }

    private boolean isLast() {
        return !call.service().hasSeveralEndpoints()
                || attempt.number() >= call.service().policy().retry().maxAttempts();
    }

    private void connectsTooLong() {
        if (Reached.isReached(attempt.endpoint())) {
            watchConnecting();
            return;
        }
        end(Outcome.failure(Outcome.Kind.CONNECT, call.notConnected(attempt)));
    }

    private void answersTooLong() {
        Outcome<HttpClientResponse> late = repeatable(Outcome.failure(Outcome.Kind.TIMEOUT, call.timedOut(attempt)));
        if ((late.isRepeatable() || !attempt.isBoundedForNextOnly()) && end(late)) {
            breakOff();
        }
    }

    private void watchConnecting() {
        stopTimer();
        long nanos = connectNanos();
        if (nanos > 0) {
            timer = call.bareTimer(this, nanos);
        }
    }

    /** Some time is over; on the thread of the timers. */
    @Override
    public void run() {
        call.onContextLater(this::timeIsOver);
    }

    private void timeIsOver() {
        timer = null;
        if (ended != 0) {
            return;
        }
        if (connecting) {
            connectsTooLong();
        } else if (written) {
            long left = attempt.timeoutNanos() - (now() - writtenAt);
            if (left > 0) {
                timer = call.bareTimer(this, left);
            } else {
                answersTooLong();
            }
        }
    }

    private void stopWatch() {
        written = false;
        stopTimer();
    }

    private void stopTimer() {
        Timers.Timer running = timer;
        if (running != null) {
            timer = null;
            running.cancel();
        }
    }

    private boolean end(Outcome<HttpClientResponse> outcome) {
        if (!ENDED.compareAndSet(this, 0, 1)) {
            HttpClientResponse late = outcome.result();
            if (late != null) {
                drop(call, late);
            }
            return false;
        }
        stopWatch();
        notReached();
        report.ended(outcome);
        return true;
    }

    /** The driver does not want its answer any more. */
    @Override
    public void cancel() {
        if (ENDED.compareAndSet(this, 0, 1)) {
            stopWatch();
            notReached();
            breakOff();
        }
    }

    private void breakOff() {
        HttpClientRequest own = ownRequest();
        Handed programs = handed;
        // What the program breaks off itself needs no help.
        if (own != null && (programs == null || !programs.isGivenUp())) {
            call.onContext(() -> OwnAttempt.breakOff(own));
        }
    }

    /** Lets a response that nobody gets come to its end, so that its connection can be used again. */
    static void drop(VertxCall call, HttpClientResponse dropped) {
        if (dropped instanceof ReadResponse && ((ReadResponse) dropped).isWhole()) {
            ((ReadResponse) dropped).forget();
            return;
        }
        call.onContext(() -> {
            String length = dropped.getHeader("Content-Length");
            if (length != null && length.trim().length() > LONGEST_DROPPED_DIGITS) {
                OwnAttempt.breakOff(dropped.request());
                return;
            }
            Timers.Timer tooLong = call.timer(
                    () -> call.onContext(() -> OwnAttempt.breakOff(dropped.request())), LONGEST_DROPPED_NANOS);
            dropped.end().onComplete(ended -> tooLong.cancel());
            dropped.resume();
        });
    }
}
