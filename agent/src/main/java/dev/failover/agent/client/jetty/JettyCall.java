package dev.failover.agent.client.jetty;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.AsyncCall;
import dev.failover.agent.client.OwnFaults;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.CallSpec;
import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.http.Headers;
import dev.failover.time.Timers;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@code Request.send} of any generation of Jetty's client, by that client itself. The first attempt on the
 * addressed endpoint is the program's own request, which is told that it is broken off ({@link #test}) whichever request is
 * under way.
 *
 * @param <G> what stands between an attempt's response and the program
 */
public abstract class JettyCall<G extends Gate> extends AsyncCall<Gate> implements Predicate<Throwable> {
    /** The attribute of a conversation by which a call is found from the program's request. */
    public static final String MARK = "dev.failover.agent.call";

    /** How the client begins to tell that the time of a whole request is over. */
    private static final String TOTAL_TIMEOUT = "Total timeout ";

    /** By so much the client may tell the end of the program's time before or after us. */
    private static final long GRACE_NANOS = 100_000_000;

    private final long startedAt = System.nanoTime();
    private volatile boolean ownRequestUsed;
    /** While the woven method waits for what comes of {@link #begin}. */
    private @Nullable Thread starting;

    private boolean goesOnItself;
    private volatile boolean finished;
    private volatile @Nullable Gate latest;
    private volatile @Nullable Gate answer;

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<JettyCall, @Nullable Rare> RARE =
            AtomicReferenceFieldUpdater.newUpdater(JettyCall.class, Rare.class, "rare");

    /** Null as long as there is nothing of the kind. */
    private volatile @Nullable Rare<G> rare;

    protected JettyCall(AgentEngine engine) {
        super(engine);
    }

    /** Makes ready to send an attempt. */
    protected abstract G prepare(Attempt attempt, AsyncDriver.Report<Gate> report, boolean own);

    /** Sends it. */
    protected abstract void send(G gate);

    /** Whether an attempt goes where the program wanted to go. */
    protected abstract boolean isAsWritten(Attempt attempt);

    /** Whether the body can be sent again; it always can be when there is none. */
    protected abstract boolean isBodyRepeatable();

    /** The program's bound for the whole call in nanoseconds; 0 for none. */
    protected abstract long timeoutNanos();

    /** Where the client runs what listeners are told. */
    protected abstract Executor executor();

    /** Tells the program's listeners of a failure. */
    protected abstract void tell(Throwable failure);

    /** The call is over: the program's request can be what it was. */
    protected void restore() {}

    /** The program's request was not sent, and its body will not be. */
    protected abstract void failBody(Throwable why);

    /** The class of requests, and its name below the packages of the library. */
    protected abstract Class<?> requestClass();

    protected abstract String requestName();

    /** Begins the call. */
    public final Begun begin() {
        starting = Thread.currentThread();
        boolean begun;
        boolean entered = ThreadOfClient.enter();
        try {
            begun = start();
        } finally {
            ThreadOfClient.leave(entered);
        }
        starting = null;
        return begun ? (goesOnItself ? Begun.BY_ITSELF : Begun.YES) : Begun.NOT;
    }

    /** What the client does not even begin it refuses at once; null when it did not. */
    public final @Nullable Throwable thrownAtOnce() {
        Rare<G> there = rare;
        return there == null ? null : there.thrownAtOnce;
    }

    /** Whether the program's own request is the first attempt, sent by the program's own call. */
    protected final boolean goesOnItself() {
        return goesOnItself;
    }

    private Rare<G> rare() {
        Rare<G> there = rare;
        if (there != null) {
            return there;
        }
        Rare<G> made = new Rare<>();
        if (RARE.compareAndSet(this, null, made)) {
            return made;
        }
        Rare<G> others = rare;
        return others == null ? made : others;
    }

    private @Nullable Throwable programsAbort() {
        Rare<G> there = rare;
        return there == null ? null : there.programsAbort();
    }

