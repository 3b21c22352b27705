package dev.failover;

import dev.failover.time.DetachedThread;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for blocking work of which several attempts may be under way at once: as many as are needed, daemons, gone after
 * ten idle seconds. Thread-safe.
 */
final class WorkerThreads implements AutoCloseable {
    private static final int IDLE_SECONDS = 10;

    private final AtomicInteger numbers = new AtomicInteger();
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::newThread);

    private Thread newThread(Runnable action) {
        return DetachedThread.of("failover-worker-" + numbers.incrementAndGet(), action);
    }

    /** Runs the action with the caller's context class loader; cancelling it interrupts it. */
    Future<?> submit(Runnable action) {
        ClassLoader callers = Thread.currentThread().getContextClassLoader();
        return threads.submit(() -> {
            Thread.currentThread().setContextClassLoader(callers);
            try {
                action.run();
            } finally {
                Thread.currentThread().setContextClassLoader(null);
            }
        });
    }

    /** Interrupts what is under way; nothing is begun any more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
