package dev.failover.agent.client.jdk;

import java.util.concurrent.CompletableFuture;

/** What {@code sendAsync} returns: cancelling it, or anything that was derived from it, cancels the call. */
final class CancellableFuture<T> extends CompletableFuture<T> {
    private final Runnable abort;

    CancellableFuture(Runnable abort) {
        this.abort = abort;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CancellableFuture<>(abort);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean aborts = mayInterruptIfRunning && !isDone();
        if (aborts) {
            abort.run();
        }
        return super.cancel(mayInterruptIfRunning) || aborts;
    }
}
