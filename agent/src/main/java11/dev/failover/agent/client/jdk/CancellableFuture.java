package dev.failover.agent.client.jdk;

import java.util.concurrent.CompletableFuture;

/**
 * What {@code sendAsync} returns: cancelling it cancels the call. So does, as with the client's own from Java 16 on,
 * cancelling anything that was derived from it; before, one listener that gives up is nothing to the others.
 */
final class CancellableFuture<T> extends SettledFuture<T> {
    private static final int FIRST_THAT_PASSES_ON = 16;

    private final Abort abort;
    private final boolean passesOn;
    /** Whether the program was given it, and not made it itself of that one. */
    private final boolean isGiven;

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
        this(abort, java >= FIRST_THAT_PASSES_ON, true);
    }

    private CancellableFuture(Abort abort, boolean passesOn, boolean isGiven) {
        this.abort = abort;
        this.passesOn = passesOn;
        this.isGiven = isGiven;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return passesOn ? new CancellableFuture<>(abort, true, false) : super.newIncompleteFuture();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean aborts = mayInterruptIfRunning && !isDone();
        if (aborts) {
            abort.abort(isGiven && passesOn);
        }
        return super.cancel(mayInterruptIfRunning) || aborts;
    }
}
