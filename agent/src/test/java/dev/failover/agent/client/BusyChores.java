package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps all threads busy that an engine may have for its chores. */
final class BusyChores implements AutoCloseable {
    private final CountDownLatch begun = new CountDownLatch(AgentEngine.CHORES_AT_ONCE);
    private final CountDownLatch over = new CountDownLatch(1);
    private final AgentEngine engine;

    BusyChores(AgentEngine engine) throws InterruptedException {
        this.engine = engine;
        for (int i = 0; i < AgentEngine.CHORES_AT_ONCE; i++) {
            engine.chores(this::block);
        }
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private void block() {
        begun.countDown();
        try {
            over.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** They are free again, and have done what was waiting for them. */
    void end() throws InterruptedException {
        over.countDown();
        CountDownLatch idle = new CountDownLatch(AgentEngine.CHORES_AT_ONCE);
        for (int i = 0; i < AgentEngine.CHORES_AT_ONCE; i++) {
            engine.chores(idle::countDown);
        }
        assertThat(idle.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        over.countDown();
    }
}
