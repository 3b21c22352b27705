package dev.failover;

import dev.failover.time.DetachedThread;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where futures complete if the program does not say where: as {@link java.util.concurrent.CompletableFuture} has it, in
 * the common pool if that has threads enough. It has none where the program says so, and with one alone whoever waits for
 * an answer there, as in a parallel stream, waits for ever; then each gets a thread that is free, or a new one.
 */
final class CompletingThreads {
    private static final int IDLE_SECONDS = 10;

    private CompletingThreads() {}

    static Executor byDefault() {
        return of(ForkJoinPool.getCommonPoolParallelism());
    }

    /** For a common pool of so many threads. */
    static Executor of(int parallelism) {
        return parallelism > 1
                ? ForkJoinPool.commonPool()
                : new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        CompletingThreads::newThread);
    }

    /** With the context class loader that those of the common pool have. */
    private static Thread newThread(Runnable action) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = DetachedThread.of("failover-completing", action);
            thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
            return thread;
        });
    }
}
