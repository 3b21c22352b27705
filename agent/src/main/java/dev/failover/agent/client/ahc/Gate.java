package dev.failover.agent.client.ahc;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.HandOver;
import dev.failover.agent.client.Patience;
import dev.failover.agent.client.ReadAhead;
import dev.failover.cache.BodyRecorder;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.call.Outcome.Kind;
import dev.failover.http.RetryAfter;
import dev.failover.time.Timers;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.RejectedExecutionException;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.ListenableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The handler of one attempt. What it hears of the response is kept from the program's handler until the call is decided,
 * and then passed on, or dropped. All that concerns a response happens on the thread that reads it.
 */
class Gate<T> extends RequestEvents<T> implements AhcAnswer<T>, AsyncDriver.Running {
    /** How much of a response that nobody gets is read, and how long, to save its connection. */
    private static final int LONGEST_DROPPED = 64 * 1024;

    private static final long LONGEST_DROPPED_NANOS = 100_000_000;

    private final AhcCall<T> call;
    private final Attempt attempt;
    private final AsyncDriver.Report<AhcAnswer<T>> report;
    /** What hears of the response: the program's handler, perhaps with a recorder before it. */
    private volatile AsyncHandler<T> programs;

    private volatile @Nullable ListenableFuture<T> clients;
    private volatile boolean brokenOff;
    /** Whether the program wants no other attempt to follow. */
    private volatile boolean last;

    private volatile @Nullable Thread calledBy;
    /** Bounds the call in all, and later the rest of a response that nobody gets. */
    private volatile Timers.@Nullable Timer timer;
    // Touched by the thread that reads only.
    private Fate fate = Fate.HOLDING;
    private boolean reported;
    /** Whether the client has asked again by itself since then. */
    private boolean replaced;
    /** With a response that is held to its end before it is told of. */
    private @Nullable Patience patience;

    private @Nullable HttpResponseStatus first;
    private @Nullable HttpHeaders headers;
    /** What has come besides these; null as long as nothing has. Most responses are passed on when their head is there. */
    private @Nullable HeldResponse<T> held;

    private boolean programsAbort;
    private @Nullable Exception programsFailure;

    /** What becomes of the response. */
    private enum Fate {
        HOLDING,
        PASSING,
        DROPPING
    }

    Gate(AhcCall<T> call, Attempt attempt, AsyncDriver.Report<AhcAnswer<T>> report) {
        super(call.handler(), call.conditions());
        this.call = call;
        this.programs = call.handler();
        this.attempt = attempt;
        this.report = report;
    }

    /** Bounds it by what is left of the call's time; {@code Long.MAX_VALUE} where the client counts it. */
    void bound(long totalNanos) {
        if (totalNanos != Long.MAX_VALUE) {
            timer = call.handOver().schedule(() -> onReader(this::outOfTime), totalNanos);
        }
    }

    private void outOfTime() {
        if (fate == Fate.DROPPING) {
            return;
        }
        if (reported || patience != null) {
            // In the middle of the response: as the client would tell it, had it counted from the first attempt on.
            onThrowable(call.outOfTime());
        } else {
            reported = true;
            tell(Outcome.<AhcAnswer<T>>failure(Kind.TIMEOUT, call.outOfTime()).notRepeatable());
        }
        breakOff();
    }

    @Override
    HandOver handOver() {
        return call.handOver();
    }

    @Override
    long connectNanos() {
        return attempt.connectTimeoutNanos();
    }

    @Override
    void notConnected() {
        report.ended(
                Outcome.failure(Kind.CONNECT, new ConnectException("connection timed out: " + attempt.endpoint())));
        breakOff();
    }

    void sentAs(ListenableFuture<T> future) {
        clients = future;
        if (brokenOff) {
            future.cancel(true);
        }
    }

    @Override
    public @Nullable ListenableFuture<T> clients() {
        return clients;
    }

    /** Ends the client's own request; what it says of that is not of interest. */
    @Override
    public void breakOff() {
        brokenOff = true;
        ListenableFuture<T> own = clients;
        if (own != null) {
            own.cancel(true);
        }
    }

    @Override
    public boolean mayBeSentAgain() {
        return call.isRepeatable();
    }

    @Override
    public void cancel() {
        breakOff();
    }

    @Override
    boolean isDropped() {
        return fate == Fate.DROPPING;
    }

    /** The program takes the response as far as it has come, and is about to tell the client so. */
    void endsHere() {
        last = true;
    }

    boolean isBrokenOff() {
        return brokenOff;
    }

    /** Whether this is the client's own thread, in which it tells something. */
    boolean isCalled() {
        return calledBy == Thread.currentThread();
    }

