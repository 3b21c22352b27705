package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import acme.odd.NestedRequest;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A POST is sent once; what the program fetches while its connection is opened is a request of its own. */
class NestedRequestIT {
    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest(name = "Java {0}, rules from {1}")
    @CsvSource({"8,127.0.0.1", "8,localhost", "17,127.0.0.1", "17,localhost", "25,127.0.0.1", "25,localhost"})
    void isMadeAsWithoutTheAgent(int java, String rules) {
        int port = server.getAddress().getPort();
        String endpoint = "http://127.0.0.1:" + port;
        List<String> program = List.of(
                "-cp",
                Java.locationOf(NestedRequest.class),
                NestedRequest.class.getName(),
                endpoint,
                "http://" + rules + ":" + port);
        List<String> agent = List.of("-javaagent:" + Agent.jar(), "-Dfailover.service.orders.endpoints=" + endpoint);
        List<String> own = run(Client.jdk(java), List.of(), program);
        assertThat(own).contains("rules 200").endsWith("order 200");
        assertThat(run(Client.jdk(java), agent, program)).isEqualTo(own);
    }

    private List<String> run(Jdk jdk, List<String> options, List<String> program) {
        List<String> command = new ArrayList<>(Java.command(jdk));
        command.addAll(options);
        command.addAll(program);
        try (Child child = Child.start("nested-request", directory, Map.of(), command)) {
            assertThat(child.awaitExit()).as("%s", child.err.all()).isZero();
            return child.out.untilEnd(Duration.ofSeconds(10));
        }
    }
}
