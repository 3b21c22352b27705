package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import dev.failover.config.ConfigurationException;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.Transport;
import dev.failover.retry.RetryPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operations write beats what the program says, and only keys that are set change anything. */
class ConfiguredManagerTest {
    private final List<String> sent = new ArrayList<>();

    /** Refuses every connection and notes what would have been sent. */
    private final Transport refusing = new Transport() {
        @Override
        public Response send(Endpoint endpoint, Request request, long connectTimeoutNanos, long timeoutNanos)
                throws IOException {
            sent.add(endpoint + request.target() + " " + request.headers().first("Authorization") + " "
                    + request.headers().first("X-Key") + " " + timeoutNanos / 1_000_000);
            throw new ConnectException("refused");
        }

        @Override
        public Exchange sendAsync(
                Endpoint endpoint, Request request, long connectTimeoutNanos, long timeoutNanos, Receiver receiver) {
            receiver.onResponse(new Response(200, Headers.EMPTY, null));
            return () -> {};
        }

        @Override
        public void close() {}
    };

    private FailoverManager.Builder configured(String... namesAndValues) {
        ConfigSources.Builder sources = ConfigSources.builder().endpointsMayComeFromCode();
        java.util.Properties properties = new java.util.Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty("failover." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return FailoverManager.builder()
                .transport(refusing)
                .configuration(Configuration.loadStrict(
                        sources.systemProperties(properties).build()));
    }

    private void call(FailoverManager manager, String service) {
        assertThatThrownBy(() -> manager.execute(service, Request.get("/x")))
                .isInstanceOf(FailoverException.class)
                .hasMessageStartingWith(service + ": GET /x failed: 1. ");
    }

    @Test
    void aServiceThatOnlyTheConfigurationNamesIsThere() {
        try (FailoverManager manager = configured(
                        "service.orders.endpoints", "https://a.example,https://b.example/base",
                        "service.orders.retry.max-attempts", "2",
                        "service.orders.timeout.attempt", "700ms",
                        "service.orders.api-key", "k1")
                .build()) {
            call(manager, "orders");
        }
        assertThat(sent)
                .containsExactly(
                        "https://a.example/x Bearer k1 null 700", "https://b.example/base/x Bearer k1 null 700");
    }

    @Test
    void aConfiguredListReplacesTheOneInCode() {
        try (FailoverManager manager =
                configured("service.orders.endpoints", "https://a.example").build()) {
            manager.register(new InternalService("orders", "code-key", "https://old-1.example", "https://old-2.example")
                    .retry(RetryPolicy.none()));
            call(manager, "orders");
        }
        assertThat(sent).containsExactly("https://a.example/x Bearer code-key null 3000");
    }

    @Test
    void healthIsAskedOfTheConfiguredEndpoints() throws InterruptedException {
        try (FailoverManager manager =
                configured("service.orders.endpoints", "https://a.example").build()) {
            Service declared = new InternalService("orders", null, "https://old-1.example", "https://old-2.example");
            Service more = new InternalService("orders", null, "https://old-3.example");
            manager.register(declared).register(more);
            assertThat(manager.checkHealth().get(declared).endpoints())
                    .singleElement()
                    .asString()
                    .startsWith("https://a.example");
            assertThat(manager.checkHealth()).containsOnlyKeys(declared);
        }
        try (FailoverManager manager = configured(
                        "service.orders.endpoints", "https://a.example,https://b.example,https://c.example")
                .build()) {
            Service declared = new InternalService("orders", null, "https://old-1.example");
            manager.register(declared);
            assertThat(manager.checkHealth().get(declared).endpoints()).hasSize(3);
        }
    }

    @Test
    void whatIsSetForAllServicesIsWeakerThanWhatCodeSaysOfOne() throws InterruptedException {
        try (FailoverManager manager = configured(
                        "defaults.api-key", "for-all",
                        "defaults.health.path", "/all")
                .build()) {
            Service own = new InternalService("orders", "code-key", "https://a.example")
                    .retry(RetryPolicy.none())
                    .healthCheck("/own", Duration.ZERO);
            Service none = new InternalService("stock", null, "https://b.example").retry(RetryPolicy.none());
            manager.register(own).register(none);
            call(manager, "orders");
            call(manager, "stock");
            assertThat(manager.checkHealth().get(own).toString()).contains("/own");
            assertThat(manager.checkHealth().get(none).toString()).contains("/all");
        }
        assertThat(sent)
                .containsExactly(
                        "https://a.example/x Bearer code-key null 3000",
                        "https://b.example/x Bearer for-all null 3000");
    }

    @Test
    void aKeyThatIsSetBeatsCodeAndTheOthersStay() {
        try (FailoverManager manager = configured(
                        "service.orders.timeout.attempt",
                        "5s",
                        "service.orders.api-key",
                        "k2",
                        "service.orders.api-key.header",
                        "X-Key")
                .retry(RetryPolicy.builder()
                        .maxAttempts(2)
                        .baseDelay(Duration.ZERO)
                        .build())
                .build()) {
            manager.register(new InternalService("orders", "code-key", "https://a.example"));
            call(manager, "orders");
        }
        assertThat(sent).hasSize(2).containsOnly("https://a.example/x null k2 5000");
    }

    @Test
    void defaultsAreWeakerThanTheServiceItself() {
        try (FailoverManager manager = configured(
                        "defaults.retry.max-attempts", "1",
                        "defaults.timeout.attempt", "4s",
                        "service.orders.timeout.attempt", "1s")
                .build()) {
            manager.register(new InternalService("orders", null, "https://a.example", "https://b.example"));
            manager.register(new InternalService("stock", null, "https://c.example", "https://d.example"));
            call(manager, "orders");
            call(manager, "stock");
        }
        assertThat(sent).containsExactly("https://a.example/x null null 1000", "https://c.example/x null null 4000");
    }

    @Test
    void whatCodeSaysOfOneServiceBeatsTheDefaultsOfAll() {
        try (FailoverManager manager = configured("defaults.retry.max-attempts", "1")
                .retry(RetryPolicy.builder().maxAttempts(3).build())
                .build()) {
            manager.register(new InternalService("orders", null, "https://a.example", "https://b.example")
                    .retry(RetryPolicy.builder().maxAttempts(2).build()));
            manager.register(new InternalService("stock", null, "https://c.example", "https://d.example"));
            call(manager, "orders");
            call(manager, "stock");
        }
        assertThat(sent)
                .containsExactly(
                        "https://a.example/x null null 3000",
                        "https://b.example/x null null 3000",
                        "https://c.example/x null null 3000");
    }

    @Test
    void aBrokenFileIsRefusedWithEverythingThatIsWrong(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("config.ini");
        Files.writeString(
                file,
                "[service.orders]\nendpoints = https://a, htp://b\nretry.max-atempts = 4\n[defaults]\ndeadline = 10\n");
        assertThatThrownBy(() -> FailoverManager.fromConfig(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("config.ini:2")
                .hasMessageContaining("config.ini:3")
                .hasMessageContaining("did you mean 'retry.max-attempts'?")
                .hasMessageContaining("config.ini:5");
        assertThatThrownBy(() -> FailoverManager.fromConfig(directory.resolve("missing.ini")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("missing.ini");
    }
}
