package dev.failover.time;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** {@link Timers} on one daemon thread, which is started with the first action and ends when there is none for a while. */
public final class SharedTimers implements Timers, AutoCloseable {
    private final ScheduledThreadPoolExecutor executor;

    public SharedTimers() {
        executor = new ScheduledThreadPoolExecutor(1, action -> {
            Thread thread = new Thread(action, "failover-timer");
            thread.setDaemon(true);
            // Timers outlive the call that started the thread: it must not hold that caller's class loader.
            thread.setContextClassLoader(null);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(30, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public Timer schedule(Runnable action, long delayNanos) {
        ScheduledFuture<?> future = executor.schedule(action, delayNanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Actions that have neither run nor been cancelled. */
    public int pending() {
        return executor.getQueue().size();
    }

    /** Drops what has not run; later calls of {@link #schedule} fail. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
