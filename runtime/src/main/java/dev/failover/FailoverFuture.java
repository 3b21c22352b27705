package dev.failover;

import dev.failover.call.AsyncDriver.Running;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The future of a call: cancelling it aborts what is under way and stops the repetitions. */
final class FailoverFuture<T> extends CompletableFuture<T> {
    private volatile @Nullable Running running;

    /** Says what to cancel; a cancellation that came before is made good. */
    void runs(Running call) {
        running = call;
        if (isCancelled()) {
            call.cancel();
        }
        if (isDone()) {
            running = null;
        }
    }

    /** Whoever keeps a future for its result does not keep the call, and all that its service was. */
    void hasEnded() {
        // A cancellation has yet to be passed on.
        if (!isCancelled()) {
            running = null;
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        Running call = running;
        if (cancelled && call != null) {
            call.cancel();
            running = null;
        }
        return cancelled;
    }
}
