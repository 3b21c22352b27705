package dev.failover.agent.client.jdk;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;

/** What is known of an executor that a program has given its client. */
final class OwnExecutor {
    /** That of virtual threads; by name, because it is internal. */
    private static final String THREAD_PER_TASK = "java.util.concurrent.ThreadPerTaskExecutor";

    private OwnExecutor() {}

    /** Whether no task certainly has to wait until another one is done. */
    static boolean hasThreadForEach(Executor executor) {
        if (executor.getClass() != ThreadPoolExecutor.class) {
            return executor.getClass().getName().equals(THREAD_PER_TASK);
        }
        ThreadPoolExecutor pool = (ThreadPoolExecutor) executor;
        return pool.getMaximumPoolSize() == Integer.MAX_VALUE && pool.getQueue() instanceof SynchronousQueue;
    }
}
