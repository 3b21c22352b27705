package dev.failover.agent.client.apache5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.ReadingThread;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.net.SocketException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program closes its client under a call: it gets what the client throws, and no endpoint is to blame. */
@Timeout(60)
class ClosedClientTest {
    /** As often as it takes for a circuit breaker to open. */
    private static final int CALLS = 6;

    @Test
    void endsItsCallsAndBlamesNobody() throws Exception {
        try (TestServer first = new TestServer("A");
                TestServer second = new TestServer("B")) {
            AgentEngine engine = Engines.of(first.url(), second.url());
            first.answering("nothing");
            for (int i = 0; i < CALLS; i++) {
                CloseableHttpClient client =
                        ClassicClients.builder(engine).disableAutomaticRetries().build();
                ReadingThread reading = new ReadingThread(() -> client.execute(new HttpGet(first.url() + "/x")));
                reading.awaitReading();
                client.close(CloseMode.IMMEDIATE);
                assertThat(reading.failure().get())
                        .isInstanceOf(SocketException.class)
                        .hasMessage("Socket closed");
            }
            assertThat(second.received()).isEmpty();

            first.answering("ok");
            try (CloseableHttpClient client = ClassicClients.client(engine);
                    CloseableHttpResponse response = client.execute(new HttpGet(first.url() + "/y"))) {
                assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("A /y");
            }
        }
    }
}
