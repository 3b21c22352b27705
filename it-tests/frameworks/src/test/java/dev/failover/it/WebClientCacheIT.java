package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spring's {@code WebClient} writes its fields only when its request is sent: the cache of its service answers it all the same. */
class WebClientCacheIT {
    @TempDir
    private Path directory;

    private final List<String> received = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(
            value = Tried.class,
            names = {"SPRING6_WEBCLIENT", "SPRING7_WEBCLIENT"})
    void whatIsFreshCostsNoRequest(Tried tried) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            Path configuration = Files.writeString(
                    directory.resolve("failover.ini"),
                    "[service.things]\nendpoints = " + base + "\ncache.enabled = true\n");
            List<String> lines;
            try (Program running = Program.on(Jdk.find(17).orElseThrow())
                    .classPath(List.of(tried.classPath()))
                    .agent(Agent.jar(), "config=" + configuration)
                    .start(
                            directory,
                            acme.frameworks.Main.class,
                            tried.program(),
                            "1=GET=" + base,
                            "2=GET=" + base,
                            "3=POST=" + base,
                            "4=GET=" + base)) {
                lines = running.finish(Duration.ofMinutes(2)).outLines();
            }
            assertThat(lines)
                    .contains(
                            "ANSWER\t1\t200\tnumber 1",
                            "ANSWER\t2\t200\tnumber 1",
                            "ANSWER\t3\t200\tnumber 2",
                            "ANSWER\t4\t200\tnumber 1");
            assertThat(received).containsExactly("GET /things/seven", "POST /things");
        } finally {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = ("number " + received.size()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Cache-Control", "max-age=600");
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
