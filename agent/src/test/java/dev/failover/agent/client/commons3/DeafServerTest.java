package dev.failover.agent.client.commons3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.failover.agent.DeafServer;
import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.HttpMethodBase;
import org.apache.commons.httpclient.MultiThreadedHttpConnectionManager;
import org.apache.commons.httpclient.URI;
import org.apache.commons.httpclient.methods.ByteArrayRequestEntity;
import org.apache.commons.httpclient.methods.GetMethod;
import org.apache.commons.httpclient.methods.PutMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who closes a connection of Commons waits for who writes to it. */
class DeafServerTest {
    private static HttpClient client(boolean pooling) {
        return pooling ? new HttpClient(new MultiThreadedHttpConnectionManager()) : new HttpClient();
    }

    private static int send(HttpMethodBase method, boolean pooling, String url, AgentEngine engine) throws Exception {
        method.setURI(new URI(url + "/x", false));
        return assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> CommonsFailoverTest.send(engine, client(pooling), null, method));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isLeftInTheMidstOfABody(boolean pooling) throws Exception {
        PutMethod put = new PutMethod();
        put.setRequestEntity(new ByteArrayRequestEntity(new byte[DeafServer.LONG]));
        try (DeafServer deaf = new DeafServer();
                TestServer other = new TestServer("B")) {
            String url = "http://127.0.0.1:" + deaf.port();
            AgentEngine engine = Engines.with("timeout.attempt=1s;" + Engines.AGAIN, url, other.url());
            assertThat(send(put, pooling, url, engine)).isEqualTo(200);
            assertThat(put.getResponseBodyAsString()).isEqualTo("B /x");
        } finally {
            put.releaseConnection();
        }
    }

    /** The client shakes hands when it writes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isLeftInTheMidstOfAHandshake(boolean pooling) throws Exception {
        try (DeafServer deaf = new DeafServer()) {
            String url = "https://127.0.0.1:" + deaf.port();
            AgentEngine engine = Engines.with("timeout.attempt=1s", url);
            assertThatThrownBy(() -> send(new GetMethod(), pooling, url, engine))
                    .isExactlyInstanceOf(SocketTimeoutException.class);
        }
    }
}
