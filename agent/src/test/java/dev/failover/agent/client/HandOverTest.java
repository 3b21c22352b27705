package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandOverTest {
    private static final int BLOCKED = 200;

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
