package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.AsyncCall;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Revalidation;
import dev.failover.agent.client.Route;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.http.Headers;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.ExecutionException;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpExecutionAware;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Carries out {@code execute} of an Apache HttpAsyncClient 4, by that client's own {@code execute}. */
class AsyncHttpCall<T> extends AsyncCall<AsyncAnswer> implements ProgramFuture.Abortable {
    private final AttemptRequests requests;
    private final ProgramSide<T> program;
    /** Null when the request has none. */
    private final @Nullable SharedBody body;

    private final @Nullable Object[] before;
    private final boolean once;
    /** Of the attempt that was begun last: the program's producer hears of no other. */
    private volatile @Nullable AsyncRequest latest;

    private volatile @Nullable AsyncAnswer winner;
    private volatile @Nullable Thread starter = Thread.currentThread();
    private @Nullable RuntimeException thrownAtOnce;

    AsyncHttpCall(AgentEngine engine, AttemptRequests requests, ProgramSide<T> program) {
        super(engine);
        this.requests = requests;
        this.program = program;
        this.body = requests.body() == null ? null : new SharedBody(program.producer());
        HttpContext context = requests.context();
        this.before = context == null ? AttemptContext.NOTHING : AttemptContext.snapshot(context);
        this.once = body != null && body.isOneShot();
        program.onCancel(this);
    }

    @Override
    protected Route route() {
        return requests.route();
    }

    ProgramSide<T> program() {
        return program;
    }

    /** The program is about to see a context in which an attempt may have left something of ours. */
    void settle(@Nullable HttpContext context) {
        if (context != null) {
            requests.settle(context);
        }
    }

    /** Open to the attempts. */
    AgentEngine agent() {
        return engine();
    }

    @Nullable
    SharedBody body() {
        return body;
    }

    /** What the client had left in the program's context before the call. */
    @Nullable
    Object[] before() {
        return before;
    }

    boolean isLatest(AsyncRequest request) {
        return request == latest;
    }

    boolean isAborted() {
        return isCancelled();
    }

    boolean isBodyRepeatable() {
        return body == null || body.isRepeatable();
    }

    /** Whether another attempt may follow an answer. */
    boolean mayBeDropped(Attempt attempt, int status) {
        return Answers.mayBeDropped(service(), attempt, status) && isBodyRepeatable();
    }

    /** Whether another attempt may begin when this one ends so. */
    boolean mayBeFollowed(Attempt attempt, Outcome<AsyncAnswer> ending) {
        switch (ending.kind()) {
            case RESULT:
                return mayBeDropped(attempt, ending.status());
            case CONNECT:
                return !route().service().isObserving();
            default:
                return attempt.mayBeRepeated();
        }
    }

    /** Runs what calls the program back, but not in the midst of its {@code execute}. */
    void elsewhere(Runnable callback) {
        if (starter == Thread.currentThread()) {
            handOver().later(callback);
        } else {
            callback.run();
        }
    }

    /** What the program's {@code execute} returns or throws; null when it is to be run as it is. */
    Object @Nullable [] run() {
        if (requests.request() instanceof HttpExecutionAware) {
            ((HttpExecutionAware) requests.request()).setCancellable(program);
        }
        if (!start()) {
            return null;
        }
        RuntimeException refused = thrownAtOnce;
        starter = null;
        return refused == null ? Answers.returned(program) : Answers.thrown(refused);
    }

    /** The program does not want the answer any more. */
    @Override
    public void abort() {
        giveUp();
        AsyncAnswer answering = winner;
        if (answering != null) {
            answering.abort();
        }
    }

    /** What gives the program's consumer an answer that no endpoint gave. */
    Replay<T> replay(HttpResponse head, @Nullable HeldContent content) {
        HttpContext programs = requests.context();
        HttpContext context = programs == null ? new BasicHttpContext() : programs;
        settle(context);
        context.setAttribute(HttpClientContext.HTTP_TARGET_HOST, requests.target());
        context.setAttribute(HttpClientContext.HTTP_REQUEST, requests.request());
        context.setAttribute(HttpClientContext.HTTP_RESPONSE, head);
        return new Replay<>(
                handOver(),
                program,
                head,
                content == null ? new HeldContent() : content,
                new ResponseGate.End(context, null),
                null);
    }

