package dev.failover;

import dev.failover.call.AsyncDriver.Running;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The future of a call. Whoever else completes it, by cancelling, by a time-out of its own, by a value, gives the call up: what
 * is under way is aborted, and no attempt follows.
 */
final class FailoverFuture<T> extends CompletableFuture<T> {
    private volatile @Nullable Running running;
    /** The call has ended by itself. */
    private volatile boolean ended;

    FailoverFuture() {
        CompletionStage<T> unused = whenComplete((result, failure) -> release());
    }

    /** Says what to cancel; if it is too late for the call already, that is made good. */
    void runs(Running call) {
        running = call;
        if (isDone()) {
            release();
        }
    }

    /** The call ended with this. */
    void deliver(@Nullable T result) {
        ended = true;
        complete(result);
    }

    /** The call ended with this. */
    void deliverFailure(Throwable failure) {
        ended = true;
        completeExceptionally(failure);
    }

    /** Whoever keeps a future for its result does not keep the call, and all that its service was. */
    private void release() {
        Running call = running;
        running = null;
        if (call != null && !ended) {
            call.cancel();
        }
    }
}
