package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An asynchronous call that has to wait before it is repeated ends, whatever the program and the JVM are like. */
class WaitingCallIT {
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(Loopback.next()), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Longer than a client keeps its threads that nobody holds. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean early = requests.incrementAndGet() == 1;
            if (early) {
                exchange.getResponseHeaders().set("Retry-After", "4");
            }
            byte[] body = (early ? "busy" : "done").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(early ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private List<String> run(int java, String... options) {
        String url = "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
        Guest.Ended run = Guest.on(java, directory)
                .options("-javaagent:" + Agent.jar(), "-Dfailover.service.orders.endpoints=" + url)
                .options(options)
                .run("-cp", Sources.WAITING.classes().toString(), "acme.guest.Waiting", url + "/x");
        assertThat(run.exitCode()).as("%s", run.err()).isZero();
        assertThat(run.fromUs()).isEmpty();
        return run.out();
    }

    /** The client's threads end when nobody holds it and nothing is under way, and nothing is while a call waits. */
    @OnJava(
            value = {11, 17, 25},
            all = {11, 17, 21, 25, 26})
    void byAClientThatNobodyHolds(int java) {
        assertThat(run(java)).containsExactly("200 done");
    }

    /** The JDK's client needs no common pool then. */
    @OnJava(
            value = {17},
            all = {11, 17, 21, 25, 26})
    void withoutThreadsInTheCommonPool(int java) {
        assertThat(run(java, "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0"))
                .containsExactly("200 done");
    }
}
