package dev.failover.store;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The thread on which the disk is opened, changed and closed. An interrupt of the thread that does such a thing closes the file under
 * it, and Ehcache then tries for ever to extend the closed file: so nobody does it whom somebody may interrupt. (Reading opens the file
 * again.) Thread-safe.
 */
final class DiskWorker {
    private final ThreadPoolExecutor thread;

    DiskWorker(String service) {
        thread = StoreThreads.single("failover-cache-disk-" + service, new LinkedBlockingQueue<>());
    }

    /**
     * Does it and waits for it, also if the caller is interrupted, who then still is.
     *
     * @throws IllegalStateException with what was thrown as its cause
     */
    <T> T call(Callable<T> action) {
        Future<T> result = thread.submit(action);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failure) {
                    throw new IllegalStateException(failure.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Does it some time soon. */
    void execute(Runnable action) {
        thread.execute(action);
    }

    /** After what was handed in so far. */
    void close() {
        thread.shutdown();
    }
}
