package dev.failover.agent.client.jetty9;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.AsyncCall;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.CallSpec;
import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.time.Timers;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.jetty.client.HttpConversation;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.client.HttpResponse;
import org.eclipse.jetty.client.ResponseNotifier;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@code Request.send} of Jetty's client, by that client itself. The first attempt on the addressed endpoint is
 * the program's own request, which is told that it is broken off ({@link #test}) whichever request is under way.
 */
final class JettyCall extends AsyncCall<ResponseGate> implements Predicate<Throwable> {
    /** The attribute of a conversation by which a call is found from the program's request. */
    static final String MARK = "dev.failover.agent.call";

    /** By so much the client may tell the end of the program's time before or after us. */
    private static final long GRACE_NANOS = 100_000_000;

    /** Set while the client, or the program by it, has called us: then the program's listeners can be told at once. */
    private static final ThreadLocal<Boolean> ON_THREAD_OF_CLIENT = new ThreadLocal<>();

    private final Asked asked;
    private final Queue<ResponseGate> ended = new ConcurrentLinkedQueue<>();
    private volatile boolean ownRequestUsed;
    /** While the woven method waits for what comes of {@link #run}. */
    private @Nullable Thread starting;

    private boolean goesOnItself;
    private volatile boolean finished;
    private volatile @Nullable ResponseGate latest;
    private volatile @Nullable ResponseGate answer;
    private volatile @Nullable Thread aborting;
    private volatile @Nullable Throwable programsAbort;
    private volatile @Nullable TimeoutException late;
    private volatile @Nullable Throwable thrownAtOnce;

    JettyCall(AgentEngine engine, Asked asked) {
        super(engine, asked.route());
        this.asked = asked;
    }

    /** What the woven method throws, or that it is done; null to run the program's own call. */
    Object @Nullable [] run(HttpConversation conversation) {
        conversation.setAttribute(MARK, this);
        boolean[] begun = {false};
        starting = Thread.currentThread();
        onThreadOfClient(() -> begun[0] = start());
        starting = null;
        if (!begun[0]) {
            conversation.removeAttribute(MARK);
            return null;
        }
        if (goesOnItself) {
            // The program's own call is the first attempt.
            return null;
        }
        Throwable refused = thrownAtOnce;
        return refused == null ? Answers.returned(null) : Answers.thrown(refused);
    }

    void onThreadOfClient(Runnable action) {
        if (ON_THREAD_OF_CLIENT.get() != null) {
            action.run();
            return;
        }
        ON_THREAD_OF_CLIENT.set(true);
        try {
            action.run();
        } finally {
            ON_THREAD_OF_CLIENT.remove();
        }
    }

    List<Response.ResponseListener> listeners() {
        return asked.listeners();
    }

    Timers.Timer later(Runnable action, long nanos) {
        return engine().timers().schedule(() -> engine().chores(action), nanos);
    }

    @Override
    protected boolean isIdempotent() {
        return asked.isIdempotent();
    }

    @Override
    protected CallSpec spec() {
        // The client itself bounds what is under way; what it does not know of is that the call waits.
        long whole = asked.timeoutNanos();
        return whole == 0 ? super.spec() : super.spec().within(whole + GRACE_NANOS);
    }

    @Override
    protected AsyncDriver.Running send(Attempt attempt, AsyncDriver.Report<ResponseGate> report) {
        boolean own = !ownRequestUsed && asked.isAsWritten(attempt.endpoint());
        AttemptRequest copy = own ? null : asked.copyFor(attempt.endpoint());
        HttpRequest request = copy == null ? asked.request() : copy;
        ResponseGate gate = new ResponseGate(this, report, request);
        latest = gate;
        if (copy == null) {
            ownRequestUsed = true;
            asked.listen(gate.places());
        } else {
            copy.listen(gate.places());
        }
        if (own && starting == Thread.currentThread()) {
            goesOnItself = true;
            return () -> gate.abort(whyBrokenOff());
        }
        try {
            request.send(null);
        } catch (RuntimeException refused) {
            if (attempt.number() == 1) {
                thrownAtOnce = refused;
            }
            throw refused;
        }
        return () -> gate.abort(whyBrokenOff());
    }

    private Throwable whyBrokenOff() {
        Throwable why = programsAbort == null ? late : programsAbort;
        return why == null ? new CancellationException("nobody waits for it any more") : why;
    }

