package org.ehcache.shadow.org.terracotta.offheapstore.util;

import dev.failover.time.DetachedThread;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Takes the place of Ehcache's class of this name, whose thread never ends once there was something to do, and keeps the class loader
 * alive that it came from. This one ends when there is nothing left to do.
 */
public class Retryer {
    private static final int IDLE_SECONDS = 10;

    private final long shortest;
    private final long longest;
    private final TimeUnit unit;
    private final ScheduledThreadPoolExecutor thread;

    public Retryer(long shortest, long longest, TimeUnit unit, ThreadFactory notDetached) {
        this.shortest = shortest;
        this.longest = longest;
        this.unit = unit;
        thread = new ScheduledThreadPoolExecutor(1, action -> DetachedThread.of("failover-cache-flush", action));
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /** Does it until it succeeds, each time after twice as long. */
    public void completeAsynchronously(Runnable task) {
        schedule(task, 0, shortest);
    }

    public void shutdownNow() {
        thread.shutdownNow();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It tells nobody anything: it is done again.
    private void schedule(Runnable task, long delay, long next) {
        thread.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error failure) {
                        schedule(task, next, Math.min(longest, 2 * next));
                    }
                },
                delay,
                unit);
    }
}
