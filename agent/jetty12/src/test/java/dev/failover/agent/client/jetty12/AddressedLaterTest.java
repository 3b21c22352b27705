package dev.failover.agent.client.jetty12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint that the program addressed comes after another one: its request is sent with its whole body all the same. */
@Timeout(60)
class AddressedLaterTest {
    @BeforeAll
    static void weave() throws Exception {
        WovenJetty12.weave();
    }

    @AfterAll
    static void remove() {
        WovenJetty12.remove();
    }

    private static Request.Content order(boolean asString) {
        return asString
                ? new StringRequestContent("order")
                : new BytesRequestContent(
                        "or".getBytes(StandardCharsets.US_ASCII), "der".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itHasItsBody(boolean asString) throws Exception {
        HttpClient client = new HttpClient();
        try (TestServer addressed = new TestServer("A")) {
            WovenJetty12.install(Engines.with(
                    "breaker.failure-threshold=1;breaker.recovery-time=1h", addressed.url(), TestServer.dead()));
            client.start();
            addressed.answering("reset");
            Request opening = client.POST(addressed.url() + "/opens").body(order(asString));
            assertThatThrownBy(opening::send).isInstanceOf(ExecutionException.class);

            addressed.answering("ok");
            assertThat(client.POST(addressed.url() + "/x")
                            .body(order(asString))
                            .send()
                            .getContentAsString())
                    .isEqualTo("A /x");
            assertThat(addressed.received())
                    .last()
                    .asString()
                    .startsWith("POST /x")
                    .endsWith("order");
        } finally {
            client.stop();
        }
    }
}
