package dev.failover.agent.client.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What connections hold that programs begin and do not end: it comes home, and nothing stays of those that do end. */
class OpenAttemptsTest {
    private static final String NO_WAIT = ";pool.acquire-timeout=0s";

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer("A");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static HttpURLConnection put(AgentEngine engine, String url) throws IOException {
        HttpURLConnection connection = Facades.open(engine, url);
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        return connection;
    }

    private static void abandon(AgentEngine engine, String url) throws IOException {
        Facades.open(engine, url).connect();
        HttpURLConnection connection = put(engine, url);
        connection.setChunkedStreamingMode(0);
        connection.connect();
        connection.getOutputStream().write(1);
    }

    private static boolean isServed(AgentEngine engine, String url) throws IOException {
        try {
            return Facades.open(engine, url).getResponseCode() == 200;
        } catch (ConnectException turnedAway) {
            return false;
        }
    }

    private static void awaitServed(AgentEngine engine, String url) throws IOException {
        for (long begin = System.nanoTime(); !isServed(engine, url); System.gc()) {
            assertThat(System.nanoTime() - begin)
                    .as("nanoseconds until a lease is home")
                    .isLessThan(30_000_000_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool.max-per-endpoint=2", "pool.max-per-service=2", "pool.adaptive-limit=1-2"})
    void theLeasesOfAbandonedConnectionsComeHome(String limit) throws IOException {
        AgentEngine engine = Engines.with(limit + NO_WAIT, server.url());
        for (int round = 0; round < 3; round++) {
            abandon(engine, server.url() + "/x");
            awaitServed(engine, server.url() + "/x");
        }
    }

    /** By then the machine has the call, not the short way. */
    @ParameterizedTest
    @ValueSource(strings = {"pool.max-per-endpoint=2", "pool.max-per-service=2"})
    void thoseOfSecondAttemptsToo(String limit) throws IOException {
        String down = TestServer.dead();
        AgentEngine engine = Engines.with(limit + NO_WAIT, down, server.url());
        abandon(engine, down + "/x");
        awaitServed(engine, down + "/x");
    }

    /** Nobody has let go of it. */
    @Test
    void aConnectionThatIsStillThereKeepsItsLease() throws IOException {
        AgentEngine engine = Engines.with("pool.max-per-service=1" + NO_WAIT, server.url());
        HttpURLConnection open = Facades.open(engine, server.url() + "/x");
        open.connect();
        System.gc();
        assertThatThrownBy(() -> Facades.open(engine, server.url() + "/x").getResponseCode())
                .isInstanceOf(ConnectException.class);
        assertThat(open.getResponseCode()).isEqualTo(200);
        assertThat(isServed(engine, server.url() + "/x")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool.max-per-endpoint=2", "pool.max-per-service=2", "pool.adaptive-limit=1-2"})
    void nothingStaysOfCallsThatHaveEnded(String limit) throws IOException {
        AgentEngine engine = Engines.with(limit + NO_WAIT, server.url());
        OpenAttempts.sweep();
        int before = OpenAttempts.size();
        for (int i = 0; i < 20; i++) {
            HttpURLConnection read = Facades.open(engine, server.url() + "/x");
            read.connect();
            assertThat(read.getResponseCode()).isEqualTo(200);

            HttpURLConnection written = put(engine, server.url() + "/x");
            written.connect();
            try (OutputStream out = written.getOutputStream()) {
                out.write(1);
            }
            assertThat(written.getResponseCode()).isEqualTo(200);

            HttpURLConnection broken = put(engine, server.url() + "/x");
            broken.setChunkedStreamingMode(0);
            broken.getOutputStream().write(1);
            broken.disconnect();

            HttpURLConnection failed = Facades.open(engine, server.url() + "/answer/reset");
            failed.connect();
            assertThatThrownBy(failed::getInputStream).isInstanceOf(IOException.class);
        }
        assertThat(OpenAttempts.size()).isLessThanOrEqualTo(before);
    }

    @Test
    void whatHasNoLimitIsNotWatched() throws IOException {
        AgentEngine engine = Engines.of(server.url());
        OpenAttempts.sweep();
        int before = OpenAttempts.size();
        HttpURLConnection open = Facades.open(engine, server.url() + "/x");
        open.connect();
        assertThat(OpenAttempts.size()).isEqualTo(before);
        assertThat(open.getResponseCode()).isEqualTo(200);
    }
}
