package dev.failover.agent.client;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;

/** Keeps all threads of the JVM's common pool, as a parallel stream does that waits for answers. */
public final class BusyCommonPool implements AutoCloseable {
    private final CountDownLatch end = new CountDownLatch(1);
    private final int threads = ForkJoinPool.commonPool().getParallelism();

    public BusyCommonPool() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            ForkJoinPool.commonPool().execute(() -> {
                begun.countDown();
                try {
                    end.await();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            });
        }
        begun.await();
    }

    /** How many it keeps. */
    public int threads() {
        return threads;
    }

    @Override
    public void close() {
        end.countDown();
    }
}
