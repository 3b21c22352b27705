package dev.failover.agent.client.apache4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.ReadingThread;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All connections that the program allows itself to an endpoint are taken: it is not to blame. */
@Timeout(60)
class NoneFreeTest {
    /** As often as it takes for a circuit breaker to open. */
    private static final int CALLS = 6;

    private static CloseableHttpClient client() {
        return HttpClients.custom()
                .setMaxConnPerRoute(1)
                .setMaxConnTotal(2)
                .disableAutomaticRetries()
                .build();
    }

    private static String get(CloseableHttpClient client, AgentEngine engine, HttpGet request) throws Exception {
        return EntityUtils.toString(Apache4FailoverTest.send(Apache4FailoverTest.Kind.BUILT, client, engine, request)
                .getEntity());
    }

    private static HttpGet request(TestServer server) {
        HttpGet request = new HttpGet(server.url() + "/x");
        request.setConfig(RequestConfig.custom().setConnectionRequestTimeout(20).build());
        return request;
    }

    @Test
    void anotherEndpointIsAskedAndNoneBlamed() throws Exception {
        try (TestServer first = new TestServer("A");
                TestServer second = new TestServer("B");
                CloseableHttpClient client = client()) {
            AgentEngine engine = Engines.of(first.url(), second.url());
            first.answering("nothing");
            HttpGet busy = new HttpGet(first.url() + "/long");
            ReadingThread reading = new ReadingThread(() -> get(client, engine, busy));
            reading.awaitReading();
            for (int i = 0; i < CALLS; i++) {
                assertThat(get(client, engine, request(first))).isEqualTo("B /x");
            }
            busy.abort();
            reading.failure().get();

            first.answering("ok");
            assertThat(get(client, engine, request(first))).isEqualTo("A /x");
        }
    }

    @Test
    void theProgramWaitsNoLongerThanItHasSaid() throws Exception {
        try (TestServer only = new TestServer("A");
                CloseableHttpClient client = client()) {
            AgentEngine engine = Engines.with("retry.base-delay=1h;retry.max-delay=2h;retry.jitter=0", only.url());
            only.answering("nothing");
            HttpGet busy = new HttpGet(only.url() + "/long");
            ReadingThread reading = new ReadingThread(() -> get(client, engine, busy));
            reading.awaitReading();
            assertThatThrownBy(() -> get(client, engine, request(only)))
                    .isInstanceOf(ConnectionPoolTimeoutException.class);
            busy.abort();
            reading.failure().get();
        }
    }
}
