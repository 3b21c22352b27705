package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.HandOver;
import dev.failover.cache.BodyRecorder;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpEntity;
import org.apache.http.HttpException;
import org.apache.http.HttpResponse;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the program's consumer in one exchange. It keeps the beginning of the response to itself until the call is
 * decided; then the consumer gets all of it, from its head, or nothing.
 *
 * <p>The consumer is only called by the client's own thread, in the midst of the exchange, or, when the exchange was over
 * before the decision, by whoever brings the decision. Thread-safe.
 */
final class ResponseGate<T> implements HttpAsyncResponseConsumer<T> {
    /** What of a response that nobody gets is still read, so that its connection can be used again. */
    private static final int LONGEST_DRAIN = 64 * 1024;

    private final Exchange<T> exchange;
    /** Null as long as nothing is held. */
    private volatile @Nullable HeldContent held;

    private volatile State state = State.HELD;
    private volatile @Nullable HttpResponse response;
    private volatile boolean headPassed;
    /** Who hears of what the program reads; set before it gets anything. */
    private volatile @Nullable BodyRecorder recorder;

    /** Guarded by this, like what follows. */
    private @Nullable IOControl suspended;

    private @Nullable End end;
    /** Touched by the client's thread alone. */
    private int drained;

    private enum State {
        HELD,
        /** The consumer is part of the exchange. */
        LIVE,
        /** The consumer gets what was held, after the exchange. */
        REPLAYED,
        DROPPED
    }

    /** The attempt that this is the response of. */
    interface Exchange<T> {
        /** Who may get the response. */
        ProgramSide<T> program();

        /** For what the program's consumer is told when the exchange is over. */
        HandOver handOver();

        /** The head of the response is there. */
        void answered(HttpResponse response);

        /** There is none. */
        void failed(Exception failure);

        /** Whether another attempt may follow the response; if not, it is about to be the program's. */
        boolean mayBeFollowed();

        /** Whether the end of a response that is held is still waited for, now that there is more of it. */
        boolean isPatient();

        /** More is there than is held; the exchange stands still. */
        void full();

        /** The response that is held is all there, or what came of it. */
        void whole(HttpResponse response);

        /** The client has come to the end of it, in whichever way. */
        void over();

        /** Breaks it off; on the client's thread. */
        void abort();
    }

    /** How an exchange ended. */
    static final class End {
        /** One that the consumer has heard of itself. */
        static final End TOLD = new End(null, null);

        final @Nullable HttpContext context;
        final @Nullable Exception failure;

        End(@Nullable HttpContext context, @Nullable Exception failure) {
            this.context = context;
            this.failure = failure;
        }
    }

    ResponseGate(Exchange<T> exchange) {
        this.exchange = exchange;
    }

    private HttpAsyncResponseConsumer<T> consumer() {
        return exchange.program().consumer();
    }

    /** Whether what the client says of this exchange is for the program. */
    boolean isLive() {
        return state == State.LIVE;
    }

    /** Null until it is there. */
    @Nullable
    HttpResponse response() {
        return response;
    }

    /**
     * The program gets this response.
     *
     * @return whether the exchange is over, so that it has to be replayed
     */
    boolean pass() {
        IOControl resumed = null;
        synchronized (this) {
            if (end != null) {
                state = State.REPLAYED;
                return true;
            }
            state = State.LIVE;
            resumed = suspended;
            suspended = null;
        }
        if (resumed != null) {
            resumed.requestInput();
        }
        return false;
    }

    void record(BodyRecorder hears) {
        recorder = hears;
    }

    /** What gives the program's consumer a response that is all there. */
    Replay<T> replay() {
        synchronized (this) {
            HttpResponse head = response;
            End ended = end;
            if (head == null || ended == null) {
                throw new IllegalStateException("there is no response");
            }
            return new Replay<>(
                    exchange.handOver(), exchange.program(), headPassed ? null : head, holding(), ended, recorder);
        }
    }

    /**
     * Nobody gets this response.
     *
     * @return whether some of it is still to come
     */
    boolean drop() {
        IOControl resumed;
        boolean open;
        synchronized (this) {
            state = State.DROPPED;
            HeldContent dropped = held;
            if (dropped != null) {
                dropped.clear();
            }
            open = end == null;
            resumed = suspended;
            suspended = null;
        }
        if (open && resumed != null) {
            resumed.requestInput();
        }
        return open;
    }

    @Override
    public void responseReceived(HttpResponse head) throws IOException, HttpException {
        response = head;
        exchange.answered(head);
        passHead();
    }

    private void passHead() throws IOException, HttpException {
        HttpResponse head = response;
        if (isLive() && !headPassed && head != null) {
            headPassed = true;
            consumer().responseReceived(head);
        }
    }

