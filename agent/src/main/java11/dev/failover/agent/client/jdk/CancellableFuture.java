package dev.failover.agent.client.jdk;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sendAsync} returns: cancelling it cancels the call. So does, as with the client's own from Java 16 on,
 * cancelling anything that was derived from it; before, one listener that gives up is nothing to the others.
 */
final class CancellableFuture<T> extends SettledFuture<T> {
    private static final int FIRST_THAT_PASSES_ON = 16;

    /** Of the one that the program was given; null where the program has made it itself of that one. */
    private final @Nullable Abort abort;

    /**
     * What depends on a call keeps neither it nor its response, as with the client's own: the program may keep it for long, as
     * in a cache. Null where nothing is passed on.
     */
    private final @Nullable WeakReference<Abort> passedOn;

    /** What cancelling does to the call. */
    interface Abort {
        /** @param itself whether the client's own future is cancelled, and that aborts the call; else what depends on it */
        void abort(boolean itself);
    }

    CancellableFuture(Abort abort) {
        this(abort, Runtime.version().feature());
    }

    /** As on that Java. */
    CancellableFuture(Abort abort, int java) {
        this(abort, java >= FIRST_THAT_PASSES_ON ? new WeakReference<>(abort) : null);
    }

    private CancellableFuture(@Nullable Abort abort, @Nullable WeakReference<Abort> passedOn) {
        this.abort = abort;
        this.passedOn = passedOn;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return passedOn == null ? super.newIncompleteFuture() : new CancellableFuture<>(null, passedOn);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        Abort aborts = mayInterruptIfRunning && !isDone() ? abort() : null;
        if (aborts != null) {
            aborts.abort(abort != null && passedOn != null);
        }
        return super.cancel(mayInterruptIfRunning) || aborts != null;
    }

    /** Null when nobody has the call any more. */
    private @Nullable Abort abort() {
        return abort != null || passedOn == null ? abort : passedOn.get();
    }
}
