package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.Ports;
import dev.failover.call.Attempt;
import dev.failover.call.BlockingDriver;
import dev.failover.call.Outcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An outage in which endpoints take connections and say nothing: each probe of them takes its whole second. */
class HealthChecksTest {
    private static final int ENDPOINTS = 12;

    private final List<ServerSocket> silent = new ArrayList<>();

    @BeforeEach
    void listen() throws IOException {
        for (int i = 0; i < ENDPOINTS; i++) {
            silent.add(Ports.listen(50));
        }
    }

    @AfterEach
    void close() throws IOException {
        for (ServerSocket server : silent) {
            server.close();
        }
    }

    private AgentEngine engine() {
        String[] urls = silent.stream()
                .map(server -> "http://127.0.0.1:" + server.getLocalPort())
                .toArray(String[]::new);
        return Engines.with("timeout.attempt=100ms;health.interval=1s", urls);
    }

    /** Seconds later if it had to wait behind them. */
    @Test
    void attemptsAreBrokenOffInTimeWhileProbesHang() throws Exception {
        AgentEngine engine = engine();
        Route route = engine.routes().find("http", "127.0.0.1", silent.get(0).getLocalPort(), "/");
        // By then the first probe of every endpoint was begun, or waits for others.
        CountDownLatch probing = new CountDownLatch(1);
        engine.timers().schedule(probing::countDown, TimeUnit.MILLISECONDS.toNanos(1_050));
        assertThat(probing.await(20, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();
        CountDownLatch aborted = new CountDownLatch(1);
        engine.blocking().run(route.service(), route.spec(false), new BlockingDriver.Exchange<String>() {
            @Override
            public Outcome<String> attempt(Attempt attempt) throws Exception {
                AttemptBound bound = AttemptBound.start(engine, attempt, late -> aborted.countDown());
                assertThat(aborted.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(bound.end()).isTrue();
                return Outcome.success("done");
            }

            @Override
            public void discard(Outcome<String> superseded) {}
        });
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(2_500);
    }
}
