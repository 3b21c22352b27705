package dev.failover;

import dev.failover.time.DetachedThread;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads for blocking work of which several attempts may be under way at once: as many as are needed, up to {@value #MOST},
 * daemons, gone after ten idle seconds. Thread-safe.
 */
final class WorkerThreads implements AutoCloseable {
    private static final int IDLE_SECONDS = 10;

    /** Work that ignores interrupts keeps its thread when its lease has long come home: it must not take all that the system has. */
    static final int MOST = 1_000;

    private final AtomicInteger numbers = new AtomicInteger();
    private final ExecutorService threads;

    WorkerThreads() {
        this(MOST);
    }

    WorkerThreads(int most) {
        threads = new ThreadPoolExecutor(
                0,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                this::newThread,
                (action, full) -> reject(full));
    }

    private Thread newThread(Runnable action) {
        return DetachedThread.of("failover-worker-" + numbers.incrementAndGet(), action);
    }

    private static void reject(ThreadPoolExecutor full) {
        throw new RejectedExecutionException(
                full.isShutdown()
                        ? "the manager is closed"
                        : "all " + full.getMaximumPoolSize()
                                + " threads for hedged work are busy, probably with work that ignores interrupts");
    }

    /**
     * Runs the action with this context class loader; cancelling it interrupts it.
     *
     * @throws RejectedExecutionException if all threads are busy, or these are closed
     */
    Future<?> submit(Runnable action, @Nullable ClassLoader callers) {
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
