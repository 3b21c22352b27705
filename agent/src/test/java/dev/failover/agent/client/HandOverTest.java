package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class HandOverTest {
    private static final int BLOCKED = 60;

    private static final int BURST = 400;
    private static final int BURST_AT_ONCE = 100;

    private final AgentEngine engine = Engines.of("http://a.test", "http://b.test");

    /** Each of them is a callback of the program's that waits for the end of another call. */
    @Test
    void noStepWaitsForTheEndOfAnother() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(BLOCKED);
        for (int i = 0; i < BLOCKED; i++) {
            engine.handOver().later(() -> {
                try {
                    last.await();
                    ended.countDown();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        engine.handOver().schedule(last::countDown, TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** As callbacks that ask a data base: all of them at once are more than it may stand. */
    @Test
    void stepsThatBlockForAWhileAreNotRunAllAtOnce() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(BURST);
        for (int i = 0; i < BURST; i++) {
            engine.handOver().later(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                running.decrementAndGet();
                ended.countDown();
            });
        }
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isLessThan(BURST_AT_ONCE);
    }

    /** And no other step does, not even on the same thread. */
    @Test
    void aStepSeesTheContextClassLoaderOfItsCaller() throws Exception {
        Thread current = Thread.currentThread();
        ClassLoader outer = current.getContextClassLoader();
        try (URLClassLoader programs = new URLClassLoader(new URL[0], outer)) {
            current.setContextClassLoader(programs);
            assertThat(seenBy(engine.handOver())).isSameAs(programs);
            current.setContextClassLoader(outer);
            for (int i = 0; i < 10; i++) {
                assertThat(seenBy(engine.handOver())).isSameAs(outer);
            }
        } finally {
            current.setContextClassLoader(outer);
        }
    }

    private static ClassLoader seenBy(HandOver handOver) throws Exception {
        CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
        handOver.later(() -> seen.complete(Thread.currentThread().getContextClassLoader()));
        return seen.get(60, TimeUnit.SECONDS);
    }
}
