package dev.failover.agent.client;

import dev.failover.time.DetachedThread;
import dev.failover.time.Timers;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads for what is short: the steps of calls that have waited, and chores. A few are enough; but a step may run the
 * program's code, and a chore a client's, which may block for as long as it likes, even until another call is over. So when
 * the first one in the line stands still there come more threads. Threads are daemons, made when needed, and gone after ten
 * idle seconds. Thread-safe.
 */
final class Steps {
    /** So long a step may wait for a thread before there are more of them. */
    private static final long STANDSTILL_NANOS = 5_000_000;

    private static final int IDLE_SECONDS = 10;

    private final int few;
    private final int most;
    private final AtomicInteger numbers = new AtomicInteger();
    private final LinkedBlockingQueue<Runnable> line = new LinkedBlockingQueue<>();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final ThreadPoolExecutor threads;
    private final Timers timers;
    /** What was first in the line when it was looked at; touched by the thread of the timers only. */
    private @Nullable Runnable first;

    /**
     * @param name how the names of the threads begin
     * @param few so many threads are enough as long as none blocks
     * @param most never more
     */
    Steps(Timers timers, String name, int few, int most) {
        this.timers = timers;
        this.few = few;
        this.most = most;
        threads = new ThreadPoolExecutor(
                few,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                line,
                step -> DetachedThread.of(name + numbers.incrementAndGet(), step));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Each step must be an object of its own. */
    void execute(Runnable step) {
        threads.execute(step);
        watch();
    }

    private void watch() {
        if (!line.isEmpty() && watching.compareAndSet(false, true)) {
            timers.schedule(this::look, STANDSTILL_NANOS);
        }
    }

    private void look() {
        Runnable now = line.peek();
        boolean standsStill = now != null && now == first;
        first = now;
        if (now == null) {
            // Those that are left over end when they are idle.
            threads.setCorePoolSize(few);
            watching.set(false);
            watch();
            return;
        }
        try {
            if (standsStill) {
                int busy = threads.getPoolSize();
                threads.setCorePoolSize(Math.min(most, busy + Math.min(line.size(), Math.max(few, busy))));
            }
        } finally {
            // Even if the system has no thread to give: it may have one soon.
            timers.schedule(this::look, STANDSTILL_NANOS);
        }
    }
}
