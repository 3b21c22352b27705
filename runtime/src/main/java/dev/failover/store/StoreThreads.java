package dev.failover.store;

import dev.failover.time.DetachedThread;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.ehcache.core.spi.service.ExecutionService;
import org.ehcache.spi.service.Service;
import org.ehcache.spi.service.ServiceProvider;

/**
 * The threads that Ehcache writes to the disk with. Its own are no daemons, and would keep a JVM alive for 30 seconds; these keep
 * nothing alive, neither a JVM nor a class loader. Thread-safe.
 */
final class StoreThreads implements ExecutionService {
    private static final int IDLE_SECONDS = 10;

    private final String name;
    private final List<BlockingQueue<Runnable>> queues = new CopyOnWriteArrayList<>();

    StoreThreads(String name) {
        this.name = name;
    }

    /** One thread, which is there while there is something to do. */
    static ThreadPoolExecutor single(String name, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, queue, action -> DetachedThread.of(name, action));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** How many writes wait: Ehcache itself knows no bound. */
    int waiting() {
        int waiting = 0;
        for (BlockingQueue<Runnable> queue : queues) {
            waiting += queue.size();
        }
        return waiting;
    }

    @Override
    public ExecutorService getOrderedExecutor(String poolAlias, BlockingQueue<Runnable> queue) {
        queues.add(queue);
        return single(name, queue);
    }

    @Override
    public ExecutorService getUnorderedExecutor(String poolAlias, BlockingQueue<Runnable> queue) {
        return getOrderedExecutor(poolAlias, queue);
    }

    @Override
    public ScheduledExecutorService getScheduledExecutor(String poolAlias) {
        return Executors.newSingleThreadScheduledExecutor(action -> DetachedThread.of(name, action));
    }

    @Override
    public void start(ServiceProvider<Service> serviceProvider) {}

    @Override
    public void stop() {
        queues.clear();
    }
}
