package dev.failover.agent.client.reactor;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.AsyncCall;
import dev.failover.agent.client.Route;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.netty.Connection;
import reactor.util.context.Context;

/**
 * What a subscriber gets of a call: one connection once it has asked for it, or how the call has failed. The same as a sink of
 * Reactor's own, without its objects. Thread-safe.
 */
abstract class Subscribed extends AsyncCall<Head> implements Subscription {
    private static final int BEGUN = 0;
    /** The subscriber has asked, and has got nothing yet. */
    private static final int ASKED = 1;
    /** There is a connection that the subscriber has not asked for yet. */
    private static final int THERE = 2;
    /** The subscriber has got what there was, or does not want it any more. */
    private static final int OVER = 3;

    private static final AtomicIntegerFieldUpdater<Subscribed> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Subscribed.class, "state");

    private final Route route;
    private final CoreSubscriber<? super Connection> subscriber;

    @SuppressWarnings("UnusedVariable") // by its updater
    private volatile int state = BEGUN;
    /** Written before it is there. */
    private @Nullable Connection connection;

    Subscribed(AgentEngine engine, Route route, CoreSubscriber<? super Connection> subscriber) {
        super(engine);
        this.route = route;
        this.subscriber = subscriber;
    }

    @Override
    protected final Route route() {
        return route;
    }

    final Context context() {
        return subscriber.currentContext();
    }

    /** The subscriber may ask, and cancel, from now on. */
    final void subscribed() {
        subscriber.onSubscribe(this);
    }

    @Override
    public final void request(long n) {
        if (!Operators.validate(n) || STATE.compareAndSet(this, BEGUN, ASKED)) {
            return;
        }
        Connection kept = connection;
        if (kept != null && STATE.compareAndSet(this, THERE, OVER)) {
            emit(kept);
        }
    }

    /** The subscriber does not want it any more. */
    @Override
    public final void cancel() {
        if (STATE.getAndSet(this, OVER) == OVER) {
            return;
        }
        Connection kept = connection;
        if (kept != null) {
            kept.dispose();
        }
        giveUp();
        givenUpBySubscriber();
    }

    /** What has to end besides attempts. */
    abstract void givenUpBySubscriber();

    /** The subscriber gets it, unless it has cancelled. */
    final void give(Connection given) {
        connection = given;
        if (STATE.compareAndSet(this, ASKED, OVER)) {
            emit(given);
        } else if (!STATE.compareAndSet(this, BEGUN, THERE)) {
            if (STATE.compareAndSet(this, ASKED, OVER)) {
                // It has asked in this very moment.
                emit(given);
            } else {
                given.dispose();
            }
        }
    }

    private void emit(Connection given) {
        try {
            subscriber.onNext(given);
            subscriber.onComplete();
        } catch (Throwable programsOwn) {
            subscriber.onError(programsOwn);
        }
    }

    /** There is nothing to get. */
    final void complete() {
        if (STATE.getAndSet(this, OVER) != OVER) {
            subscriber.onComplete();
        }
    }

    final void fail(Throwable failure) {
        if (STATE.getAndSet(this, OVER) != OVER) {
            subscriber.onError(failure);
        } else {
            Operators.onOperatorError(failure, context());
        }
    }
}
