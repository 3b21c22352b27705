package dev.failover.agent.client.reactor;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.AsyncCall;
import dev.failover.agent.client.Route;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import reactor.core.publisher.MonoSink;
import reactor.netty.Connection;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** One subscription to a request. Thread-safe. */
final class ReactorCall extends AsyncCall<Head> {
    private final ReactorRequest request;
    private final Context context;
    private final MonoSink<Connection> sink;

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
        ReactorAttempt sent = new ReactorAttempt(service(), context, report);
        OwnAttempt.of(request.at(attempt)).subscribe(sent);
        return sent;
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
