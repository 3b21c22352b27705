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
 * the first one in the line stands still there come more threads. But the more there are, the longer it must have stood: code
 * that blocks for a while is not for hundreds of threads at once, where the client has a few. Threads are daemons, made when
 * needed, and gone after ten idle seconds. Thread-safe.
 */
final class Steps {
    /** So long a step may wait for a thread before there are more of them. */
    private static final long STANDSTILL_NANOS = 5_000_000;

    /** From so many threads on it waits longer. */
    private static final int MANY = 16;

    /** By so many times that, for each thread that there is: half a second at first, and some seconds for hundreds. */
    private static final int LONGER = 6;

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
    /** How often it has been the same. */
    private int standstills;

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
        standstills = now != null && now == first ? standstills + 1 : 0;
        first = now;
        if (now == null) {
            // Those that are left over end when they are idle.
            threads.setCorePoolSize(few);
            watching.set(false);
            watch();
            return;
        }
        try {
            int busy = threads.getPoolSize();
            if (standstills >= (busy < MANY ? 1 : busy * LONGER)) {
                standstills = 0;
                threads.setCorePoolSize(Math.min(most, busy + Math.min(line.size(), Math.max(few, busy))));
            }
        } finally {
            // Even if the system has no thread to give: it may have one soon.
            timers.schedule(this::look, STANDSTILL_NANOS);
        }
    }
}
