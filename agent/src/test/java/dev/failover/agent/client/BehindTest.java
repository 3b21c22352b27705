package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BehindTest {
    private final AgentEngine engine = Engines.with("cache.enabled=true", "http://127.0.0.1:1");

    private Revalidation revalidation() {
        return new Revalidation(engine.routes()
                .find("http", "127.0.0.1", 1, "/x")
                .cache()
                .begin("GET", "/x", Headers.EMPTY, false, true));
    }

    private static final class Hanging implements Behind.Work {
        private final BlockingQueue<Behind> begun;
        private final CountDownLatch aborted = new CountDownLatch(1);

        Hanging(BlockingQueue<Behind> begun) {
            this.begun = begun;
        }

        @Override
        public void run(Behind behind) {
            begun.add(behind);
        }

        @Override
        public void abort() {
            aborted.countDown();
        }
    }

    @Test
    void thereAreFewAtATime() throws Exception {
        BlockingQueue<Behind> begun = new LinkedBlockingQueue<>();
        for (int i = 0; i < 20; i++) {
            Behind.start(engine, revalidation(), new Hanging(begun));
        }
        List<Behind> some = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            some.add(begun.take());
        }
        some.get(0).end();
        some.get(0).end();
        Behind.start(engine, revalidation(), new Hanging(begun));
        Behind.start(engine, revalidation(), new Hanging(begun));
        some.add(begun.take());
        for (Behind each : some) {
            each.end();
        }
        assertThat(begun).isEmpty();
    }

    @Test
    void whatTakesTooLongIsBrokenOff() throws Exception {
        BlockingQueue<Behind> begun = new LinkedBlockingQueue<>();
        Hanging work = new Hanging(begun);
        Behind.start(engine, revalidation(), work, TimeUnit.MILLISECONDS.toNanos(20));
        work.aborted.await();
        begun.take().end();
    }
}
