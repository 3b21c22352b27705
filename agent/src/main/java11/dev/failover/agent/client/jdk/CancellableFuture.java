package dev.failover.agent.client.jdk;

import java.util.concurrent.CompletableFuture;

/**
 * What {@code sendAsync} returns: cancelling it cancels the call. So does, as with the client's own from Java 16 on,
 * cancelling anything that was derived from it; before, one listener that gives up is nothing to the others.
 */
final class CancellableFuture<T> extends SettledFuture<T> {
    private static final int FIRST_THAT_PASSES_ON = 16;

    private final Runnable abort;
    private final boolean passesOn;

    CancellableFuture(Runnable abort) {
        this(abort, Runtime.version().feature());
    }

    /** As on that Java. */
    CancellableFuture(Runnable abort, int java) {
        this(abort, java >= FIRST_THAT_PASSES_ON);
    }

    private CancellableFuture(Runnable abort, boolean passesOn) {
        this.abort = abort;
        this.passesOn = passesOn;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return passesOn ? new CancellableFuture<>(abort, true) : super.newIncompleteFuture();
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
