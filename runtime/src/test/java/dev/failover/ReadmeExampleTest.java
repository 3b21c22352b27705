package dev.failover;

import static dev.failover.http.HttpMethod.GET;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.health.HealthStatus;
import dev.failover.http.Response;
import dev.failover.retry.RetryPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example of the documentation, compiled and run: one replica is gone, the other one answers. */
class ReadmeExampleTest {
    private HttpServer server;
    private String dead;
    private String alive;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                            + exchange.getRequestHeaders().getFirst("Authorization"))
                    .getBytes("UTF-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        alive = "http://localhost:" + server.getAddress().getPort();
        try (ServerSocket reserved = new ServerSocket(0)) {
            dead = "http://localhost:" + reserved.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String query(int port, String sql) throws IOException {
        if (port != 1) {
            throw new IOException("nobody at " + port);
        }
        return sql + " done";
    }

    private static CompletableFuture<String> queryAsync(int port, String sql) {
        CompletableFuture<String> row = new CompletableFuture<>();
        row.completeExceptionally(new IOException("nobody at " + port + " for " + sql));
        return row;
    }

    @Test
    void theExampleWorksWithOneReplicaGone() throws Exception {
        RetryPolicy retry = RetryPolicy.builder()
                .maxAttempts(3)
                .baseDelay(ofMillis(100))
                .jitter(0.5)
                .build();
        CircuitBreakerPolicy breaker = CircuitBreakerPolicy.builder()
                .failureThreshold("50%")
                .recoveryTime(ofSeconds(30))
                .build();
        String apiKey = "secret-key";

        try (FailoverManager manager =
                FailoverManager.builder().retry(retry).circuitBreaker(breaker).build()) {
            manager.register(new InternalService(dead, apiKey)); // alternatives for the same work,
            manager.register(new InternalService(alive, apiKey)); // in order of preference
            Map<String, HealthStatus> statuses = new LinkedHashMap<>();
            // A check has one second, for which a busy machine may stand still.
            for (int i = 0; i < 10 && !statuses.containsValue(HealthStatus.UP); i++) {
                manager.checkHealth().forEach((service, health) -> statuses.put(service.toString(), health.status()));
            }
            assertThat(statuses.values()).containsExactly(HealthStatus.DOWN, HealthStatus.UP);
            assertThat(statuses.toString()).doesNotContain(apiKey);

            Response response = manager.execute("/endpoint1", GET, Map.of("param1", "value 1"));
            assertThat(response.text()).isEqualTo("GET /endpoint1?param1=value%201 Bearer secret-key");

            Response later = manager.executeAsync("/endpoint1", GET, Map.of()).get(10, TimeUnit.SECONDS);
            assertThat(later.text()).isEqualTo("GET /endpoint1 Bearer secret-key");

            Response form = manager.execute("/endpoint2", dev.failover.http.HttpMethod.POST, Map.of("a", 1));
            assertThat(form.text()).startsWith("POST /endpoint2 ");
            assertThat(manager.metrics().snapshot().toString())
                    .contains("failover.retries{service=default, reason=connect} 3");

            manager.register(new InternalService("db", null, "http://db.example:2", "http://db.example:1"));
            String sql = "select";
            ServiceClient db = manager.service("db");
            String row = db.call(endpoint -> query(endpoint.port(), sql));
            assertThat(row).isEqualTo("select done");
            CompletableFuture<String> row2 =
                    db.callAsync(endpoint -> queryAsync(endpoint.port(), sql), Fallback.value("none"));
            assertThat(row2.get(10, TimeUnit.SECONDS)).isEqualTo("none");
        }
    }
}
