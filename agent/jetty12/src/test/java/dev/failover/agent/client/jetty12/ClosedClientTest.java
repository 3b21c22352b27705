package dev.failover.agent.client.jetty12;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program stops its client under a call: it is told what the client tells of it, not that a further attempt was refused. */
@Timeout(60)
class ClosedClientTest {
    @BeforeAll
    static void weave() throws Exception {
        WovenJetty12.weave();
    }

    @AfterAll
    static void remove() {
        WovenJetty12.remove();
    }

    @Test
    void tellsHowItsCallEnded() throws Exception {
        HttpClient client = new HttpClient();
        try (TestServer first = new TestServer("A");
                TestServer second = new TestServer("B")) {
            WovenJetty12.install(Engines.of(first.url(), second.url()));
            client.start();
            first.answering("nothing");
            CompletableFuture<Result> end = new CompletableFuture<>();
            client.newRequest(first.url() + "/x").send(end::complete);
            first.awaitRequest();
            client.stop();

            assertThat(end.get(30, TimeUnit.SECONDS).getFailure()).isInstanceOf(AsynchronousCloseException.class);
            assertThat(second.received()).isEmpty();
        }
    }
}
