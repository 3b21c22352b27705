package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChoresTest {
    private final AgentEngine engine = Engines.of("http://a.test");

    /** Such as one that closes a connection which cannot be closed. */
    @Test
    void aChoreThatBlocksForEverDoesNotHoldUpTheOthers() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 10; i++) {
            engine.chores(() -> {
                try {
                    never.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        CountDownLatch other = new CountDownLatch(1);
        engine.chores(other::countDown);
        assertThat(other.await(20, TimeUnit.SECONDS)).isTrue();
        never.countDown();
    }

    @Test
    void thereIsABoundToTheirThreads() throws InterruptedException {
        CountDownLatch other = new CountDownLatch(1);
        try (BusyChores busy = new BusyChores(engine)) {
            engine.chores(other::countDown);
            assertThat(other.await(100, TimeUnit.MILLISECONDS)).isFalse();
            busy.end();
        }
        assertThat(other.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
