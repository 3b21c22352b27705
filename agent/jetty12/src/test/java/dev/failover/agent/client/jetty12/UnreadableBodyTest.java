package dev.failover.agent.client.jetty12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamRequestContent;
import org.eclipse.jetty.client.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that the program cannot read is told to the program as without us, and held against no endpoint. */
@Timeout(60)
class UnreadableBodyTest {
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
        WovenJetty12.install(Engines.of(first.url(), second.url()));
        client = new HttpClient();
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        first.close();
        second.close();
    }

    private Request unreadable(String url, boolean atOnce) {
        InputStream disk = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }
        };
        return client.POST(url + "/x")
                .body(new InputStreamRequestContent(
                        atOnce ? disk : new SequenceInputStream(new ByteArrayInputStream(new byte[20]), disk)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isHeldAgainstNoEndpoint(boolean atOnce) throws Exception {
        Throwable without;
        try (TestServer elsewhere = new TestServer("C")) {
            without = catchThrowable(() -> unreadable(elsewhere.url(), atOnce).send());
        }
        for (int i = 0; i < 7; i++) {
            Throwable failure =
                    catchThrowable(() -> unreadable(first.url(), atOnce).send());
            assertThat(failure).hasSameClassAs(without).hasMessage(without.getMessage());
            assertThat(failure.getCause())
                    .hasSameClassAs(without.getCause())
                    .hasMessage(without.getCause().getMessage());
        }
        assertThat(client.GET(first.url() + "/ok").getContentAsString()).isEqualTo("A /ok");
        assertThat(second.connections()).isZero();
    }
}
