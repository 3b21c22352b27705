package dev.failover.agent.client.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The URL of an answer that was kept while another endpoint was asked in vain: still the one that the program asked for. */
class KeptAnswerUrlTest {
    private TestServer first;
    private TestServer second;
    private HttpURLConnection connection;

    @BeforeEach
    void start() throws IOException {
        first = new TestServer("A");
        second = new TestServer("B");
        first.answering("reset");
        second.answering("503");
        // The first one is asked for a third time, so that the last attempt is not the one whose answer is given.
        connection = Facades.open(
                Engines.with("retry.max-attempts=3", first.url() + "/old", second.url() + "/new/api"),
                first.url() + "/old/x?y=1");
    }

    @AfterEach
    void stop() throws IOException {
        first.close();
        second.close();
    }

    @Test
    void isTheOneThatTheProgramAskedFor() throws IOException {
        assertThat(connection.getResponseCode()).isEqualTo(503);
        assertThat(connection.getURL()).hasToString(first.url() + "/old/x?y=1");
        assertThat(Facades.text(connection.getErrorStream())).isEqualTo("error of B");
        // The JDK itself sends a read twice.
        assertThat(first.received()).as("two attempts at the first endpoint").hasSizeGreaterThan(2);
        assertThat(second.received()).containsExactly("GET /new/api/x?y=1");
    }

    @Test
    void soItIsInTheMessage() {
        assertThat(catchThrowable(connection::getInputStream))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("Server returned HTTP response code: 503 for URL: " + first.url() + "/old/x?y=1");
    }
}