    /** The program gets this response: what is here, and what comes. */
    @Override
    public void pass() {
        if (isCalled()) {
            passHeld();
        } else {
            onReader(this::passHeld);
        }
    }

    @Override
    public int status() {
        HttpResponseStatus begun = first;
        return begun == null ? 0 : begun.getStatusCode();
    }

    @Override
    public @Nullable HttpHeaders headers() {
        return headers;
    }

    /** Whether it answers the very request of the program. */
    boolean isDirect() {
        Conditions asked = conditions();
        return asked != null && asked.isDirect();
    }

    /** What the program gets of it is told to a recorder; before it is passed. */
    void record(BodyRecorder recorder) {
        programs = new RecordedHandler<>(call.handler(), recorder);
    }

    @Override
    public void forget() {
        if (programs instanceof RecordedHandler) {
            ((RecordedHandler<T>) programs).forget();
        }
    }

    /** Nobody gets this response. */
    @Override
    public void drop() {
        onReader(() -> {
            fate = Fate.DROPPING;
            stop(timer);
            HeldResponse<T> all = held();
            all.drop();
            if (all.isEnded()) {
                return;
            }
            if (all.dropped() > LONGEST_DROPPED) {
                breakOff();
            } else {
                timer = call.dropTimer(this::breakOff, LONGEST_DROPPED_NANOS);
            }
        });
    }

    private void onReader(Runnable action) {
        Channel open = channel();
        if (open == null || isCalled() || open.eventLoop().inEventLoop()) {
            action.run();
            return;
        }
        try {
            open.eventLoop().execute(action);
        } catch (RejectedExecutionException closed) {
            action.run();
        }
    }

    private void passHeld() {
        fate = Fate.PASSING;
        if (replaced) {
            forget();
        }
        try {
            programsAbort = HeldResponse.pass(first, headers, held, programs) == AsyncHandler.State.ABORT;
        } catch (Exception programsOwn) {
            programsFailure = programsOwn;
        }
        HeldResponse<T> more = held;
        boolean ended = more != null && more.isEnded();
        if (isCalled() && !ended) {
            // The client hears of it from the very method that it has called.
            return;
        }
        Exception thrown = programsFailure;
        Throwable failure = thrown != null || more == null ? thrown : more.failure();
        if (failure != null && (thrown != null || !programsAbort)) {
            call.fail(failure);
        } else if (ended || programsAbort) {
            complete();
        }
        if (thrown != null || programsAbort) {
            breakOff();
        }
    }

    private HeldResponse<T> held() {
        HeldResponse<T> all = held;
        if (all == null) {
            all = new HeldResponse<>();
            held = all;
        }
        return all;
    }

    private void complete() {
        try {
            finish();
        } catch (Exception programsOwn) {
            call.fail(programsOwn);
        }
    }

    private @Nullable T finish() throws Exception {
        T value = programs.onCompleted();
        call.answer().complete(value);
        return value;
    }

    /** The head of the response is here: the call is decided, or its end is waited for. */
    private void headComplete() {
        if (reported || patience != null) {
            return;
        }
        stopConnectTimer();
        if (call.mayBeDropped(attempt, status())) {
            // What comes next may need its connection.
            patience = call.patience(() -> onReader(this::stalled));
        } else {
            report(answer());
        }
    }

    private Outcome<AhcAnswer<T>> answer() {
        int status = status();
        if (status > 0 && !Answers.readsHead(call.service(), status)) {
            return Outcome.response(this, status, RetryAfter.NONE, call.isRepeatable());
        }
        Outcome<AhcAnswer<T>> outcome = status == 0
                ? Outcome.<AhcAnswer<T>>success(this)
                : Answers.outcome(call.service(), this, status, this::field);
        return call.isRepeatable() ? outcome : outcome.notRepeatable();
    }

    private void report(Outcome<AhcAnswer<T>> outcome) {
        isReported();
        tell(outcome);
    }

    private void isReported() {
        reported = true;
        Conditions asked = conditions();
        if (asked != null) {
            asked.isAnswered();
        }
    }

    /** What is held has become too long, or keeps coming: it has a connection that another attempt might wait for. */
    private void endIfTooLong() {
        Patience waiting = patience;
        if (!reported && waiting != null && (held().bytes() > ReadAhead.LONGEST || !waiting.lasts()) && waiting.end()) {
            report(answer().last());
        }
    }

    /** Nothing comes any more of the response that is held: it makes room for a better one, or is the program's as it is. */
    private void stalled() {
        if (fate != Fate.HOLDING || reported) {
            return;
        }
        if (call.mayDoBetter(attempt)) {
            held().failed(new SocketTimeoutException("Read timed out"));
            breakOff();
            heldToEnd();
        } else {
            isReported();
            // The client has called nothing of ours here, by which it could hear that the program ends it.
            report.ended(answer().last());
        }
    }

