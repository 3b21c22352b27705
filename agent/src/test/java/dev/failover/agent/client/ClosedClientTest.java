package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.core5.reactor.IOReactorShutdownException;
import org.junit.jupiter.api.Test;

class ClosedClientTest {
    @Test
    void isMeantByWhatClientsSayThatTakeNoMoreRequests() {
        assertThat(ClosedClient.isMeantBy(new IllegalStateException("Connection pool shut down")))
                .isTrue();
        assertThat(ClosedClient.isMeantBy(new IOReactorShutdownException("I/O reactor has been shut down")))
                .isTrue();
        assertThat(ClosedClient.isMeantBy(new IllegalStateException("Client is closed")))
                .isTrue();
        assertThat(ClosedClient.isMeantBy(new CancellationException("Request execution cancelled")))
                .isTrue();
        assertThat(ClosedClient.isMeantBy(new ExecutionException(new RejectedExecutionException())))
                .isTrue();
    }

    @Test
    void isNotMeantByMistakesOfTheProgram() {
        assertThat(ClosedClient.isMeantBy(new IllegalStateException("no such order")))
                .isFalse();
        assertThat(ClosedClient.isMeantBy(new IllegalStateException())).isFalse();
        assertThat(ClosedClient.isMeantBy(new IllegalArgumentException("closed")))
                .isFalse();
        assertThat(ClosedClient.isMeantBy(new IOException("closed"))).isFalse();
    }
}
