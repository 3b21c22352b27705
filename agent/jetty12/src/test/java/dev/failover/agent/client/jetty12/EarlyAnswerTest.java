package dev.failover.agent.client.jetty12;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.Ports;
import dev.failover.agent.TestServer;
import dev.failover.agent.loading.WovenClasses;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that come before the client has told that the request is sent: their threads are not the same. */
@Timeout(60)
class EarlyAnswerTest {
    /** Far more than an answer takes that is under way already, far less than the adapter waits. */
    private static final long WHILE_ANSWER_COMES = 300;

    private static final byte[] REFUSAL = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8);

    private final CountDownLatch answered = new CountDownLatch(1);
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
        first = new TestServer("A").answering("503");
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

    /** The client has not told yet that the body is sent when the answer comes. */
    private Request post() {
        return client.POST(first.url() + "/x")
                .body(new BytesRequestContent("hello".getBytes(UTF_8)))
                .onResponseBegin(response -> answered.countDown())
                .onRequestSuccess(request -> await());
    }

    private void await() {
        try {
            boolean tooEarly = answered.await(WHILE_ANSWER_COMES, TimeUnit.MILLISECONDS);
            assertThat(tooEarly).isFalse();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void aBodyThatIsAllButSentIsSentElsewhere() throws Exception {
        ContentResponse response =
                post().headers(all -> all.add("Idempotency-Key", "1")).send();

        assertThat(response.getContentAsString()).isEqualTo("B /x");
        assertThat(first.received()).containsExactly("POST /x hello");
        assertThat(second.received()).containsExactly("POST /x hello");
    }

    @Test
    void anUploadThatGoesOnIsNotWaitedFor() throws Exception {
        try (ServerSocket refusing = Ports.listen(5)) {
            String url = "http://127.0.0.1:" + refusing.getLocalPort();
            WovenClasses.install(Jetty12Send.class, new Jetty12Send(Engines.of(url, second.url())));
            AsyncRequestContent body = new Repeatable();
            body.write(ByteBuffer.wrap(new byte[] {'h'}), Callback.NOOP);
            CompletableFuture<Integer> status = new CompletableFuture<>();

            client.newRequest(url + "/x")
                    .method("PUT")
                    .body(body)
                    .onResponseBegin(response -> {
                        status.complete(response.getStatus());
                        body.close();
                    })
                    .send(result -> status.completeExceptionally(new AssertionError("no answer", result.getFailure())));
            try (Socket socket = refusing.accept()) {
                // Before the request is there nothing is an answer to it.
                assertThat(socket.getInputStream().read()).isEqualTo('P');
                socket.getOutputStream().write(REFUSAL);

                assertThat(status.get()).isEqualTo(503);
            }
        }
        assertThat(second.received()).isEmpty();
    }

    /** Says that it can be sent again, as that of a file would. */
    private static final class Repeatable extends AsyncRequestContent {
        @Override
        public boolean rewind() {
            return true;
        }
    }
}