    /** Nothing more comes of the response that is held. */
    private void heldToEnd() {
        stopWaiting();
        if (!reported) {
            report(last ? answer().last() : answer());
        }
    }

    private void stopWaiting() {
        Patience waiting = patience;
        if (waiting != null) {
            waiting.end();
        }
    }

    private @Nullable String field(String name) {
        HttpHeaders seen = headers;
        return seen == null ? null : Answers.line(name, seen.getAll(name));
    }

    private void tell(Outcome<AhcAnswer<T>> outcome) {
        Thread outer = calledBy;
        calledBy = Thread.currentThread();
        try {
            report.ended(outcome);
        } finally {
            calledBy = outer;
        }
    }

    private void stopTimers() {
        stopConnectTimer();
        stop(timer);
    }

    private static void stop(Timers.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** What the client hears after something was told that may have decided the call. */
    private AsyncHandler.State told() throws Exception {
        Exception thrown = programsFailure;
        if (thrown != null) {
            programsFailure = null;
            throw thrown;
        }
        boolean end = programsAbort || (fate == Fate.DROPPING && held().dropped() > LONGEST_DROPPED);
        return end ? AsyncHandler.State.ABORT : AsyncHandler.State.CONTINUE;
    }

    @Override
    public AsyncHandler.State onStatusReceived(HttpResponseStatus responseStatus) throws Exception {
        if (fate == Fate.PASSING) {
            return programs.onStatusReceived(responseStatus);
        }
        if (fate == Fate.HOLDING) {
            // After a repetition by the client itself it begins anew.
            stopWaiting();
            patience = null;
            if (held != null) {
                held.clear();
            }
            replaced = reported;
            first = responseStatus;
            headers = null;
        }
        return told();
    }

    @Override
    public AsyncHandler.State onHeadersReceived(HttpHeaders received) throws Exception {
        if (fate == Fate.PASSING) {
            return programs.onHeadersReceived(received);
        }
        if (fate == Fate.HOLDING) {
            if (headers == null) {
                headers = received;
            } else {
                held().add(to -> to.onHeadersReceived(received));
            }
            headComplete();
        }
        return told();
    }

    @Override
    public AsyncHandler.State onBodyPartReceived(HttpResponseBodyPart part) throws Exception {
        if (fate == Fate.HOLDING) {
            headComplete();
        }
        if (fate == Fate.PASSING && !programsAbort && programsFailure == null) {
            return programs.onBodyPartReceived(part);
        }
        if (fate == Fate.HOLDING) {
            if (!held().add(part)) {
                throw new IOException("a response that is too long to be kept until the call is decided");
            }
            endIfTooLong();
        } else if (fate == Fate.DROPPING) {
            held().drop(part);
        }
        return told();
    }

    @Override
    public AsyncHandler.State onTrailingHeadersReceived(HttpHeaders headers) throws Exception {
        if (fate == Fate.HOLDING) {
            headComplete();
        }
        if (fate == Fate.PASSING && !programsAbort && programsFailure == null) {
            return programs.onTrailingHeadersReceived(headers);
        }
        if (fate == Fate.HOLDING) {
            held().add(to -> to.onTrailingHeadersReceived(headers));
        }
        return told();
    }

    @Override
    @SuppressWarnings("NullAway") // nobody gets what the client's own future of an attempt says
    public T onCompleted() throws Exception {
        stop(timer);
        if (fate == Fate.HOLDING) {
            headComplete();
            heldToEnd();
        }
        if (fate == Fate.PASSING) {
            told();
            return finish();
        }
        if (fate == Fate.HOLDING) {
            held().completed();
        }
        return null;
    }

    @Override
    public void onThrowable(Throwable failure) {
        stopTimers();
        if (fate == Fate.PASSING) {
            if (!brokenOff) {
                call.fail(failure);
            }
        } else if (reported) {
            held().failed(failure);
        } else if (fate == Fate.HOLDING && patience != null) {
            held().failed(failure);
            heldToEnd();
        } else if (fate == Fate.HOLDING) {
            report(outcome(failure));
        }
    }

    private Outcome<AhcAnswer<T>> outcome(Throwable failure) {
        boolean written = isWritten();
        Outcome<AhcAnswer<T>> outcome = Outcome.failure(Endings.kindOf(failure, written), failure);
        boolean again = (call.isRepeatable() || !written) && call.remainingNanos() > 0;
        return again && outcome.kind() != Kind.LOCAL ? outcome : outcome.notRepeatable();
    }
}
