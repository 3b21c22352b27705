package dev.failover.agent.client.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a thread that is interrupted no attempt follows another one; the first one begins, as it does without the agent. */
@Timeout(60)
class InterruptedThreadTest {
    private TestServer first;
    private TestServer second;
    private HttpURLConnection connection;

    @BeforeEach
    void start() throws IOException {
        first = new TestServer("A");
        second = new TestServer("B");
        connection = Facades.open(Engines.of(first.url(), second.url()), first.url() + "/x");
    }

    @AfterEach
    void stop() throws IOException {
        Thread.interrupted();
        first.close();
        second.close();
    }

    /** Runs a call on a thread that is interrupted before, and makes sure that it still is afterwards. */
    private static Throwable interrupted(ThrowingCallable call) {
        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowable(call);
        assertThat(Thread.interrupted()).as("flag").isTrue();
        return thrown;
    }

    @Test
    void theFirstFailureIsToldAsWithoutTheAgent() {
        first.answering("nothing");
        connection.setReadTimeout(250);
        assertThat(interrupted(connection::getInputStream)).isExactlyInstanceOf(SocketTimeoutException.class);
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void itIsToldAgain() {
        first.answering("reset");
        assertThat(interrupted(connection::getResponseCode)).isInstanceOf(SocketException.class);
        assertThat(catchThrowable(connection::getInputStream)).isInstanceOf(SocketException.class);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void anAnswerThatAnotherOneMightReplaceIsGiven() throws IOException {
        first.answering("503");
        assertThat(interrupted(connection::getResponseCode)).isNull();
        assertThat(connection.getResponseCode()).isEqualTo(503);
        assertThat(Facades.text(connection.getErrorStream())).isEqualTo("error of A");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void soIsWhatItThrowsForIt() {
        first.answering("503");
        assertThat(interrupted(connection::getInputStream))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("Server returned HTTP response code: 503 for URL: " + first.url() + "/x");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aConnectionThatDoesNotComeAboutIsNotTriedElsewhere() throws IOException {
        first.close();
        assertThat(interrupted(connection::connect)).isInstanceOf(ConnectException.class);
        assertThat(second.connections()).isZero();
    }

    @Test
    void theFirstAttemptIsMade() {
        assertThat(interrupted(connection::getResponseCode)).isNull();
        assertThat(first.received()).hasSize(1);
    }
}
