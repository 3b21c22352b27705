package dev.failover.agent.client.jdk;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response that the program may never see. It reads ahead up to a bound and then stops asking for more,
 * until it is either dropped or passed on, from its first byte, to the program's own handler. For the client its body is
 * there at once, so that the decision needs no more than the head of the response.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what follows on a future here is told by another one
final class HeldBody<T> implements BodySubscriber<T>, Subscription {
    private static final int HELD = 64 * 1024;

    private final BodyHandler<T> handler;
    private final ResponseInfo info;
    private final ConcurrentLinkedQueue<List<ByteBuffer>> items = new ConcurrentLinkedQueue<>();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong heldBytes = new AtomicLong();
    private volatile @Nullable Subscription source;
    private volatile @Nullable BodySubscriber<T> target;
    private volatile boolean dropped;
    private volatile boolean brokenOff;
    private volatile boolean complete;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable BodyRecording recording;
    private final CompletableFuture<T> given = new CompletableFuture<>();
    // Touched by whoever works, one thread at a time.
    private boolean subscribed;
    private boolean told;

    HeldBody(BodyHandler<T> handler, ResponseInfo info) {
        this.handler = handler;
        this.info = info;
    }

    /** The client need not wait for this body. */
    @Override
    @SuppressWarnings("NullAway") // stands in for the body until it is passed on
    public CompletionStage<T> getBody() {
        return CompletableFuture.completedFuture(null);
    }

    /** All of it is there, and from nowhere. */
    void whole(List<List<ByteBuffer>> all) {
        items.addAll(all);
        complete = true;
    }

    /** Tells what is passed on; said before that. */
    void record(BodyRecording recorded) {
        recording = recorded;
    }

    /**
     * Gives all of it to the program's handler; the body that it makes of it. What the handler throws fails the body, as with the client.
     */
    CompletionStage<T> passOn() {
        BodyRecording recorded = recording;
        try {
            BodySubscriber<T> programs = handler.apply(info);
            programs.getBody().whenComplete((body, thrown) -> {
                if (thrown == null) {
                    given.complete(body);
                } else {
                    given.completeExceptionally(thrown);
                }
            });
            target = recorded == null ? programs : new RecordedBody<>(programs, recorded);
        } catch (RuntimeException | Error handlersOwn) {
            given.completeExceptionally(handlersOwn);
            drop();
        }
        work();
        return given;
    }

    void drop() {
        BodyRecording recorded = recording;
        if (recorded != null) {
            recorded.abandon();
        }
        dropped = true;
        work();
    }

    /** Whether the client has given all that comes of it: its connection may be that of another call. */
    boolean isOver() {
        return complete;
    }

    /** As with the client, whose exchange is aborted: its failure is told at once, whatever was not asked for yet. */
    void breakOff() {
        brokenOff = true;
        work();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source = subscription;
        work();
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        int bytes = 0;
        for (ByteBuffer buffer : item) {
            bytes += buffer.remaining();
        }
        heldBytes.addAndGet(bytes);
        asked.decrementAndGet();
        items.add(item);
        work();
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        complete = true;
        work();
    }

    @Override
    public void onComplete() {
        complete = true;
        work();
    }

    @Override
    public void request(long n) {
        BodySubscriber<T> programs = target;
        if (n <= 0) {
            if (programs != null) {
                programs.onError(new IllegalArgumentException("non-positive request: " + n));
            }
            return;
        }
        wanted.accumulateAndGet(n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
        work();
    }

    @Override
    public void cancel() {
        drop();
    }

    /** Moves things on, on one thread at a time; whoever comes meanwhile leaves a note and goes. */
    private void work() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        do {
            Subscription from = source;
            BodySubscriber<T> to = target;
            if (dropped) {
                items.clear();
                if (from != null) {
                    from.cancel();
                }
            } else if (to != null) {
                passOnOrFail(to, from);
            } else if (from != null && heldBytes.get() < HELD && asked.compareAndSet(0, 1)) {
                from.request(1);
            }
        } while (work.decrementAndGet() != 0);
    }

    /** What the program's subscriber throws fails its body: nobody else would tell it. */
    private void passOnOrFail(BodySubscriber<T> to, @Nullable Subscription from) {
        try {
            passOn(to, from);
        } catch (RuntimeException | Error programs) {
            drop();
            if (!told) {
                told = true;
                fail(to, programs);
            }
            given.completeExceptionally(programs);
        }
    }

    private static void fail(BodySubscriber<?> to, Throwable thrown) {
        try {
            to.onError(thrown);
        } catch (RuntimeException | Error again) {
            thrown.addSuppressed(again);
        }
    }

    private void passOn(BodySubscriber<T> to, @Nullable Subscription from) {
        if (!subscribed) {
            subscribed = true;
            to.onSubscribe(this);
        }
        if (told) {
            // What was left of a body that was broken off comes no more, whatever is asked for.
            items.clear();
            return;
        }
        // Read before the queue is: what it says is only true of an empty queue if nothing came in between.
        boolean all = complete;
        while (wanted.get() > 0) {
            List<ByteBuffer> item = items.poll();
            if (item == null) {
                break;
            }
            wanted.updateAndGet(had -> had == Long.MAX_VALUE ? had : had - 1);
            to.onNext(item);
        }
        if (!items.isEmpty() && !(brokenOff && failure != null)) {
            return;
        }
        if (all && !told) {
            told = true;
            Throwable thrown = failure;
            if (thrown == null) {
                to.onComplete();
            } else {
                to.onError(thrown);
            }
        } else if (!all && from != null) {
            long more = wanted.get() - asked.get();
            if (more > 0) {
                asked.addAndGet(more);
                from.request(more);
            }
        }
    }
}
