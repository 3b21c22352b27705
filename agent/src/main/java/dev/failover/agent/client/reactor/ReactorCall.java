package dev.failover.agent.client.reactor;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Revalidation;
import dev.failover.agent.client.Route;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.endpoint.Endpoint;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;

/** One subscription to a request. Thread-safe. */
final class ReactorCall extends Subscribed {
    /** So long an attempt may look for a connection while the call holds an answer that has one of the same pool. */
    private static final long LONGEST_WAIT_NANOS = 1_000_000_000;

    /** So long it may take to open one, where nothing else bounds it; TLS included. */
    private static final long LONGEST_CONNECT_NANOS = 10_000_000_000L;

    private final ReactorRequest request;
    /** What it is made for behind the program's back; null for the program's own call. */
    private final @Nullable Revalidation revalidation;
    /** From where the latest answer has come, which the program may get yet: till then it has a connection. */
    private volatile @Nullable Endpoint held;

    private volatile @Nullable ReactorCache cache;
    private volatile @Nullable Rehearsal rehearsal;
    private volatile @Nullable Rehearsed rehearsed;
    /** The one attempt of a call that the agent could not carry out. */
    private volatile @Nullable ReactorAttempt asItIs;

    ReactorCall(
            AgentEngine engine, Route route, ReactorRequest request, CoreSubscriber<? super Connection> subscriber) {
        this(engine, route, request, subscriber, null);
    }

    private ReactorCall(
            AgentEngine engine,
            Route route,
            ReactorRequest request,
            CoreSubscriber<? super Connection> subscriber,
            @Nullable Revalidation revalidation) {
        super(engine, route, subscriber);
        this.request = request;
        this.revalidation = revalidation;
    }

    /** The same for nobody. */
    ReactorCall again(CoreSubscriber<? super Connection> other, @Nullable Rehearsed said, Revalidation made) {
        ReactorCall again = new ReactorCall(engine(), route(), request, other, made);
        again.rehearsed = said;
        return again;
    }

    void begin() {
        subscribed();
        try {
            rehearseOrGo();
        } catch (Throwable fault) {
            fail(Operators.onOperatorError(fault, context()));
        }
    }

    private void rehearseOrGo() {
        BiFunction<HttpClientRequest, NettyOutbound, Publisher<Void>> function =
                route().hasCache() && revalidation == null ? ReactorCache.unknown(request) : null;
        Rehearsal begun = function == null ? null : rehearsal(function);
        if (begun == null) {
            go();
        } else {
            rehearsal = begun;
            begun.start();
        }
    }

    private @Nullable Rehearsal rehearsal(BiFunction<HttpClientRequest, NettyOutbound, Publisher<Void>> function) {
        try {
            return new Rehearsal(this, function, () -> handOver().later(this::hasRehearsed));
        } catch (RuntimeException | LinkageError fault) {
            Bridge.failed(fault);
            return null;
        }
    }

    private void hasRehearsed() {
        Rehearsal ended = rehearsal;
        rehearsed = ended == null ? null : ended.known();
        if (isCancelled()) {
            endRehearsal();
        } else {
            go();
        }
    }

    private void go() {
        if (!start()) {
            askAsItIs();
        }
    }

    @Override
    void givenUpBySubscriber() {
        endRehearsal();
        ReactorAttempt own = asItIs;
        if (own != null) {
            own.cancel();
        }
    }

    private void endRehearsal() {
        Rehearsal ended = rehearsal;
        if (ended != null) {
            ended.close();
        }
    }

    private void askAsItIs() {
        endRehearsal();
        ReactorAttempt own = new ReactorAttempt(this, null, null, this::ended);
        asItIs = own;
        if (isCancelled()) {
            own.cancel();
        }
        OwnAttempt.of(request.own()).subscribe(own);
    }

    /** The program's own request, in place of what is stored and cannot be told. */
    void askInstead(Throwable fault) {
        Bridge.failed(fault);
        handOver().later(this::askAsItIs);
    }

