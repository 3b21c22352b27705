package dev.failover.agent.client.jetty12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time that the program has set for a whole call, of which a second attempt has only what is left. */
@Timeout(60)
class WholeTimeoutTest {
    /** Longer than one attempt by more than a busy machine stands still, and shorter than two. */
    private static final int WHOLE_MILLIS = 3_800;

    private TestServer first;
    private TestServer second;
    private HttpClient client;

    @BeforeAll
    static void weave() throws Exception {
        WovenJetty12.weave();
    }

    @AfterAll
    static void remove() {
        WovenJetty12.remove();
    }

    @BeforeEach
    void start() throws Exception {
        first = new TestServer("A");
        second = new TestServer("B");
        WovenJetty12.install(Engines.with("timeout.attempt=2s", first.url(), second.url()));
        client = new HttpClient();
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        first.close();
        second.close();
    }

    @Test
    void isToldAsTheProgramWroteIt() throws Exception {
        first.answering("nothing");
        second.answering("nothing");

        Throwable failure = catchThrowable(() -> client.newRequest(first.url() + "/x")
                .timeout(WHOLE_MILLIS, TimeUnit.MILLISECONDS)
                .send());

        assertThat(second.received()).hasSize(1);
        assertThat(failure)
                .isInstanceOf(TimeoutException.class)
                .hasMessage("Total timeout " + WHOLE_MILLIS + " ms elapsed");
    }
}
