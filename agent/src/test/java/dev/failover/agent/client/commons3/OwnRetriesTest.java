package dev.failover.agent.client.commons3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.net.ConnectException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.HttpMethodRetryHandler;
import org.apache.commons.httpclient.NoHttpResponseException;
import org.apache.commons.httpclient.methods.GetMethod;
import org.apache.commons.httpclient.params.HttpMethodParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the client repairs by itself it repairs with us too, also when nothing of ours is left to repeat the call. */
@Timeout(60)
class OwnRetriesTest {
    private static final String NO_BUDGET = "retry.budget.ratio=0%;retry.budget.floor=0";

    private final AtomicInteger asked = new AtomicInteger();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer("A");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static int send(AgentEngine engine, GetMethod get) throws Exception {
        try {
            return CommonsFailoverTest.send(engine, new HttpClient(), null, get);
        } finally {
            get.releaseConnection();
        }
    }

    private static GetMethod get(String url, HttpMethodRetryHandler retries) {
        GetMethod get = new GetMethod(url + "/x");
        get.getParams().setParameter(HttpMethodParams.RETRY_HANDLER, retries);
        return get;
    }

    @Test
    void areMadeWhenTheBudgetIsSpent() throws Exception {
        server.answering("close");
        GetMethod get = get(server.url(), (method, failure, count) -> {
            server.answering("ok");
            return failure instanceof NoHttpResponseException;
        });
        assertThat(send(Engines.with(NO_BUDGET, server.url(), TestServer.dead()), get))
                .isEqualTo(200);
        assertThat(server.received()).hasSize(2);
    }

    @Test
    void areNotMadeOfAConnectionThatDoesNotComeAboutWhileAnotherEndpointCanFollow() throws Exception {
        String dead = TestServer.dead();
        GetMethod get = get(dead, (method, failure, count) -> {
            asked.incrementAndGet();
            return true;
        });
        assertThat(send(Engines.of(dead, server.url()), get)).isEqualTo(200);
        assertThat(asked).hasValue(0);
    }

    @Test
    void areMadeOfTheOnlyEndpoint() throws Exception {
        String dead = TestServer.dead();
        GetMethod get = get(dead, (method, failure, count) -> asked.incrementAndGet() < 3);
        assertThatThrownBy(() -> send(Engines.with(NO_BUDGET, dead), get)).isInstanceOf(ConnectException.class);
        assertThat(asked).hasValue(3);
    }
}
