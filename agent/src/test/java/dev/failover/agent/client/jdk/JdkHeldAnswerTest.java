package dev.failover.agent.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.failover.agent.Engines;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer that was held back and then given to the program while its body still came. */
class JdkHeldAnswerTest {
    private final CountDownLatch isPassedOn = new CountDownLatch(1);
    private final ExecutorService only = Executors.newSingleThreadExecutor();
    private final ExecutorService servers = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(servers);
        server.createContext("/busy", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            exchange.sendResponseHeaders(503, 4);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write("bu".getBytes());
                body.flush();
                isPassedOn.await(20, TimeUnit.SECONDS);
                body.write("sy".getBytes());
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        only.shutdownNow();
        servers.shutdownNow();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).build();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The client has one thread to read with, and tells of an answer on another one. */
    @Test
    @SuppressWarnings("unchecked")
    void whatDependsOnItMayWaitForTheSameClient() throws Exception {
        HttpClient client = HttpClient.newBuilder().executor(only).build();
        BodyHandler<Void> handler = BodyHandlers.ofByteArrayConsumer(bytes -> isPassedOn.countDown());
        CompletableFuture<HttpResponse<Void>> answer = (CompletableFuture<HttpResponse<Void>>)
                new JdkSendAsync(Engines.with("", url())).enter(client, request("/busy"), handler, null)[0];
        CompletableFuture<Integer> next =
                answer.thenApply(busy -> client.sendAsync(request("/next"), BodyHandlers.discarding())
                        .join()
                        .statusCode());
        assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo(200);
    }
}