    /** Runs what the client itself, or the program, has called. */
    public final void onThreadOfClient(Runnable action) {
        ThreadOfClient.run(action);
    }

    /**
     * An attempt has come to its end without a response. If the program wanted that it is the end of the call.
     *
     * @param report tells the call
     */
    public final void ended(G gate, Runnable report) {
        rare().ended(gate);
        onThreadOfClient(programsAbort() == null ? report : this::giveUp);
    }

    /** The attempts without a response; null when there are none. */
    protected final @Nullable Ended<G> ended() {
        Rare<G> there = rare;
        return there == null ? null : there.ended();
    }

    /** Whether another attempt can follow a response with that status. */
    public final boolean mayBeDropped(Attempt attempt, int status) {
        return Answers.mayBeDropped(service(), attempt, status) && isBodyRepeatable();
    }

    /** Whether an answer that stalls is worth giving up. */
    public final boolean mayDoBetter(Attempt attempt) {
        long whole = timeoutNanos();
        return mayDoBetter(attempt, whole == 0 ? Long.MAX_VALUE : whole - elapsedNanos());
    }

    /** Runs on a thread of the client's what the program's listeners may hear of; its executor may keep whoever asks it. */
    public final Timers.Timer endOfIndecision(Runnable decide) {
        return handOver().schedule(() -> onExecutor(decide), engine().patienceNanos());
    }

    /** For what has not come to its end even now. */
    public final Timers.Timer endOfPatience(Runnable stalled) {
        return handOver().schedule(stalled, engine().silenceNanos());
    }

    /** Breaks an attempt off later on: it is not worth waiting for its end any longer. */
    public final Timers.Timer breakOffLater(Gate gate, long nanos) {
        return engine().timers()
                .schedule(() -> engine().chores(() -> abort(gate, new CancellationException("not needed"))), nanos);
    }

    @Override
    protected final CallSpec spec() {
        // The client itself bounds what is under way; what it does not know of is that the call waits.
        long whole = timeoutNanos();
        return whole == 0 ? super.spec() : super.spec().within(Math.max(1, whole + GRACE_NANOS - elapsedNanos()));
    }

    @Override
    protected final long longestWait() {
        long whole = timeoutNanos();
        return whole == 0 ? super.longestWait() : Math.min(super.longestWait(), whole);
    }

    @Override
    protected final @Nullable Throwable overdue() {
        long whole = timeoutNanos();
        return whole > 0 && elapsedNanos() >= whole ? timeout(whole) : null;
    }

    final void attemptsHave(Headers fields) {
        rare().conditions = fields;
    }

    /** What attempts have in their heads besides what the program has put there. */
    protected final Headers conditions() {
        Rare<G> there = rare;
        return there == null ? Headers.EMPTY : there.conditions;
    }

    public final long elapsedNanos() {
        return System.nanoTime() - startedAt;
    }

    @Override
    protected final AsyncDriver.Running send(Attempt attempt, AsyncDriver.Report<Gate> report) {
        if (programsAbort() != null) {
            // While it was decided that there is to be another attempt.
            throw new CancellationException("broken off by the program");
        }
        boolean own = !ownRequestUsed && conditions().size() == 0 && isAsWritten(attempt);
        G gate = timesAttempts() ? prepareTimed(attempt, report, own) : prepare(attempt, report, own);
        latest = gate;
        ownRequestUsed |= own;
        if (own && starting == Thread.currentThread()) {
            goesOnItself = true;
        } else {
            try {
                send(gate);
            } catch (RuntimeException refused) {
                if (attempt.number() == 1 && starting == Thread.currentThread()) {
                    rare().thrownAtOnce = refused;
                }
                throw refused;
            }
        }
        return gate;
    }

