package dev.failover.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call that fetches what others want, too. Thread-safe. */
public final class Flight {
    private final CompletableFuture<Boolean> landed = new CompletableFuture<>();
    private final long startedAt;

    Flight(long startedAt) {
        this.startedAt = startedAt;
    }

    long startedAt() {
        return startedAt;
    }

    /** Whether it has ended. */
    public boolean hasLanded() {
        return landed.isDone();
    }

    /** It has ended, well or not. */
    void land() {
        landed.complete(Boolean.TRUE);
    }

    /** Runs {@code task} when it has ended, on the thread that ends it, or at once if it has. */
    public void whenLanded(Runnable task) {
        CompletableFuture<Void> unused = landed.thenRun(task);
    }

    /**
     * Waits until it has ended, or for so long.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public void await(long nanos) throws InterruptedException {
        try {
            landed.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException goesOnAlone) {
            // The caller looks for itself.
        }
    }
}
