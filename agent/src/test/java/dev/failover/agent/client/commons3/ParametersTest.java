package dev.failover.agent.client.commons3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import java.net.URI;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.HttpMethodBase;
import org.apache.commons.httpclient.methods.GetMethod;
import org.apache.commons.httpclient.methods.PostMethod;
import org.apache.commons.httpclient.params.HttpMethodParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** After a call the client's parameters stand behind those of the method, which reads its body by them. */
@Timeout(60)
class ParametersTest {
    private final HttpClient client = new HttpClient();
    private TestServer server;

    /** What a program may have written. */
    private static final class Own extends HttpMethodParams {
        private static final long serialVersionUID = 1;
    }

    @BeforeEach
    void start() throws Exception {
        server = new TestServer("A");
        client.getParams().setParameter("of.client", "mine");
        client.getParams().setContentCharset("UTF-16");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void finds(HttpMethodBase method, String... endpoints) throws Exception {
        CommonsFailoverTest.send(Engines.of(endpoints), client, null, method);
        assertThat(method.getParams().getParameter("of.client")).isEqualTo("mine");
        assertThat(method.getResponseCharSet()).isEqualTo("UTF-16");
        method.releaseConnection();
    }

    @Test
    void areTheClientsAfterAnAnswer() throws Exception {
        finds(new GetMethod(server.url() + "/x"), server.url());
        finds(new PostMethod(server.url() + "/x"), server.url());
    }

    @Test
    void areTheClientsAfterAnAnswerFromElsewhere() throws Exception {
        String dead = TestServer.dead();
        finds(new GetMethod(dead + "/x"), dead, server.url());
    }

    @Test
    void areTheClientsWhereTheConfigurationNamesTheHost() throws Exception {
        client.getHostConfiguration()
                .setHost(
                        URI.create(server.url()).getHost(),
                        URI.create(server.url()).getPort());
        finds(new GetMethod("/x"), server.url());
    }

    @Test
    void areTheClientsBehindThoseThatTheProgramHasWritten() throws Exception {
        GetMethod method = new GetMethod(server.url() + "/x");
        method.setParams(new Own());
        finds(method, server.url());
    }
}
