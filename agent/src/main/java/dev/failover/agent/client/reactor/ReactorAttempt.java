package dev.failover.agent.client.reactor;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.OwnFaults;
import dev.failover.agent.client.Privileged;
import dev.failover.cache.BodyRecorder;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.call.ServiceState;
import dev.failover.http.RetryAfter;
import dev.failover.time.Timers;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.timeout.TimeoutException;
import java.net.ConnectException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.context.Context;

/** Listens to one request of the client's own, and is what its endpoint has answered. Thread-safe. */
final class ReactorAttempt extends Sent implements CoreSubscriber<Connection>, Head, AsyncDriver.Running {
    /**
     * A function of the program's own, around what the client emits, has swallowed it: that is what the program gets. It is
     * checked, because an unchecked one that is made here is taken for a fault of ours.
     */
    static final class Empty extends Exception {
        private static final long serialVersionUID = 1;
    }

    private static final String CLIENT = OwnFaults.prefix(Connection.class, 1);
    private static final String NETTY = OwnFaults.prefix(HttpHeaders.class, 4);
    /** Such as the publisher of a body, or a function of the program's that is called while the request is sent. */
    private static final OwnFaults OWN = new OwnFaults(name -> name.startsWith(CLIENT) || name.startsWith(NETTY));

    private static final AtomicReferenceFieldUpdater<ReactorAttempt, @Nullable Subscription> UPSTREAM =
            AtomicReferenceFieldUpdater.newUpdater(ReactorAttempt.class, Subscription.class, "upstream");

    private final ReactorCall call;
    /** What it is for the call; null for the one of a call that is not carried out by us. */
    private final @Nullable Attempt attempt;

    private final Context context;
    private final AsyncDriver.Report<Head> report;
    /** By which the answer comes; null as long as there is none. */
    private volatile @Nullable Connection answer;

    /** What sees the body of the answer, if it may be recorded. */
    private volatile @Nullable BodyTap tap;

    @SuppressWarnings("UnusedVariable") // by its updater
    private volatile @Nullable Subscription upstream;

    /** Bounds how long it may look for a connection; null for nothing. */
    private Timers.@Nullable Timer longestWait;

    /**
     * @param attempt null for the one of a call that is not carried out by us
     * @param repeated what its request must be for its response to be stored, if anything
     */
    ReactorAttempt(
            ReactorCall call,
            @Nullable Attempt attempt,
            Rehearsed.@Nullable Repeated repeated,
            AsyncDriver.Report<Head> report) {
        super(repeated);
        this.call = call;
        this.attempt = attempt;
        this.context = in(call.context());
        this.report = report;
    }

    @Override
    public int getAsInt() {
        return attempt == null ? 0 : call.request().connectMillis(attempt);
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (UPSTREAM.compareAndSet(this, null, subscription)) {
            subscription.request(Long.MAX_VALUE);
        } else {
            subscription.cancel();
        }
    }

    /** What comes of a request is both its response and its connection. */
    @Override
    public void onNext(Connection connection) {
        if (!(connection instanceof HttpClientResponse)) {
            // A function of the program's own has put another one in its place.
            onError(new ClassCastException(connection.getClass().getName()));
            return;
        }
        answer = connection;
        if (attempt != null) {
            if (call.hasCache() && connection.channel().eventLoop().inEventLoop()) {
                // By the thread that has just read the head.
                tap = BodyTap.at(connection.channel());
            }
            call.holds(attempt.endpoint());
        }
        end(outcome(call.service()));
    }

    private Outcome<Head> outcome(ServiceState service) {
        int status = status();
        if (!Answers.readsHead(service, status)) {
            return Outcome.response(this, status, RetryAfter.NONE);
        }
        HttpHeaders headers = headers();
        return Answers.outcome(service, this, status, name -> Answers.line(name, headers.getAll(name)));
    }

    private Connection connection() {
        return Objects.requireNonNull(answer);
    }

    private HttpClientResponse response() {
        return (HttpClientResponse) connection();
    }

    @Override
    public int status() {
        return response().status().code();
    }

    @Override
    public HttpHeaders headers() {
        return response().responseHeaders();
    }

    @Override
    public boolean isDirect() {
        Rehearsed.Repeated repeated = repeated();
        return (repeated == null || repeated.isSame()) && response().redirectedFrom().length == 0;
    }

    void record(BodyRecorder recorder) {
        BodyTap watching = tap;
        if (watching == null) {
            recorder.abandon();
        } else {
            watching.record(recorder);
        }
    }

    @Override
    public void giveTo(ReactorCall given) {
        stopWatching();
        given.give(connection());
    }

    @Override
    public void drop(AgentEngine engine) {
        stopWatching();
        DroppedBody.drain(connection(), engine);
    }

    private void stopWatching() {
        BodyTap watching = tap;
        if (watching != null) {
            watching.stopUnlessRecording();
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (answer == null) {
            Outcome.Kind kind = kindOf(failure);
            end(Outcome.failure(kind == Outcome.Kind.CONNECT && isBegun() ? Outcome.Kind.IO : kind, failure));
        }
    }

    @Override
    public void onComplete() {
        if (answer == null) {
            end(Outcome.failure(Outcome.Kind.LOCAL, new Empty()));
        }
    }

    /** Before it begins. */
    void waitsAtMost(Timers.Timer longest) {
        longestWait = longest;
    }

    /** Else the timer would keep the call, with what the program has made of its answer. */
    private void waitsNoMore() {
        Timers.Timer longest = longestWait;
        if (longest != null) {
            longest.cancel();
        }
    }

    /** Ends the call with the answer that it holds, if there is still no connection to ask for another one. */
    void endIfWaiting() {
        if (!isBegun() && answer == null) {
            cancel();
            end(Outcome.<Head>failure(Outcome.Kind.LOCAL, new ConnectException("no connection is free"))
                    .notRepeatable());
        }
    }

    @Override
    public void go() {
        Attempt asked = attempt;
        if (asked == null || upstream != null) {
            return;
        }
        if (Privileged.isNeeded()) {
            Privileged.run(() -> call.ask(this, asked));
        } else {
            call.ask(this, asked);
        }
    }

    @Override
    public boolean mayBeSentAgain() {
        return !hadBody();
    }

    private void end(Outcome<Head> outcome) {
        waitsNoMore();
        report.ended(hadBody() ? outcome.notRepeatable() : outcome);
    }

    @Override
    public void cancel() {
        waitsNoMore();
        Subscription subscribed = UPSTREAM.getAndSet(this, Operators.cancelledSubscription());
        if (subscribed != null) {
            subscribed.cancel();
        }
    }

    /** Netty's time-outs and aborted connections are no failures of the JDK's kinds. */
    private static Outcome.Kind kindOf(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return Outcome.Kind.TIMEOUT;
        }
        if (failure instanceof AbortedException) {
            return Outcome.Kind.IO;
        }
        String name = failure.getClass().getSimpleName();
        if (name.equals("PoolAcquireTimeoutException")) {
            return Outcome.Kind.CONNECT;
        }
        if (name.equals("SslHandshakeTimeoutException")) {
            return Outcome.Kind.CONNECT;
        }
        Outcome.Kind kind = Failures.kindOf(failure);
        return kind == Outcome.Kind.IO && OWN.isOwn(Exceptions.unwrap(failure)) ? Outcome.Kind.LOCAL : kind;
    }
}
