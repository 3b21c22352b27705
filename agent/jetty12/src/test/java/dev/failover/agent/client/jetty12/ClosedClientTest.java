package dev.failover.agent.client.jetty12;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.Eventually;
import dev.failover.agent.TestServer;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The program stops its client under a call: it is told what the client tells of it, or the answer that had come, not that a
 * further attempt was refused.
 */
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

    @Test
    void tellsTheAnswerThatHadComeBeforeAnotherAttempt() throws Exception {
        HttpClient client = new HttpClient();
        try (TestServer first = new TestServer("A");
                TestServer second = new TestServer("B")) {
            WovenJetty12.install(Engines.of(first.url(), second.url()));
            client.start();
            first.answering("503");
            second.answering("nothing");
            CompletableFuture<String> end = ask(client, first);
            second.awaitRequest();
            client.stop();

            assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo("503 error of A");
        }
    }

    @Test
    void tellsTheAnswerThatHadComeWhileAnotherAttemptIsWaitedFor() throws Exception {
        HttpClient client = new HttpClient();
        try (TestServer first = new TestServer("A")) {
            WovenJetty12.install(Engines.with("retry.base-delay=30s;retry.max-delay=30s", first.url()));
            client.start();
            first.answering("503");
            CompletableFuture<String> end = ask(client, first);
            first.awaitRequest();
            // It has all of the answer.
            Eventually.holds(() -> idleConnections(client) == 1);
            client.stop();

            assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo("503 error of A");
            assertThat(first.received()).hasSize(1);
        }
    }

    /** Takes the content, for which the client's threads are wanted. */
    private static CompletableFuture<String> ask(HttpClient client, TestServer server) {
        CompletableFuture<String> end = new CompletableFuture<>();
        client.newRequest(server.url() + "/x").send(new BufferingResponseListener() {
            @Override
            public void onComplete(Result result) {
                end.complete(
                        result.isFailed()
                                ? result.getFailure().toString()
                                : result.getResponse().getStatus() + " " + getContentAsString());
            }
        });
        return end;
    }

    private static int idleConnections(HttpClient client) {
        Destination only = client.getDestinations().get(0);
        return ((AbstractConnectionPool) only.getConnectionPool()).getIdleConnectionCount();
    }
}
