package dev.failover.agent.client.reactor;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.AsyncCall;
import dev.failover.agent.client.Route;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import dev.failover.endpoint.Endpoint;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;
import reactor.netty.Connection;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** One subscription to a request. Thread-safe. */
final class ReactorCall extends AsyncCall<Head> {
    /** So long an attempt may look for a connection while the call holds an answer that has one of the same pool. */
    private static final long LONGEST_WAIT_NANOS = 1_000_000_000;

    /** So long it may take to open one, where nothing else bounds it; TLS included. */
    private static final long LONGEST_CONNECT_NANOS = 10_000_000_000L;

    private final ReactorRequest request;
    private final Context context;
    private final MonoSink<Connection> sink;
    /** From where the latest answer has come, which the program may get yet: till then it has a connection. */
    private volatile @Nullable Endpoint held;

    ReactorCall(
            AgentEngine engine, Route route, ReactorRequest request, ContextView context, MonoSink<Connection> sink) {
        super(engine, route);
        this.request = request;
        this.context = Context.empty().putAll(context);
        this.sink = sink;
    }

    void begin() {
        sink.onCancel(this::cancel);
        if (!start()) {
            OwnAttempt.of(request.own()).subscribe(attempt(this::ended));
        }
    }

    private ReactorAttempt attempt(AsyncDriver.Report<Head> report) {
        ReactorAttempt attempt = new ReactorAttempt(service(), context, report);
        sink.onCancel(attempt::cancel);
        return attempt;
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
        ReactorAttempt sent = new ReactorAttempt(service(), context, outcome -> {
            if (outcome.result() != null) {
                held = attempt.endpoint();
            }
            report.ended(outcome);
        });
        Endpoint holding = held;
        if (holding != null) {
            // The pool may have no other connection than that of the answer, and this attempt wait for its own call;
            // or for a call that holds an answer of this endpoint and waits for a connection to the other one.
            handOver().schedule(sent::endIfWaiting, longestWait(attempt, holding));
        }
        OwnAttempt.of(request.at(attempt)).subscribe(sent);
        return sent;
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
        sink.success(head.connection());
        if (isCancelled()) {
            // In the very moment: nobody has taken it.
            head.connection().dispose();
        }
    }

    @Override
    protected void failed(Throwable failure) {
        if (failure instanceof ReactorAttempt.Empty) {
            sink.success();
        } else {
            sink.error(failure);
        }
    }

    @Override
    protected void givenUp() {
        // The program has cancelled its subscription: it is told nothing any more.
    }

    @Override
    public void discard(Outcome<Head> superseded) {
        Head head = superseded.result();
        if (head != null) {
            DroppedBody.drain(head, engine());
        }
    }
}
