package dev.failover.agent.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.failover.agent.Engines;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A program may keep a response for long of whose body it has made something small. */
class JdkKeptResponseTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private volatile WeakReference<byte[]> whole;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/well", 200);
        answer("/busy", 503);
        server.start();
    }

    private void answer(String path, int status) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            exchange.sendResponseHeaders(status, 1000);
            exchange.getResponseBody().write(new byte[1000]);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).build();
    }

    private BodyHandler<Integer> length() {
        return info -> BodySubscribers.mapping(BodySubscribers.ofByteArray(), bytes -> {
            whole = new WeakReference<>(bytes);
            return bytes.length;
        });
    }

    private HttpResponse<?> send(String path) {
        return (HttpResponse<?>) new JdkSend(Engines.with("", url())).enter(client, request(path), length(), null)[0];
    }

    private HttpResponse<?> sendAsync(String path) throws Exception {
        Future<?> future =
                (Future<?>) new JdkSendAsync(Engines.with("", url())).enter(client, request(path), length(), null)[0];
        return (HttpResponse<?>) future.get(20, TimeUnit.SECONDS);
    }

    private void keepsNothing(HttpResponse<?> kept) throws InterruptedException {
        for (long begin = System.nanoTime(); whole.get() != null; System.gc()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            Thread.sleep(10);
        }
        assertThat(kept.body()).isEqualTo(1000);
    }

    @Test
    void isNotItsBody() throws Exception {
        keepsNothing(send("/well"));
    }

    @Test
    void isNotItsBodyThatWasHeldBack() throws Exception {
        keepsNothing(send("/busy"));
    }

    @Test
    void ofAFutureIsNotItsBody() throws Exception {
        keepsNothing(sendAsync("/well"));
    }

    @Test
    void ofAFutureIsNotItsBodyThatWasHeldBack() throws Exception {
        keepsNothing(sendAsync("/busy"));
    }
}
