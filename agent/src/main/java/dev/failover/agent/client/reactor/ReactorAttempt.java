package dev.failover.agent.client.reactor;

import dev.failover.agent.client.Answers;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.call.ServiceState;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.timeout.TimeoutException;
import java.net.ConnectException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.netty.channel.AbortedException;
import reactor.util.context.Context;

/** Listens to one request of the client's own. Thread-safe. */
final class ReactorAttempt implements CoreSubscriber<Head>, AsyncDriver.Running {
    /** A function of the program's own, around what the client emits, has swallowed it: that is what the program gets. */
    static final class Empty extends IllegalStateException {
        private static final long serialVersionUID = 1;
    }

    private final Sent sent;
    private final Rehearsed.@Nullable Repeated repeated;
    private final Context context;
    private final ServiceState service;
    private final AsyncDriver.Report<Head> report;
    private final AtomicReference<Subscription> upstream = new AtomicReference<>();
    private final boolean watched;
    private volatile boolean answered;

    /**
     * @param watched whether the body of its response may be recorded
     * @param repeated what its request must be for that, if anything
     */
    ReactorAttempt(
            ServiceState service,
            Context context,
            boolean watched,
            Rehearsed.@Nullable Repeated repeated,
            AsyncDriver.Report<Head> report) {
        this.watched = watched;
        this.repeated = repeated;
        sent = new Sent(repeated);
        this.service = service;
        this.context = sent.in(context);
        this.report = report;
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (upstream.compareAndSet(null, subscription)) {
            subscription.request(Long.MAX_VALUE);
        } else {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(Head head) {
        answered = true;
        if (watched && head instanceof LiveHead) {
            ((LiveHead) head).watch();
            if (repeated != null && !repeated.isSame()) {
                ((LiveHead) head).isToSomethingElse();
            }
        }
        HttpHeaders headers = head.headers();
        end(Answers.outcome(service, head, head.status(), name -> Answers.line(name, headers.getAll(name))));
    }

    @Override
    public void onError(Throwable failure) {
        if (!answered) {
            Outcome.Kind kind = kindOf(failure);
            end(Outcome.failure(kind == Outcome.Kind.CONNECT && sent.isBegun() ? Outcome.Kind.IO : kind, failure));
        }
    }

    @Override
    public void onComplete() {
        if (!answered) {
            end(Outcome.failure(Outcome.Kind.LOCAL, new Empty()));
        }
    }

    /** Ends the call with the answer that it holds, if there is still no connection to ask for another one. */
    void endIfWaiting() {
        if (!sent.isBegun() && !answered) {
            cancel();
            end(Outcome.<Head>failure(Outcome.Kind.LOCAL, new ConnectException("no connection is free"))
                    .notRepeatable());
        }
    }

    private void end(Outcome<Head> outcome) {
        report.ended(sent.hadBody() ? outcome.notRepeatable() : outcome);
    }

    @Override
    public void cancel() {
        Subscription subscribed = upstream.getAndSet(Operators.cancelledSubscription());
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
        return name.equals("SslHandshakeTimeoutException") ? Outcome.Kind.CONNECT : Failures.kindOf(failure);
    }
}
