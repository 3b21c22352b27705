package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DrainTest {
    private final AgentEngine engine = Engines.of("http://a.test");

    /** Ends when a drain that began before is to be broken off. */
    private final InputStream late = new InputStream() {
        @Override
        public int read() {
            CountDownLatch later = new CountDownLatch(1);
            engine.timers().schedule(later::countDown, TimeUnit.MILLISECONDS.toNanos(150));
            try {
                assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return -1;
        }
    };

    @Test
    void whatDoesNotEndIsBrokenOff() {
        CountDownLatch aborted = new CountDownLatch(1);
        InputStream stalled = new InputStream() {
            @Override
            public int read() {
                try {
                    assertThat(aborted.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
                return -1;
            }
        };
        assertThat(Drain.toEnd(engine, stalled, aborted::countDown)).isTrue();
    }

    /** The threads that do it may be busy, and what they would break off then is the next attempt. */
    @Test
    void whatIsOverIsNotBrokenOffAnyMore() throws InterruptedException {
        AtomicInteger aborted = new AtomicInteger();
        try (BusyChores busy = new BusyChores(engine)) {
            assertThat(Drain.toEnd(engine, late, aborted::incrementAndGet)).isTrue();
            busy.end();
        }
        assertThat(aborted).hasValue(0);
    }
}
