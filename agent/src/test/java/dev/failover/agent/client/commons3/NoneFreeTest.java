package dev.failover.agent.client.commons3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.ReadingThread;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import org.apache.commons.httpclient.ConnectionPoolTimeoutException;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.MultiThreadedHttpConnectionManager;
import org.apache.commons.httpclient.methods.GetMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All connections that the program allows itself to an endpoint are taken: it is not to blame. */
@Timeout(60)
class NoneFreeTest {
    /** As often as it takes for a circuit breaker to open. */
    private static final int CALLS = 6;

    private static HttpClient client() {
        MultiThreadedHttpConnectionManager pool = new MultiThreadedHttpConnectionManager();
        pool.getParams().setDefaultMaxConnectionsPerHost(1);
        HttpClient client = new HttpClient(pool);
        client.getParams().setConnectionManagerTimeout(20);
        return client;
    }

    private static String get(AgentEngine engine, HttpClient client, GetMethod method) throws Exception {
        try {
            CommonsFailoverTest.send(engine, client, null, method);
            return method.getResponseBodyAsString();
        } finally {
            method.releaseConnection();
        }
    }

    @Test
    void anotherEndpointIsAskedAndNoneBlamed() throws Exception {
        try (TestServer first = new TestServer("A");
                TestServer second = new TestServer("B")) {
            AgentEngine engine = Engines.of(first.url(), second.url());
            HttpClient client = client();
            first.answering("nothing");
            GetMethod busy = new GetMethod(first.url() + "/busy");
            ReadingThread reading = new ReadingThread(() -> get(engine, client, busy));
            reading.awaitReading();
            for (int i = 0; i < CALLS; i++) {
                assertThat(get(engine, client, new GetMethod(first.url() + "/x")))
                        .isEqualTo("B /x");
            }
            busy.abort();
            reading.failure().get();

            first.answering("ok");
            assertThat(get(engine, client, new GetMethod(first.url() + "/x"))).isEqualTo("A /x");
        }
    }

    @Test
    void theProgramWaitsNoLongerThanItHasSaid() throws Exception {
        try (TestServer only = new TestServer("A")) {
            AgentEngine engine = Engines.with("retry.base-delay=1h;retry.max-delay=2h;retry.jitter=0", only.url());
            HttpClient client = client();
            only.answering("nothing");
            GetMethod busy = new GetMethod(only.url() + "/busy");
            ReadingThread reading = new ReadingThread(() -> get(engine, client, busy));
            reading.awaitReading();
            assertThatThrownBy(() -> get(engine, client, new GetMethod(only.url() + "/x")))
                    .isInstanceOf(ConnectionPoolTimeoutException.class);
            busy.abort();
            reading.failure().get();
        }
    }
}