    @Override
    protected @Nullable CacheAdapter<AsyncAnswer> cacheAdapter() {
        Headers asked = requests.cached();
        return asked == null ? null : new AsyncCache(this, requests, asked);
    }

    /** What the call is made for; null when it is the program's own. */
    @Nullable
    Revalidation revalidation() {
        return null;
    }

    /** The same request once more, where nobody waits for it. */
    void revalidate(Revalidation what) {
        AsyncBehind.start(engine(), requests, what);
    }

    /** What the requests of attempts have in their heads besides, from now on. */
    void attemptsHave(Headers conditions) {
        requests.have(conditions);
    }

    @Override
    protected boolean isIdempotent() {
        return requests.isIdempotent();
    }

    /** The driver does not know that a body is gone when time is over. */
    @Override
    public boolean timesAttempts() {
        return once;
    }

    @Override
    protected AsyncDriver.Running send(Attempt attempt, AsyncDriver.Report<AsyncAnswer> report) {
        AsyncAttempt<T> tried = new AsyncAttempt<>(this, attempt, report, contextFor(attempt));
        if (attempt.isHedge() && body != null) {
            body.await(attempt, () -> begin(tried, attempt));
        }
        return tried;
    }

    /** Sends the request of an attempt, unless that has to wait for the body. */
    void go(AsyncAttempt<T> tried, Attempt attempt) throws IOException {
        if (!attempt.isHedge() || body == null) {
            send(tried, attempt);
        }
    }

    private HttpContext contextFor(Attempt attempt) {
        HttpContext own = requests.context();
        return own == null ? new BasicHttpContext() : attempt.number() == 1 ? own : AttemptContext.of(own, before);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // its callback tells the same
    private void send(AsyncAttempt<T> tried, Attempt attempt) throws IOException {
        AsyncRequest request = requests.request(tried);
        latest = request;
        if (body != null) {
            body.take(request);
        }
        tried.sends(request, once);
        try {
            requests.client().execute(request, tried.gate(), tried.context(), tried);
        } catch (RuntimeException refused) {
            if (attempt.number() == 1 && starter == Thread.currentThread()) {
                // What the client does not even begin it refuses at once, not by its future.
                thrownAtOnce = refused;
            }
            throw refused;
        }
    }

    /** There is one body, for one attempt at a time: a hedge begins when the attempt before it has failed. */
    private void begin(AsyncAttempt<T> hedge, Attempt attempt) {
        try {
            if (!isBodyRepeatable()) {
                hedge.hasNoBody();
            } else if (!hedge.isBrokenOff()) {
                send(hedge, attempt);
            }
        } catch (IOException | RuntimeException failure) {
            hedge.failed(failure);
        }
    }

    @Override
    public void ended(Attempt attempt, Outcome<AsyncAnswer> outcome) {
        Runnable next = body == null ? null : body.ended(attempt, isFailure(outcome));
        if (next != null) {
            handOver().later(next);
        }
    }

    private boolean isFailure(Outcome<?> outcome) {
        return outcome.kind() != Outcome.Kind.RESULT
                || outcome.status() >= 500
                || route().service().policy().retry().retriesStatus(outcome.status());
    }

    @Override
    protected void answered(AsyncAnswer good) {
        if (good instanceof StoredAnswer && thrownAtOnce != null) {
            // The program has heard of that, and nothing else comes.
            return;
        }
        winner = good;
        good.pass();
        if (isCancelled()) {
            good.abort();
        }
    }

    @Override
    public void discard(Outcome<AsyncAnswer> superseded) {
        AsyncAnswer dropped = superseded.result();
        if (dropped != null) {
            dropped.drop();
        }
    }

    @Override
    protected void failed(Throwable failure) {
        if (failure == thrownAtOnce) {
            return;
        }
        settle(requests.context());
        Exception seen = failure instanceof Exception ? (Exception) failure : new ExecutionException(failure);
        elsewhere(() -> program.broken(seen));
    }

    @Override
    protected void givenUp() {
        settle(requests.context());
        program.givenUp();
    }

    @Override
    protected Throwable refused(String why) {
        return new ConnectException(why);
    }
}