    /** When its time is over, the attempt is broken off, and reports when the client has let go of it. */
    private G prepareTimed(Attempt attempt, AsyncDriver.Report<Gate> report, boolean own) {
        if (attempt.timeoutNanos() <= 0) {
            return prepare(attempt, report, own);
        }
        AtomicReference<@Nullable G> begun = new AtomicReference<>();
        // Where a thread may be kept: the next attempt begins, or the program hears of it, while the client is told.
        Timers.Timer timer = handOver()
                .schedule(
                        () -> {
                            G gate = begun.get();
                            if (gate != null && gate.isOpen()) {
                                abort(gate, timedOut(attempt));
                            }
                        },
                        attempt.timeoutNanos());
        G gate = prepare(
                attempt,
                outcome -> {
                    timer.cancel();
                    report.ended(outcome);
                },
                own);
        begun.set(gate);
        return gate;
    }

    /** Breaks an attempt off that nobody waits for. */
    public final void breakOff(Gate gate) {
        abort(gate, whyBrokenOff());
    }

    private Throwable whyBrokenOff() {
        Rare<G> there = rare;
        Throwable why = there == null ? null : there.programsAbort() == null ? there.late : there.programsAbort();
        return why == null ? new CancellationException("nobody waits for it any more") : why;
    }

    @Override
    public final Throwable timedOut(Attempt attempt) {
        TimeoutException timeout = timeout(attempt.timeoutNanos());
        rare().late = timeout;
        return timeout;
    }

    private static TimeoutException timeout(long nanos) {
        return new TimeoutException(TOTAL_TIMEOUT + nanos / 1_000_000 + " ms elapsed");
    }

    /** How an attempt ended that brought no response. */
    public final Outcome<Gate> outcome(Throwable failure, boolean followsAnother) {
        Outcome.Kind kind = Failures.kindOf(failure);
        if (programsAbort() != null) {
            kind = Outcome.Kind.CANCELLED;
        } else if (failure instanceof SocketTimeoutException
                && "Connect Timeout".equalsIgnoreCase(failure.getMessage())) {
            kind = Outcome.Kind.CONNECT;
        }
        if (kind == Outcome.Kind.CONNECT && followsAnother) {
            // A redirect, or the answer to a challenge: the request was out before.
            kind = Outcome.Kind.IO;
        }
        if (kind == Outcome.Kind.IO && isProgramsOwn(failure)) {
            kind = Outcome.Kind.LOCAL;
        }
        Outcome<Gate> outcome = Outcome.failure(kind, failure);
        if (kind == Outcome.Kind.CONNECT) {
            // The client cannot be told how long a request may connect.
            return outcome.inOwnTime();
        }
        return kind == Outcome.Kind.TIMEOUT && isWholeTimeOver() ? outcome.notRepeatable() : outcome;
    }

    private boolean isWholeTimeOver() {
        long whole = timeoutNanos();
        return whole > 0 && elapsedNanos() >= whole - GRACE_NANOS;
    }

    /** Such as a body that cannot be read. */
    private boolean isProgramsOwn(Throwable failure) {
        String request = requestClass().getName();
        String library = request.substring(0, request.length() - requestName().length());
        return new OwnFaults(name -> name.startsWith(library)).isOwn(failure);
    }

    /** Breaks an attempt off for us, and not for the program. */
    public final void abort(Gate gate, Throwable why) {
        ThreadOfClient.breakOff(this, () -> gate.breakOff(why));
    }

    /**
     * The program's own request is broken off, by whomever.
     *
     * @return whether that was done; else the request itself has to do it
     */
    @Override
    public final boolean test(Throwable cause) {
        return brokenOff(cause, false);
    }

