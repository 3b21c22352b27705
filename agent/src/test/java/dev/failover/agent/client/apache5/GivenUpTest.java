package dev.failover.agent.client.apache5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.ReadingThread;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program wants no further attempt: it gets what has come so far, which is what it would have got without us. */
@Timeout(60)
class GivenUpTest {
    /** One that does not repeat by itself, which it would do after all of ours. */
    private static CloseableHttpClient client(AgentEngine engine) {
        return ClassicClients.builder(engine).disableAutomaticRetries().build();
    }

    @Test
    void anInterruptLeavesTheAnswerThatHasCome() throws Exception {
        try (TestServer server = new TestServer("A");
                CloseableHttpClient client =
                        client(Engines.with("retry.base-delay=1h;retry.max-delay=2h;retry.jitter=0", server.url()))) {
            server.answering("503");
            CompletableFuture<String> got = new CompletableFuture<>();
            Thread asking = new Thread(() -> {
                try (CloseableHttpResponse response = client.execute(new HttpGet(server.url() + "/x"))) {
                    got.complete(
                            response.getCode() + " " + Thread.currentThread().isInterrupted());
                } catch (Exception failure) {
                    got.completeExceptionally(failure);
                }
            });
            asking.start();
            ReadingThread.awaitPause(asking);
            asking.interrupt();
            assertThat(got.get(20, TimeUnit.SECONDS)).isEqualTo("503 true");
        }
    }

    /** It reads what there is of the answer, and hears of its cancel there. */
    @Test
    void aCancelWhileTheAnswerIsReadAheadLeavesIt() throws Exception {
        try (TestServer first = new TestServer("A");
                TestServer second = new TestServer("B");
                CloseableHttpClient client = client(Engines.of(first.url(), second.url()))) {
            first.answering("503-stalling");
            HttpGet request = new HttpGet(first.url() + "/x");
            CompletableFuture<CloseableHttpResponse> got = new CompletableFuture<>();
            Thread asking = new Thread(() -> {
                try {
                    got.complete(client.execute(request));
                } catch (Exception failure) {
                    got.completeExceptionally(failure);
                }
            });
            asking.start();
            first.awaitRequest();
            ReadingThread.awaitReadAhead(asking);
            request.cancel();
            CloseableHttpResponse response = got.get(20, TimeUnit.SECONDS);
            assertThat(response.getCode()).isEqualTo(503);
            assertThatThrownBy(() -> EntityUtils.toString(response.getEntity())).isInstanceOf(SocketException.class);
            assertThat(second.received()).isEmpty();
        }
    }
}
