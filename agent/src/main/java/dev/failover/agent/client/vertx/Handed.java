package dev.failover.agent.client.vertx;

import dev.failover.agent.client.Idempotency;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The request that the program holds: it is one of the client's own, and the program gets its answer by it, whichever
 * attempt brings it. Holds the request only once something was written to it: a program may drop it before.
 */
final class Handed {
    @SuppressWarnings("rawtypes") // a class has no types of its own
    private static final AtomicReferenceFieldUpdater<Handed, List> SETTINGS =
            AtomicReferenceFieldUpdater.newUpdater(Handed.class, List.class, "settings");

    @SuppressWarnings("rawtypes") // the same
    private static final AtomicReferenceFieldUpdater<Handed, Queue> WHEN_WRITTEN =
            AtomicReferenceFieldUpdater.newUpdater(Handed.class, Queue.class, "whenWritten");

    private final VertxCall call;
    private final VertxAttempt attempt;
    private final String uri;
    private final @Nullable Object authority;
    private final int port;
    private final boolean idempotent;
    /** What the program has set of it, and must be set of every other one; null for nothing. */
    private volatile @Nullable List<Handler<HttpClientRequest>> settings;
    /** Null when nobody waits for that. */
    private volatile @Nullable Queue<Runnable> whenWritten;

    private volatile boolean once;
    private volatile long idleMillis;
    private volatile boolean written;
    private volatile @Nullable Whole whole;
    private volatile @Nullable HttpClientRequest request;
    private volatile @Nullable Promise<HttpClientResponse> promise;
    /** Whether the program does not want the answer any more. */
    private volatile boolean givenUp;
    /** The thread that asks what is to become of the request's own ending, while it does. */
    private volatile @Nullable Thread asking;

    private volatile @Nullable Object askingAbout;
    private volatile boolean passes;
    /** Why the response that is held back will have no end. */
    private volatile @Nullable Throwable broken;
    /** Its own response, if it is read ahead. */
    private volatile @Nullable HeldResponse held;

    /** Whether the program has a response that was read ahead, its own or another one. */
    private volatile boolean toldHeld;

    /** The one by which the answer has come, if it was another one. */
    private volatile @Nullable HttpClientRequest answeredBy;

    Handed(VertxCall call, VertxAttempt attempt, HttpClientRequest request, boolean idempotent) {
        this.call = call;
        this.attempt = attempt;
        this.idempotent = idempotent;
        uri = request.getURI();
        authority = Versions.authority(request);
        port = Versions.port(request);
    }

    VertxCall call() {
        return call;
    }

    void set(Handler<HttpClientRequest> setting) {
        List<Handler<HttpClientRequest>> all = settings;
        if (all == null) {
            SETTINGS.compareAndSet(this, null, new CopyOnWriteArrayList<>());
            set(setting);
        } else {
            all.add(setting);
        }
    }

    void setIdleMillis(long millis) {
        idleMillis = millis;
    }

    /** 0 when only the options say something about it. */
    long idleMillis() {
        return idleMillis;
    }

    /** The program wants something of it that no other one could do as well. */
    void once() {
        once = true;
    }

    /** What it was sent as; null unless it can be sent again. */
    @Nullable
    Whole whole() {
        return whole;
    }

    /** The program writes. */
    @SuppressWarnings("unchecked") // the client's own promise, which is its future as well
    void write(HttpClientRequest writing, @Nullable Object part, boolean last, boolean connects) {
        if (written) {
            return;
        }
        request = writing;
        promise = (Promise<HttpClientResponse>) writing.response();
        boolean repeatable = idempotent
                && (Requested.isIdempotent(writing.getMethod())
                        || writing.headers().contains(Idempotency.KEY));
        if (last && !connects && !once && repeatable && isAsAsked(writing) && attempt.mayBeRepeated()) {
            List<Handler<HttpClientRequest>> all = settings;
            whole = Whole.of(writing, part, all == null ? Collections.emptyList() : all);
        }
        written = true;
        if (whole != null) {
            attempt.bound();
        }
        Queue<Runnable> waiting = whenWritten;
        for (Runnable action; waiting != null && (action = waiting.poll()) != null; ) {
            // The program's own comes first.
            call.onContextLater(action);
        }
    }