    /**
     * As {@link #test}.
     *
     * @param early before the client had anything to do with the request, which it may never look into again
     */
    protected final boolean brokenOff(Throwable cause, boolean early) {
        if (ThreadOfClient.isBreakingOff(this)) {
            return false;
        }
        Gate gate = finished ? answer : latest;
        if (finished) {
            return gate != null && !gate.isOwn() && gate.breakOff(cause);
        }
        if (gate != null && gate.isOwn() && gate.isOpen() && Caller.isLibrary(requestClass(), requestName())) {
            return false;
        }
        boolean first = rare().abortedBy(cause);
        if (!first && !early) {
            return false;
        }
        if (!early && gate != null && gate.isAwaited() && (gate.isOwn() || endsByClient(gate, cause))) {
            return !gate.isOwn();
        }
        return giveUp(cause);
    }

    /** The client tells the end of the attempt when it has let go of the connection, and that is the end of the call. */
    private boolean endsByClient(Gate gate, Throwable cause) {
        boolean[] broken = new boolean[1];
        onThreadOfClient(() -> ThreadOfClient.breakOff(this, () -> broken[0] = gate.breakOff(cause)));
        return broken[0];
    }

    /** The call is over for the program, here and now. */
    private boolean giveUp(Throwable cause) {
        onThreadOfClient(this::giveUp);
        Gate given = answer;
        if (finished && given != null) {
            // It has come meanwhile, and nothing was under way any more that could have been cancelled.
            if (given.isOwn()) {
                return false;
            }
            return given.breakOff(cause);
        }
        return true;
    }

    @Override
    public final void discard(Outcome<Gate> superseded) {
        Gate gate = superseded.result();
        if (gate != null) {
            gate.drop();
        }
    }

    @Override
    protected final void answered(Gate response) {
        answer = response;
        finished = true;
        restore();
        if (thrownAtOnce() != null) {
            // What is stored may not take the place of what is thrown.
            return;
        }
        if (response.isStored()) {
            // Whatever connection has led to this is not kept by the program's listeners.
            onExecutor(() -> {
                Throwable aborted = programsAbort();
                if (aborted != null) {
                    response.breakOff(aborted);
                }
                response.pass();
            });
        } else if (response.isDecidedHere()) {
            ThreadOfClient.pass(response);
            breakOffIfAborted(response);
        } else {
            onClient(() -> {
                response.pass();
                breakOffIfAborted(response);
            });
        }
    }

    /** The program was told that its request is broken off, while the answer was on its way here. */
    private void breakOffIfAborted(Gate response) {
        Throwable aborted = programsAbort();
        if (aborted != null) {
            abort(response, aborted);
        }
    }

    @Override
    protected final void failed(Throwable failure) {
        Throwable aborted = programsAbort();
        end(aborted == null ? asOfWhole(failure) : aborted);
    }

    /** An attempt has only what is left of the program's time, or less, and tells that. */
    private Throwable asOfWhole(Throwable failure) {
        String told = failure instanceof TimeoutException && isWholeTimeOver() ? failure.getMessage() : null;
        if (told == null || !told.startsWith(TOTAL_TIMEOUT)) {
            return failure;
        }
        TimeoutException whole = timeout(timeoutNanos());
        return told.equals(whole.getMessage()) ? failure : whole;
    }

    private void end(Throwable failure) {
        finished = true;
        restore();
        if (failure == thrownAtOnce()) {
            return;
        }
        if (!ownRequestUsed) {
            // Whoever writes its body waits for somebody to take it.
            failBody(failure);
        }
        onClient(() -> tell(failure));
    }

    @Override
    protected final void givenUp() {
        end(whyBrokenOff());
    }

    @Override
    protected final Throwable refused(String why) {
        return new ConnectException(why);
    }

    /** The program's listeners run on a thread of the client's, as they would have. */
    private void onClient(Runnable news) {
        if (ThreadOfClient.isHere()) {
            ThreadOfClient.asProgram(news);
        } else {
            onExecutor(news);
        }
    }

    /** Runs on a thread of the client's what it would run there; on one of ours when the program has stopped it meanwhile. */
    public final void onExecutor(Runnable action) {
        try {
            executor().execute(action);
        } catch (RejectedExecutionException stopped) {
            handOver().later(action);
        }
    }
}
