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
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request goes when an endpoint fails, and where it must not go. */
class UrlFailoverTest {
    private TestServer first;
    private TestServer second;

    @BeforeEach
    void start() throws IOException {
        first = new TestServer("A");
        second = new TestServer("B");
    }

    @AfterEach
    void stop() throws IOException {
        first.close();
        second.close();
    }

    private HttpURLConnection open(String path) {
        return Facades.open(Engines.of(first.url(), second.url()), first.url() + path);
    }

    private static void send(HttpURLConnection connection, String method, String... parts) throws IOException {
        connection.setRequestMethod(method);
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            for (String part : parts) {
                out.write(part.getBytes());
                out.flush();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "502", "504", "reset"})
    void aReadGoesOnAtTheNextEndpoint(String failing) throws IOException {
        first.answering(failing);
        HttpURLConnection connection = open("/x?y=%20z");
        assertThat(Facades.text(connection.getInputStream())).isEqualTo("B /x?y=%20z");
        assertThat(connection.getURL()).hasToString(first.url() + "/x?y=%20z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "501", "404", "429"})
    void anAnswerThatIsOneStays(String status) throws IOException {
        first.answering(status);
        assertThat(open("/x").getResponseCode()).isEqualTo(Integer.parseInt(status));
        assertThat(second.received()).isEmpty();
    }

    /** The head decides, and each attempt can have a connection of its own. */
    @ParameterizedTest
    @CsvSource({"503-long,false", "503-long,true", "503-dripping,true", "503-stalling,false", "503-stalling,true"})
    @Timeout(20)
    void whoOnlyWantsTheStatusDoesNotWaitForTheBody(String failing, boolean another) throws IOException {
        first.answering(failing);
        AgentEngine engine = another ? Engines.of(first.url(), TestServer.dead()) : Engines.of(first.url());
        HttpURLConnection connection = Facades.open(engine, first.url() + "/x");
        assertThat(connection.getResponseCode()).isEqualTo(503);
        if (failing.equals("503-long")) {
            assertThat(connection.getErrorStream().readAllBytes()).hasSize(TestServer.LONG);
        }
        connection.disconnect();
        assertThat(first.received()).hasSizeGreaterThan(1);
    }

    @Test
    void theAddressedEndpointComesFirst() throws IOException {
        AgentEngine engine = Engines.of(first.url(), second.url());
        assertThat(Facades.open(engine, second.url() + "/x").getHeaderField("X-Id"))
                .isEqualTo("B");
        assertThat(first.received()).isEmpty();
    }

    @Test
    void aBasePathIsReplacedByThatOfTheOtherEndpoint() throws IOException {
        first.answering("503");
        AgentEngine engine = Engines.of(first.url() + "/old/api", second.url() + "/v2");
        HttpURLConnection connection = Facades.open(engine, first.url() + "/old/api/item?q=1");
        assertThat(Facades.text(connection.getInputStream())).isEqualTo("B /v2/item?q=1");
        assertThat(connection.getURL()).hasToString(first.url() + "/old/api/item?q=1");
    }

    @Test
    void aRedirectAtTheOtherEndpointLooksLikeOneAtTheAddressed() throws IOException {
        first.answering("503");
        second.answering("ok");
        AgentEngine engine = Engines.of(first.url(), second.url());
        HttpURLConnection connection = Facades.open(engine, first.url() + "/answer/redirect");
        // The path chooses the answer of both; only the second one is asked in the end.
        first.close();
        assertThat(Facades.text(connection.getInputStream())).isEqualTo("B /moved?x=1");
        assertThat(connection.getURL()).hasToString(first.url() + "/moved?x=1");
    }

    @Test
    void aBodyIsSentAgain() throws IOException {
        first.answering("503");
        HttpURLConnection connection = open("/x");
        send(connection, "PUT", "hel", "lo");
        assertThat(connection.getResponseCode()).isEqualTo(200);
        assertThat(first.received()).containsExactly("PUT /x hello");
        assertThat(second.received()).containsExactly("PUT /x hello");
    }

    @Test
    void aStreamedBodyIsSentAgain() throws IOException {
        first.answering("503");
        HttpURLConnection chunked = open("/chunked");
        chunked.setChunkedStreamingMode(0);
        send(chunked, "PUT", "hel", "lo");
        assertThat(chunked.getResponseCode()).isEqualTo(200);
        HttpURLConnection fixed = open("/fixed");
        fixed.setFixedLengthStreamingMode(5);
        send(fixed, "PUT", "hel", "lo");
        assertThat(fixed.getResponseCode()).isEqualTo(200);
        assertThat(second.received()).containsExactly("PUT /chunked hello", "PUT /fixed hello");
    }

    @Test
    void aBodyThatIsTooLongToKeepIsSentOnce() throws IOException {
        first.answering("503");
        for (boolean streaming : new boolean[] {false, true}) {
            HttpURLConnection connection = open("/x");
            connection.setRequestMethod("PUT");
            connection.setDoOutput(true);
            if (streaming) {
                connection.setChunkedStreamingMode(0);
            }
            try (OutputStream out = connection.getOutputStream()) {
                out.write(new byte[RequestBody.KEPT]);
                out.write(1);
            }
            assertThat(connection.getResponseCode()).isEqualTo(503);
        }
        assertThat(first.received()).hasSize(2).allMatch(line -> line.endsWith((RequestBody.KEPT + 1) + " bytes"));
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aPostIsSentOnce() throws IOException {
        first.answering("503");
        HttpURLConnection connection = open("/x");
        send(connection, "POST", "order");
        assertThat(connection.getResponseCode()).isEqualTo(503);
        assertThat(first.received()).containsExactly("POST /x order");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aPostWithAnIdempotencyKeyIsSentAgain() throws IOException {
        first.answering("503");
        HttpURLConnection connection = open("/x");
        connection.setRequestProperty("idempotency-key", "1");
        send(connection, "POST", "order");
        assertThat(connection.getResponseCode()).isEqualTo(200);
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @Test
    void aPostThatNeverLeftGoesElsewhere() throws IOException {
        String down = TestServer.dead();
        HttpURLConnection connection = Facades.open(Engines.of(down, second.url()), down + "/x");
        send(connection, "POST", "order");
        assertThat(connection.getResponseCode()).isEqualTo(200);
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @Test
    void aPostIsNotSentAgainWhenItsRedirectLeadsNowhere() throws IOException {
        first.answering("redirect-nowhere");
        HttpURLConnection connection = open("/x");
        send(connection, "POST", "order");
        // A refused connection, and yet the order was taken.
        assertThatThrownBy(connection::getInputStream).isInstanceOf(ConnectException.class);
        assertThat(first.received()).containsExactly("POST /x order");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void settingsReachEveryAttempt() throws IOException {
        first.answering("redirect");
        HttpURLConnection connection = open("/x");
        connection.setInstanceFollowRedirects(false);
        assertThat(connection.getResponseCode()).isEqualTo(302);
        String down = TestServer.dead();
        HttpURLConnection elsewhere = Facades.open(Engines.of(down, first.url()), down + "/x");
        elsewhere.setInstanceFollowRedirects(false);
        assertThat(elsewhere.getResponseCode()).isEqualTo(302);
    }

    @Test
    void aServerThatNeverAnswersIsLeftInTime() throws IOException {
        first.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=300ms;" + Engines.AGAIN, first.url(), second.url());
        HttpURLConnection connection = Facades.open(engine, first.url() + "/x");
        assertThat(connection.getHeaderField("X-Id")).isEqualTo("B");
        assertThat(connection.getReadTimeout()).isZero();
    }

    @Test
    void theProgramsOwnReadTimeoutCounts() throws IOException {
        first.answering("nothing");
        AgentEngine engine = Engines.with(Engines.AGAIN, first.url(), second.url());
        HttpURLConnection connection = Facades.open(engine, first.url() + "/x");
        connection.setReadTimeout(300);
        assertThat(connection.getHeaderField("X-Id")).isEqualTo("B");
    }

    @Test
    void whenAllAreTooSlowTheProgramSeesWhatItKnows() throws IOException {
        first.answering("nothing");
        second.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=200ms;retry.max-attempts=2", first.url(), second.url());
        HttpURLConnection connection = Facades.open(engine, first.url() + "/x");
        assertThatThrownBy(connection::getInputStream)
                .isExactlyInstanceOf(SocketTimeoutException.class)
                .hasMessage("Read timed out")
                .hasNoCause();
        assertThatThrownBy(connection::getInputStream)
                .isExactlyInstanceOf(SocketTimeoutException.class)
                .hasMessage("Read timed out");
    }

    @Test
    void theLastRealAnswerBeatsAConnectionThatFailed() throws IOException {
        first.answering("503");
        AgentEngine engine = Engines.with("retry.max-attempts=2", first.url(), TestServer.dead());
        HttpURLConnection connection = Facades.open(engine, first.url() + "/x");
        assertThat(connection.getResponseCode()).isEqualTo(503);
        assertThat(Facades.text(connection.getErrorStream())).isEqualTo("error of A");
    }

    @Test
    void aRejectionLooksLikeAClosedPort() throws IOException {
        AgentEngine engine = Engines.with("limiter.rate=1/m;limiter.burst=1", first.url(), second.url());
        assertThat(Facades.open(engine, first.url() + "/x").getResponseCode()).isEqualTo(200);
        assertThatThrownBy(() -> Facades.open(engine, first.url() + "/x").getInputStream())
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("limiter");
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void disconnectBreaksOffWhatAnotherThreadWaitsFor() throws Exception {
        first.answering("nothing");
        second.answering("nothing");
        HttpURLConnection connection = open("/x");
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                connection.getInputStream();
                failed.complete(null);
            } catch (IOException | RuntimeException failure) {
                // The JDK itself may stumble over a connection that another thread takes away.
                failed.complete(failure);
            }
        });
        waiting.start();
        first.awaitRequest();
        connection.disconnect();
        assertThat(failed.get(20, TimeUnit.SECONDS)).isInstanceOf(Exception.class);
        assertThat(second.received()).isEmpty();
    }

    /** The answer of the first endpoint was not wanted while there was hope for another one; now none is. */
    @Test
    void disconnectInTheSecondAttemptBringsNoEarlierAnswer() throws Exception {
        first.answering("503");
        second.answering("nothing");
        HttpURLConnection connection = open("/x");
        CompletableFuture<Object> ended = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                ended.complete(connection.getResponseCode());
            } catch (IOException | RuntimeException failure) {
                // The JDK itself may stumble over a connection that another thread takes away.
                ended.complete(failure);
            }
        });
        waiting.start();
        second.awaitRequest();
        connection.disconnect();
        assertThat(ended.get(20, TimeUnit.SECONDS)).isInstanceOf(Exception.class);
    }

    @Test
    void aLeaseComesHomeWhenTheProgramDisconnects() throws IOException {
        AgentEngine engine = Engines.with("pool.max-per-endpoint=1;pool.acquire-timeout=0", first.url());
        HttpURLConnection connection = Facades.open(engine, first.url() + "/x");
        connection.connect();
        assertThatThrownBy(() -> Facades.open(engine, first.url() + "/x").getInputStream())
                .isInstanceOf(ConnectException.class);
        connection.disconnect();
        assertThat(Facades.open(engine, first.url() + "/x").getResponseCode()).isEqualTo(200);
    }

    @Test
    void oneConnectionServesTheNextRequest() throws IOException {
        HttpURLConnection connection = open("/x");
        connection.connect();
        assertThat(connection.getResponseCode()).isEqualTo(200);
        assertThat(first.received()).containsExactly("GET /x");
    }
}
