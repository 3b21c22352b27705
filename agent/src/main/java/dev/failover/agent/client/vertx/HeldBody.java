package dev.failover.agent.client.vertx;

import dev.failover.cache.BodyRecorder;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response that was begun to be read ahead: the program gets it from its beginning, at the pace that it asks
 * for. What is left of it is only taken from the client as the program wants it. It is told on the call's context;
 * thread-safe.
 */
final class HeldBody {
    private final VertxCall call;
    private final @Nullable HttpClientResponse source;
    // Guarded by this object, which is never held while anybody else is called.
    private final Queue<Buffer> known = new ArrayDeque<>();
    /** How many parts the program wants. */
    private long demand;
    /** Whether the source owes a part. */
    private boolean asked;

    /** Whether the response is the program's. */
    private boolean handed;

    private boolean telling;
    private boolean over;
    private @Nullable Throwable failure;
    private boolean told;

    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private @Nullable Buffer whole;
    private @Nullable Promise<Buffer> wholePromise;
    private @Nullable Promise<Void> endPromise;
    private @Nullable BodyRecorder recorder;

    HeldBody(VertxCall call, HttpClientResponse source) {
        this.call = call;
        this.source = source;
    }

    /** One that is all there; it is copied. */
    HeldBody(VertxCall call, byte[] whole) {
        this.call = call;
        source = null;
        over = true;
        demand = Long.MAX_VALUE;
        if (whole.length > 0) {
            known.add(Buffer.buffer(whole.length).appendBytes(whole));
        }
    }

    /** Tells the cache what the program is told; before it is told anything. */
    synchronized void record(BodyRecorder heard) {
        recorder = heard;
    }

    /** The program does not want the rest of it; on the context. */
    void breakOff(Throwable why) {
        synchronized (this) {
            known.clear();
            over = true;
            failure = why;
            handed = true;
        }
        tell();
    }

    /** The client brings a part; on the context. */
    void add(Buffer part) {
        synchronized (this) {
            asked = false;
            known.add(part);
        }
        tell();
    }

    /**
     * The client brings nothing any more; on the context.
     *
     * @param why null when it was the end
     */
    void end(@Nullable Throwable why) {
        BodyRecorder heard;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            failure = why;
            heard = recorder;
        }
        if (why != null && heard != null) {
            // The program need not ask for what is left.
            heard.abandon();
        }
        tell();
    }

    /** Nobody wants what is known of it. */
    synchronized void forget() {
        known.clear();
    }

    /** Whether the client brings nothing any more. */
    synchronized boolean isOver() {
        return over;
    }

    void handler(@Nullable Handler<Buffer> programs) {
        synchronized (this) {
            handler = programs;
        }
        listens(programs != null);
    }

    void endHandler(@Nullable Handler<Void> programs) {
        boolean isLate;
        synchronized (this) {
            endHandler = programs;
            isLate = source == null && told && failure == null;
        }
        if (isLate && programs != null) {
            call.onContextLater(() -> programs.handle(null));
        }
        listens(programs != null);
    }

    /**
     * What is all there does not flow before somebody listens: it comes at once, and would be gone before a program that does not
     * run on the context can listen.
     */
    private void listens(boolean does) {
        synchronized (this) {
            if (!does || source != null || handed) {
                return;
            }
            handed = true;
        }
        call.onContextLater(this::tell);
    }

    synchronized void exceptionHandler(@Nullable Handler<Throwable> programs) {
        exceptionHandler = programs;
    }

    synchronized void pause() {
        demand = 0;
    }

    void fetch(long more) {
        synchronized (this) {
            handed = true;
            demand = demand + more < 0 ? Long.MAX_VALUE : demand + more;
        }
        call.onContextLater(this::tell);
    }

    Future<Buffer> body() {
        Future<Buffer> future = whole();
        listens(true);
        return future;
    }

    private Future<Buffer> whole() {
        Promise<Buffer> promise;
        Throwable why;
        synchronized (this) {
            if (wholePromise != null) {
                return wholePromise.future();
            }
            promise = call.promise();
            if (!told) {
                whole = Buffer.buffer();
                wholePromise = promise;
                return promise.future();
            }
            why = failure;
        }
        promise.fail(why == null ? new IllegalStateException("the response has ended") : why);
        return promise.future();
    }

    Future<Void> end() {
        Future<Void> future = ending();
        listens(true);
        return future;
    }

    private Future<Void> ending() {
        Promise<Void> promise;
        Throwable why;
        synchronized (this) {
            if (endPromise == null) {
                endPromise = call.promise();
            }
            promise = endPromise;
            if (!told) {
                return promise.future();
            }
            why = failure;
        }
        completeEnd(why);
        return promise.future();
    }

    /** On the context. */
    private void tell() {
        synchronized (this) {
            if (telling) {
                return;
            }
            telling = true;
        }
        boolean thrown = true;
        try {
            boolean more = true;
            while (more) {
                more = tellNext();
            }
            thrown = false;
        } finally {
            synchronized (this) {
                telling = false;
            }
            if (thrown) {
                // By the program, to whose context it goes; what comes next is told nevertheless.
                call.onContextLater(this::tell);
            }
        }
    }

    /** @return whether there can be more to tell */
    private boolean tellNext() {
        Buffer part;
        Handler<Buffer> to;
        BodyRecorder heard;
        boolean ends;
        synchronized (this) {
            boolean broken = known.isEmpty() && failure != null;
            if (told || !handed || (demand == 0 && !broken)) {
                return false;
            }
            part = known.poll();
            if (part != null) {
                demand -= demand == Long.MAX_VALUE ? 0 : 1;
                if (whole != null) {
                    whole.appendBuffer(part);
                }
            } else if (over) {
                told = true;
            } else if (asked) {
                return false;
            } else {
                asked = true;
            }
            ends = told;
            to = handler;
            heard = recorder;
        }
        if (part != null && heard != null && !heard.isEnded()) {
            heard.write(part.getBytes(), 0, part.length());
        }
        if (ends) {
            tellEnd();
        } else if (part == null) {
            if (source != null) {
                source.fetch(1);
            }
        } else if (to != null) {
            to.handle(part);
        }
        return !ends;
    }

    private void tellEnd() {
        Throwable why;
        Handler<Void> ofEnd;
        Handler<Throwable> ofFailure;
        BodyRecorder heard;
        synchronized (this) {
            why = failure;
            ofEnd = endHandler;
            ofFailure = exceptionHandler;
            heard = recorder;
        }
        if (heard != null && why == null) {
            // First: who has heard the end may ask again.
            heard.complete();
        }
        if (why == null && ofEnd != null) {
            ofEnd.handle(null);
        } else if (why != null && ofFailure != null) {
            ofFailure.handle(why);
        }
        completeBody(why);
        completeEnd(why);
    }

    private void completeBody(@Nullable Throwable why) {
        Promise<Buffer> promise;
        Buffer all;
        synchronized (this) {
            promise = wholePromise;
            all = whole;
        }
        if (promise != null && why == null) {
            promise.tryComplete(all);
        } else if (promise != null) {
            promise.tryFail(why);
        }
    }

    private void completeEnd(@Nullable Throwable why) {
        Promise<Void> promise;
        synchronized (this) {
            promise = endPromise;
        }
        if (promise != null && why == null) {
            promise.tryComplete();
        } else if (promise != null) {
            promise.tryFail(why);
        }
    }
}