    @Override
    public Throwable timedOut(Attempt attempt) {
        TimeoutException timeout =
                new TimeoutException("Total timeout " + attempt.timeoutNanos() / 1_000_000 + " ms elapsed");
        late = timeout;
        return timeout;
    }

    /** What a failure of the client proves. */
    Outcome.Kind kindOf(Throwable failure, HttpRequest request) {
        if (programsAbort != null) {
            return Outcome.Kind.CANCELLED;
        }
        Outcome.Kind kind = Failures.kindOf(failure);
        if (failure instanceof SocketTimeoutException && "Connect Timeout".equalsIgnoreCase(failure.getMessage())) {
            kind = Outcome.Kind.CONNECT;
        }
        // A redirect, or the answer to a challenge: the request was out before.
        boolean out = Versions.conversation(request).getExchanges().size() > 1;
        return kind == Outcome.Kind.CONNECT && out ? Outcome.Kind.IO : kind;
    }

    /** Whether another attempt may follow one that ended so. */
    boolean mayBeRepeated(Outcome.Kind kind) {
        return asked.isBodyRepeatable()
                && (kind != Outcome.Kind.TIMEOUT
                        || asked.timeoutNanos() == 0
                        || asked.elapsedNanos() < asked.timeoutNanos() - GRACE_NANOS);
    }

    /** Breaks a request off for us, and not for the program. */
    void abort(HttpRequest request, Throwable why) {
        aborting = Thread.currentThread();
        try {
            request.abort(why);
        } finally {
            aborting = null;
        }
    }

    /**
     * The program's own request is broken off, by whomever.
     *
     * @return whether that was done; else the request itself has to do it
     */
    @Override
    public boolean test(Throwable cause) {
        if (aborting == Thread.currentThread()) {
            return false;
        }
        ResponseGate gate = finished ? answer : latest;
        boolean own = gate != null && gate.request() == asked.request();
        if (finished) {
            return gate != null && !own && gate.request().abort(cause);
        }
        if (gate != null && own && gate.isOpen() && Caller.isLibrary()) {
            return false;
        }
        programsAbort = cause;
        onThreadOfClient(this::cancel);
        return true;
    }

    /** An attempt has ended without a response. */
    void ended(ResponseGate gate) {
        ended.add(gate);
    }

    @Override
    public void discard(Outcome<ResponseGate> superseded) {
        ResponseGate gate = superseded.result();
        if (gate != null) {
            gate.drop();
        }
    }

    @Override
    protected void answered(ResponseGate response) {
        answer = response;
        finish();
        if (response.isDecidedHere()) {
            response.pass();
        } else {
            tell(response::pass);
        }
    }

    @Override
    protected void failed(Throwable failure) {
        finish();
        if (failure != thrownAtOnce) {
            Result result = resultOf(failure);
            tell(() -> {
                ResponseNotifier notifier = new ResponseNotifier();
                notifier.notifyFailure(listeners(), result.getResponse(), failure);
                notifier.notifyComplete(listeners(), result);
            });
        }
    }

    @Override
    protected void givenUp() {
        failed(whyBrokenOff());
    }

    @Override
    protected Throwable refused(String why) {
        return new ConnectException(why);
    }

    private void finish() {
        finished = true;
        for (ResponseGate gate : ended) {
            if (gate.request() == asked.request()) {
                asked.listenAsBefore();
            }
        }
    }

    /** What the client itself made of it, else the same. */
    private Result resultOf(Throwable failure) {
        for (ResponseGate gate : ended) {
            Result result = gate.result();
            if (result != null && result.getFailure() == failure) {
                return result;
            }
        }
        HttpRequest request = asked.request();
        if (!ownRequestUsed) {
            // Whoever writes its body waits for somebody to take it.
            abort(request, failure);
            Versions.failBody(request, failure);
        }
        return new Result(request, failure, new HttpResponse(request, listeners()), failure);
    }

    /** The program's listeners run on a thread of the client's, as they would have. */
    private void tell(Runnable news) {
        if (ON_THREAD_OF_CLIENT.get() != null) {
            news.run();
            return;
        }
        try {
            asked.client().getExecutor().execute(news);
        } catch (RejectedExecutionException stopped) {
            news.run();
        }
    }
}
