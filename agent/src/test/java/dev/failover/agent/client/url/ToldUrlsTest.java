package dev.failover.agent.client.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.HttpURLConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JDK tells of a URL, when another endpoint than the one that the program asked has answered. */
class ToldUrlsTest {
    private TestServer first;
    private TestServer second;
    private HttpURLConnection connection;

    @BeforeEach
    void start() throws IOException {
        first = new TestServer("A");
        second = new TestServer("B");
        first.answering("reset");
        connection =
                Facades.open(Engines.of(first.url() + "/old", second.url() + "/new/api"), first.url() + "/old/x?y=1");
    }

    @AfterEach
    void stop() throws IOException {
        first.close();
        second.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"404", "410"})
    void aFileThatIsNotThereIsNamedAsItWasAskedFor(String status) {
        second.answering(status);
        for (int i = 0; i < 2; i++) {
            Throwable failure = catchThrowable(connection::getInputStream);
            assertThat(failure).isExactlyInstanceOf(FileNotFoundException.class).hasMessage(first.url() + "/old/x?y=1");
            assertThat(failure.getStackTrace()[0].getClassName()).doesNotStartWith("dev.failover");
            assertThat(failure.getCause() == null
                            || failure.getCause().getMessage().equals(failure.getMessage()))
                    .as("cause %s", failure.getCause())
                    .isTrue();
        }
        assertThat(second.received()).containsExactly("GET /new/api/x?y=1");
    }

    @Test
    void soIsTheUrlOfAServerError() {
        second.answering("500");
        assertThat(catchThrowable(connection::getInputStream))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("Server returned HTTP response code: 500 for URL: " + first.url() + "/old/x?y=1");
    }

    @Test
    void andWhateverElseSaysWhereTheConnectionLeads() throws IOException {
        assertThat(Facades.text(connection.getInputStream())).isEqualTo("B /new/api/x?y=1");
        assertThat(connection.getURL()).hasToString(first.url() + "/old/x?y=1");
        assertThat(connection.toString()).endsWith(":" + first.url() + "/old/x?y=1");
        assertThat(connection.getPermission().getName()).isEqualTo(first.url().substring("http://".length()));
    }
}
