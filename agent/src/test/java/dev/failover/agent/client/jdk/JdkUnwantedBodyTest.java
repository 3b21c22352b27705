package dev.failover.agent.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The body of a 503 that was held back and is the call's answer, because nobody else has one: half of it is there. */
class JdkUnwantedBodyTest {
    private final CountDownLatch half = new CountDownLatch(1);
    private final CountDownLatch breaks = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private ServerSocket server;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        breaks.countDown();
        server.close();
    }

    private void serve() {
        try (Socket client = server.accept()) {
            InputStream in = client.getInputStream();
            if (in.read(new byte[4096]) < 0) {
                return;
            }
            OutputStream out = client.getOutputStream();
            out.write("HTTP/1.1 503 busy\r\nContent-Length: 10\r\n\r\nhalf.".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread waits = new Thread(() -> {
                try {
                    breaks.await();
                    client.shutdownOutput();
                } catch (IOException | InterruptedException over) {
                    return;
                }
            });
            waits.setDaemon(true);
            waits.start();
            if (in.read() < 0) {
                closed.countDown();
            }
        } catch (IOException broken) {
            closed.countDown();
        }
    }

    @SuppressWarnings("unchecked")
    private CompletableFuture<HttpResponse<String>> send() throws IOException {
        String url = "http://127.0.0.1:" + server.getLocalPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/x")).build();
        return (CompletableFuture<HttpResponse<String>>) new JdkSendAsync(
                        Engines.with("retry.max-attempts=2", url, TestServer.dead()))
                .enter(
                        HttpClient.newHttpClient(),
                        request,
                        (BodyHandler<String>) info -> {
                            half.countDown();
                            return BodyHandlers.ofString().apply(info);
                        },
                        null)[0];
    }

    /** What depends on the client's own future is told so, too. */
    @Test
    void thatItBrokeIsToldAsByTheClient() throws Exception {
        CompletableFuture<Throwable> heard = send().handle((response, failure) -> failure);
        assertThat(half.await(20, TimeUnit.SECONDS)).isTrue();
        breaks.countDown();
        assertThat(heard.get(20, TimeUnit.SECONDS))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aCancelledCallClosesItsConnection() throws Exception {
        CompletableFuture<HttpResponse<String>> future = send();
        assertThat(half.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(future.cancel(true)).isTrue();
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(future).isCompletedExceptionally();
    }

    @Test
    void soDoesWhatDependsOnIt() throws Exception {
        CompletableFuture<HttpResponse<String>> future = send();
        CompletableFuture<Throwable> heard = future.handle((response, failure) -> failure);
        CompletableFuture<Integer> stage = future.thenApply(HttpResponse::statusCode);
        assertThat(half.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(stage.cancel(true)).isTrue();
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(heard.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(CancellationException.class);
    }
}