    /** Of the one attempt of a call that the agent could not carry out. */
    private void ended(Outcome<Head> outcome) {
        Head head = outcome.result();
        Throwable failure = outcome.failure();
        if (head != null) {
            answered(head);
        } else if (failure != null) {
            failed(failure);
        }
    }

    @Override
    protected boolean isIdempotent() {
        return request.isIdempotent();
    }

    @Override
    protected AsyncDriver.Running send(Attempt attempt, AsyncDriver.Report<Head> report) {
        if (attempt.number() > 1 && Pools.isDisposed(request.own().configuration())) {
            // It would open new connections, of which the program knows nothing: the call ends as it would without us.
            throw new CancellationException("the connections were disposed of by the program");
        }
        ReactorCache used = cache;
        Rehearsed.Repeated repeated = used == null ? null : used.repeated();
        ReactorAttempt sent = new ReactorAttempt(this, attempt, repeated, report);
        Endpoint holding = held;
        if (holding != null) {
            // The pool may have no other connection than that of the answer, and this attempt wait for its own call;
            // or for a call that holds an answer of this endpoint and waits for a connection to the other one.
            sent.waitsAtMost(handOver().schedule(sent::endIfWaiting, longestWait(attempt, holding)));
        }
        return sent;
    }

    /**
     * Sends the request of an attempt. The event loop that reads the response takes the connection from it at its end: by
     * then the program must have it, so the answer waits for nobody.
     */
    void ask(ReactorAttempt sent, Attempt attempt) {
        ReactorCache used = cache;
        HttpClient client = request.at(attempt);
        OwnAttempt.of(used == null ? client : used.asking(client)).subscribe(sent);
    }

    /** An answer has come that the program may get yet. */
    void holds(Endpoint from) {
        held = from;
    }

    private static long longestWait(Attempt attempt, Endpoint holding) {
        Endpoint next = attempt.endpoint();
        boolean samePool = next.host().equals(holding.host()) && next.port() == holding.port();
        long connect = 3 * attempt.connectTimeoutNanos();
        return samePool ? LONGEST_WAIT_NANOS : LONGEST_WAIT_NANOS + (connect > 0 ? connect : LONGEST_CONNECT_NANOS);
    }

    @Override
    public Throwable timedOut(Attempt attempt) {
        return ReadTimeoutException.INSTANCE;
    }

    @Override
    protected Throwable refused(String why) {
        return new ConnectException(why);
    }

    @Override
    protected void answered(Head head) {
        if (head instanceof ReactorAttempt) {
            endRehearsal();
        } else if (revalidation != null) {
            // It is what the program has already.
            complete();
            return;
        }
        head.giveTo(this);
    }

    ReactorRequest request() {
        return request;
    }

    AgentEngine ofEngine() {
        return engine();
    }

    /** Whether the body of a response may be recorded. */
    boolean hasCache() {
        return cache != null;
    }

    /** What has a request of this call for a stored answer; null when the program has no function of its own. */
    @Nullable
    Rehearsal rehearsal() {
        return rehearsed == null ? null : rehearsal;
    }

    @Nullable
    Revalidation revalidation() {
        return revalidation;
    }

    @Override
    protected @Nullable CacheAdapter<Head> cacheAdapter() {
        cache = ReactorCache.of(this, rehearsed);
        return cache;
    }

    @Override
    protected long longestWait() {
        Duration own = request.own().configuration().responseTimeout();
        return own == null ? super.longestWait() : Math.min(own.toNanos(), super.longestWait());
    }

    @Override
    protected void failed(Throwable failure) {
        endRehearsal();
        if (failure instanceof ReactorAttempt.Empty) {
            complete();
        } else {
            fail(failure);
        }
    }

    @Override
    protected void givenUp() {
        // The program has cancelled its subscription: it is told nothing any more.
        endRehearsal();
    }

    @Override
    public void discard(Outcome<Head> superseded) {
        Head head = superseded.result();
        if (head != null) {
            head.drop(engine());
        }
    }
}
