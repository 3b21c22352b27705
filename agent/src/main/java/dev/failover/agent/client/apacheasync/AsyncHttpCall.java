package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.AsyncCall;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Revalidation;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.apache.Requested;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.http.Headers;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpExecutionAware;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.nio.client.HttpAsyncClient;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Carries out {@code execute} of an Apache HttpAsyncClient 4, by that client's own {@code execute}. */
final class AsyncHttpCall<T> extends AsyncCall<AsyncAnswer> implements ProgramFuture.Abortable {
    private final HttpAsyncClient client;
    private final Requested requested;
    private final AttemptRequests requests;
    private final ProgramSide<T> program;
    private final SharedBody body;
    private final @Nullable HttpContext programs;
    private final @Nullable Object[] before;
    private final boolean once;
    private final @Nullable Revalidation revalidation;
    private volatile @Nullable AsyncAnswer winner;
    private volatile @Nullable Thread starter = Thread.currentThread();
    private @Nullable RuntimeException thrownAtOnce;
    /** Hedges that cannot begin yet, in order; only a request with a body has any. */
    private final @Nullable Map<Attempt, Runnable> waiting;

    /** @param revalidation what the call is made for; null when it is the program's own */
    AsyncHttpCall(
            AgentEngine engine,
            HttpAsyncClient client,
            Requested requested,
            HttpAsyncRequestProducer producer,
            HttpAsyncResponseConsumer<T> consumer,
            @Nullable HttpContext context,
            @Nullable FutureCallback<T> callback,
            @Nullable Revalidation revalidation) {
        super(engine, requested.route());
        this.revalidation = revalidation;
        this.client = client;
        this.requested = requested;
        this.requests = new AttemptRequests(client, requested, context);
        this.program = new ProgramSide<>(producer, consumer, new ProgramFuture<>(callback));
        this.body = new SharedBody(producer);
        this.programs = context;
        this.before = context == null ? AttemptContext.NOTHING : AttemptContext.snapshot(context);
        this.once = requested.body() != null && body.isOneShot();
        this.waiting = requested.body() == null ? null : new LinkedHashMap<>();
        program.future().onCancel(this);
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
    Route routed() {
        return route();
    }

    boolean isAborted() {
        return isCancelled();
    }

    boolean isBodyRepeatable() {
        return body.isRepeatable();
    }

    /** Whether another attempt may follow an answer. */
    boolean mayBeDropped(Attempt attempt, int status) {
        return Answers.mayBeDropped(service(), attempt, status) && body.isRepeatable();
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
        if (requested.request() instanceof HttpExecutionAware) {
            ((HttpExecutionAware) requested.request()).setCancellable(program.future());
        }
        if (!start()) {
            return null;
        }
        RuntimeException refused = thrownAtOnce;
        starter = null;
        return refused == null ? Answers.returned(program.future()) : Answers.thrown(refused);
    }

    /** The program does not want the answer any more. */
    @Override
    public void abort() {
        cancel();
        AsyncAnswer answering = winner;
        if (answering != null) {
            answering.abort();
        }
    }

    /** What gives the program's consumer an answer that no endpoint gave. */
    Replay<T> replay(HttpResponse head, @Nullable HeldContent content) {
        HttpContext context = programs == null ? new BasicHttpContext() : programs;
        settle(context);
        context.setAttribute(HttpClientContext.HTTP_TARGET_HOST, requested.target());
        context.setAttribute(HttpClientContext.HTTP_REQUEST, requested.request());
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
        return asked == null ? null : new AsyncCache(this, requested, asked);
    }

    @Nullable
    Revalidation revalidation() {
        return revalidation;
    }

    /** The same request once more, where nobody waits for it. */
    void revalidate(Revalidation what) {
        AsyncBehind.start(engine(), client, requested, programs, what);
    }

    /** What the requests of attempts have in their heads besides, from now on. */
    void attemptsHave(Headers conditions) {
        requests.have(conditions);
    }

    @Override
    protected boolean isIdempotent() {
        return requested.isIdempotent();
    }

    /** The driver does not know that a body is gone when time is over. */
    @Override
    public boolean timesAttempts() {
        return once;
    }

    @Override
    protected AsyncDriver.Running send(Attempt attempt, AsyncDriver.Report<AsyncAnswer> report) throws IOException {
        AsyncAttempt<T> tried = new AsyncAttempt<>(engine(), this, attempt, report, contextFor(attempt));
        Map<Attempt, Runnable> hedges = waiting;
        if (attempt.isHedge() && hedges != null) {
            waitForBody(hedges, tried, attempt);
        } else {
            send(tried, attempt);
        }
        return tried;
    }

    private HttpContext contextFor(Attempt attempt) {
        HttpContext own = programs;
        return own == null ? new BasicHttpContext() : attempt.number() == 1 ? own : AttemptContext.of(own, before);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // its callback tells the same
    private void send(AsyncAttempt<T> tried, Attempt attempt) throws IOException {
        HttpHost target = requests.target(attempt.endpoint());
        AsyncRequest request = requests.request(attempt, target);
        AttemptProducer producer = new AttemptProducer(body, target, request, tried.gate());
        body.take(producer);
        tried.sends(request, once);
        try {
            client.execute(producer, tried.gate(), tried.context(), tried);
        } catch (RuntimeException refused) {
            if (attempt.number() == 1 && starter == Thread.currentThread()) {
                // What the client does not even begin it refuses at once, not by its future.
                thrownAtOnce = refused;
            }
            throw refused;
        }
    }

    /** There is one body, for one attempt at a time: a hedge begins when the attempt before it has failed. */
    private void waitForBody(Map<Attempt, Runnable> hedges, AsyncAttempt<T> hedge, Attempt attempt) {
        synchronized (hedges) {
            hedges.put(attempt, () -> {
                try {
                    if (!hedge.isBrokenOff()) {
                        send(hedge, attempt);
                    }
                } catch (IOException | RuntimeException failure) {
                    hedge.failed(failure);
                }
            });
        }
    }

    @Override
    public void ended(Attempt attempt, Outcome<AsyncAnswer> outcome) {
        Map<Attempt, Runnable> hedges = waiting;
        if (hedges == null) {
            return;
        }
        Runnable next = null;
        synchronized (hedges) {
            Iterator<Runnable> others = hedges.values().iterator();
            if (hedges.remove(attempt) == null && others.hasNext() && isFailure(outcome)) {
                next = others.next();
                others.remove();
            }
        }
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
        settle(programs);
        Exception seen = failure instanceof Exception ? (Exception) failure : new ExecutionException(failure);
        elsewhere(() -> program.failed(seen));
    }

    @Override
    protected void givenUp() {
        settle(programs);
        program.cancelled();
    }

    @Override
    protected Throwable refused(String why) {
        return new ConnectException(why);
    }
}
