package dev.failover.agent.client.jetty12;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.ScriptedOrigin;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener of the program decides which fields its response has. */
@Timeout(60)
class HeaderListenerTest {
    private ScriptedOrigin first;
    private ScriptedOrigin second;
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
        first = new ScriptedOrigin();
        second = new ScriptedOrigin();
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

    private void assertOnlyRefusedFieldsAreMissing() throws Exception {
        ContentResponse response = client.newRequest(first.url() + "/x")
                .onResponseHeader(
                        (begun, field) -> !field.getName().equalsIgnoreCase("X-A") && !"2".equals(field.getValue()))
                .send();
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentAsString()).isEqualTo("ok");
        assertThat(response.getHeaders().contains("X-A")).isFalse();
        assertThat(response.getHeaders().getValuesList("X-B")).containsExactly("1", "3");
    }

    @Test
    void fieldsThatItRefusesAreNotInTheResponse() throws Exception {
        first.answering(200, "ok", "X-A", "0", "X-B", "1", "X-B", "2", "X-B", "3");
        assertOnlyRefusedFieldsAreMissing();
        assertThat(second.received()).isEmpty();
    }

    @Test
    void neitherAreTheyInThatOfAnotherEndpoint() throws Exception {
        first.answering(503, "busy", "X-A", "0");
        second.answering(200, "ok", "X-A", "0", "X-B", "1", "X-B", "2", "X-B", "3");
        assertOnlyRefusedFieldsAreMissing();
        assertThat(second.received()).containsExactly("GET /x");
    }
}
