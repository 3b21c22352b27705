package dev.failover.agent.client.jetty12;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client keeps several listeners to content in one object, which it does not copy with the others. */
@Timeout(60)
class ContentListenersTest {
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

    private void assertEachHearsOnce(String content) throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        ContentResponse response = client.newRequest(first.url() + "/x")
                .onResponseContent((begun, piece) -> heard.add("one " + UTF_8.decode(piece)))
                .onResponseContent((begun, piece) -> heard.add("other " + UTF_8.decode(piece)))
                .send();
        assertThat(response.getContentAsString()).isEqualTo(content);
        assertThat(heard).containsExactlyInAnyOrder("one " + content, "other " + content);
    }

    @Test
    void eachHearsOfItOnce() throws Exception {
        assertEachHearsOnce("A /x");
    }

    @Test
    void eachHearsOfThatOfAnotherEndpointOnce() throws Exception {
        first.answering("503");
        assertEachHearsOnce("B /x");
    }
}