    /** Whether the program has not led it elsewhere. */
    private boolean isAsAsked(HttpClientRequest writing) {
        return uri.equals(writing.getURI())
                && Objects.equals(authority, Versions.authority(writing))
                && port == Versions.port(writing);
    }

    /** Runs at once what waits for the program to write, if it has. */
    void whenWritten(Runnable action) {
        if (!written) {
            Queue<Runnable> waiting = waiting();
            waiting.add(action);
            if (!written || !waiting.remove(action)) {
                return;
            }
        }
        action.run();
    }

    private Queue<Runnable> waiting() {
        Queue<Runnable> waiting = whenWritten;
        if (waiting == null) {
            WHEN_WRITTEN.compareAndSet(this, null, new ConcurrentLinkedQueue<>());
            return waiting();
        }
        return waiting;
    }

    @Nullable
    HttpClientRequest request() {
        return request;
    }

    /**
     * Its own response is there.
     *
     * @return whether the client is to go on with it
     */
    boolean responds(HttpClientResponse response) {
        if (givenUp) {
            return true;
        }
        if (!attempt.isUnderWay()) {
            VertxAttempt.drop(call, response);
            return false;
        }
        if (attempt.mayBeDropped(response)) {
            held = attempt.hold(response);
            return false;
        }
        boolean unwanted = VertxCall.mayBeUnwanted(response) && attempt.mayBeRepeated();
        if (unwanted) {
            // Nothing of its body may be lost before the program can ask for it.
            response.pause();
        }
        if (ask(response)) {
            if (unwanted) {
                response.resume();
            }
            return true;
        }
        if (!unwanted) {
            // Another thread decides.
            response.pause();
        }
        return false;
    }

    /**
     * It has failed.
     *
     * @return whether the client is to tell so
     */
    boolean fails(HttpClientRequest failing, Throwable failure) {
        request = failing;
        HeldResponse reading = held;
        if (reading != null) {
            if (givenUp) {
                reading.forget();
            }
            reading.ends(failure);
        }
        if (toldHeld || reading != null) {
            // To the client, what the program has then is none of its responses.
            return !toldHeld && givenUp;
        }
        if (givenUp || passes) {
            return true;
        }
        if (!attempt.isUnderWay()) {
            broken = failure;
            return false;
        }
        return ask(failure);
    }

    /** @param ending a response or a failure */
    private boolean ask(Object ending) {
        askingAbout = ending;
        asking = Thread.currentThread();
        try {
            if (ending instanceof HttpClientResponse) {
                attempt.answered((HttpClientResponse) ending);
            } else {
                attempt.broken((Throwable) ending);
            }
        } finally {
            asking = null;
            askingAbout = null;
        }
        return passes;
    }

    /** Whether the call ends so, because of what this very thread asks about: then the client tells it. */
    boolean passes(Object ending) {
        passes = ending == askingAbout && Thread.currentThread() == asking;
        return passes;
    }

    /**
     * The program gives it up.
     *
     * @return whether the client will tell so, because its own attempt is the one under way
     */
    boolean giveUp() {
        givenUp = true;
        return attempt.isUnderWay();
    }

    boolean isGivenUp() {
        return givenUp;
    }

    boolean hasToldHeld() {
        return toldHeld;
    }

    @Nullable
    HttpClientRequest answeredBy() {
        return answeredBy;
    }

    /** On the context. */
    void complete(HttpClientResponse response) {
        Promise<HttpClientResponse> told = promise;
        Throwable without = response.request() == request ? broken : null;
        if (told == null || without != null) {
            VertxAttempt.drop(call, response);
            if (told != null && without != null) {
                told.tryFail(without);
            }
            return;
        }
        if (response.request() == request) {
            passes = true;
        } else {
            answeredBy = response.request();
        }
        toldHeld = response instanceof HeldResponse;
        // What has come of it is told in a later turn: the program can listen, or want it to wait, before.
        response.resume();
        if (!told.tryComplete(response)) {
            VertxAttempt.drop(call, response);
        }
    }

    void fail(Throwable failure) {
        Promise<HttpClientResponse> told = promise;
        if (told != null) {
            told.tryFail(failure);
        }
    }
}
