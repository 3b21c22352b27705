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
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        Running call = running;
        if (cancelled && call != null) {
            call.cancel();
        }
        return cancelled;
    }
}