    @Override
    public void consumeContent(ContentDecoder decoder, IOControl control) throws IOException {
        boolean full = false;
        State now;
        synchronized (this) {
            now = state;
            if (now == State.HELD && !exchange.mayBeFollowed() && !isEmpty()) {
                // What was read now the program would only see when there is more.
                control.suspendInput();
                suspended = control;
            } else if (now == State.HELD
                    && !(holding().fill(decoder) && (exchange.isPatient() || decoder.isCompleted()))) {
                control.suspendInput();
                suspended = control;
                full = true;
            }
        }
        if (full) {
            exchange.full();
        } else if (now == State.DROPPED) {
            drain(decoder);
        } else if (now == State.LIVE) {
            consume(decoder, control);
        }
    }

    /** Guarded by this. */
    private HeldContent holding() {
        HeldContent beginning = held;
        if (beginning == null) {
            beginning = new HeldContent();
            held = beginning;
        }
        return beginning;
    }

    /** Of an empty body nothing more comes, so that nobody would ask for it again once it stood still. */
    private boolean isEmpty() {
        HttpResponse head = response;
        HttpEntity entity = head == null ? null : head.getEntity();
        return entity != null && entity.getContentLength() == 0;
    }

    private void consume(ContentDecoder decoder, IOControl control) throws IOException {
        try {
            passHead();
        } catch (HttpException consumers) {
            throw new IOException(consumers);
        }
        HttpAsyncResponseConsumer<T> consumer = consumer();
        HeldContent first = held;
        while (first != null && !first.isEmpty()) {
            int before = first.position();
            consumer.consumeContent(HeardDecoder.of(first, recorder), control);
            if (first.position() == before) {
                // It does not want more now; the client will offer it again.
                return;
            }
        }
        consumer.consumeContent(HeardDecoder.of(decoder, recorder), control);
    }

    private void drain(ContentDecoder decoder) throws IOException {
        ByteBuffer scratch = ByteBuffer.allocate(4096);
        for (int n; (n = decoder.read(scratch)) > 0; scratch.clear()) {
            drained += n;
            if (drained > LONGEST_DRAIN) {
                exchange.abort();
                return;
            }
        }
    }

    @Override
    public void responseCompleted(HttpContext context) {
        if (end(context, null)) {
            HeardDecoder.end(recorder, true);
            complete(context);
        }
        exchange.over();
    }

    private void complete(HttpContext context) {
        boolean completed = false;
        try {
            consumer().responseCompleted(context);
            completed = true;
        } finally {
            if (!completed) {
                // What it has thrown the client tells it by failed(): that is the end then.
                synchronized (this) {
                    end = null;
                }
            }
        }
    }

    @Override
    public void failed(Exception failure) {
        if (end(null, failure)) {
            HeardDecoder.end(recorder, false);
            consumer().failed(failure);
            // Not every version of the client tells its callback.
            exchange.program().failed(failure);
        }
        exchange.over();
    }

    /**
     * The exchange ends now, if it did not before.
     *
     * @return whether the consumer is to be told
     */
    private boolean end(@Nullable HttpContext context, @Nullable Exception failure) {
        boolean replay = false;
        synchronized (this) {
            if (end != null) {
                return false;
            }
            suspended = null;
            HeldContent first = held;
            if (state == State.LIVE && headPassed && (first == null || first.isEmpty())) {
                end = End.TOLD;
                return true;
            }
            end = new End(context, failure);
            if (state == State.LIVE) {
                // Decided in the very moment in which the exchange ended.
                state = State.REPLAYED;
                replay = true;
            }
        }
        HttpResponse head = response;
        if (replay) {
            replay().run();
        } else if (head != null) {
            exchange.whole(head);
        } else if (failure != null) {
            exchange.failed(failure);
        }
        return false;
    }

    @Override
    public boolean cancel() {
        synchronized (this) {
            if (state != State.LIVE) {
                return false;
            }
            if (end == null) {
                end = End.TOLD;
            }
        }
        HeardDecoder.end(recorder, false);
        return consumer().cancel();
    }

    @Override
    public void close() throws IOException {
        boolean untold;
        synchronized (this) {
            untold = end == null;
        }
        if (untold) {
            failed(new ConnectionClosedException("Connection closed"));
        }
        if (isLive()) {
            consumer().close();
        }
    }

    @Override
    @SuppressWarnings("NullAway") // null for none, as in every consumer
    public Exception getException() {
        return isLive() ? consumer().getException() : null;
    }

    @Override
    @SuppressWarnings("NullAway") // null for none, as in every consumer
    public T getResult() {
        return isLive() ? consumer().getResult() : null;
    }

    @Override
    public boolean isDone() {
        return isLive() && consumer().isDone();
    }
}
