package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.failure.FailureTypes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two keys of which each is good, and which together cannot be meant. */
class ContradictionsTest {
    private final TestSources sources = new TestSources();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry.base-delay = 10s | retry.max-delay = 1s"
                        + " | retry.max-delay 1s is below retry.base-delay 10s (f.ini:3); write 10s or more",
                "retry.base-delay = 10ms | retry.max-delay = 0"
                        + " | retry.max-delay 0 is below retry.base-delay 10ms (f.ini:3); write 10ms or more",
                "timeout.attempt = 1s | timeout.connect = PT2S"
                        + " | timeout.connect PT2S is above timeout.attempt 1s (f.ini:3); write 1s or less",
                "timeout.attempt = 70s | breaker.probe-lease = 1m"
                        + " | breaker.probe-lease 1m is below timeout.attempt 70s (f.ini:3); write 70s or more",
                "timeout.attempt = 20m | pool.lease-timeout = 10m"
                        + " | pool.lease-timeout 10m is below timeout.attempt 20m (f.ini:3); write 20m or more",
                "pool.max-per-endpoint = 64 | pool.adaptive-limit = 100-200"
                        + " | pool.adaptive-limit 100-200 has its least above pool.max-per-endpoint 64 (f.ini:3);"
                        + " nothing is left to adapt; write a least of 64 or less, such as 1-64",
                "cache.offheap = 512KB | cache.max-object-size = 1MB"
                        + " | cache.max-object-size 1MB is above cache.offheap 512KB (f.ini:3); write 512KB or less",
                "retry.abort-on = a.B, java.io.IOException | retry.on = java.io.IOException, c.D"
                        + " | retry.on names java.io.IOException, and so does retry.abort-on (f.ini:3);"
                        + " remove it from one of them"
            })
    void areReportedWithBothPlacesAndOneCountsAsNotWritten(String first, String second, String message) {
        sources.file("[service.orders]", "endpoints = https://a", first, second);
        Configuration configuration = sources.lenient();
        assertThat(configuration.problems())
                .extracting(problem -> problem.severity() + " " + problem)
                .containsExactly("ERROR f.ini:4: " + message);
        assertThat(configuration.services()).hasSize(1);
        ServiceSettings orders = configuration.settings("orders");
        assertThat((Object) orders.get(key(first))).isNotNull();
        assertThat((Object) orders.get(key(second))).isNull();
        assertThatThrownBy(sources::strict).isInstanceOf(ConfigurationException.class);
    }

    private static ConfigKey<?> key(String line) {
        ConfigKey<?> key = ConfigKeys.find(line.substring(0, line.indexOf(' ')));
        assertThat((Object) key).isNotNull();
        return key;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry.base-delay = 1s | retry.max-delay = 1000ms",
                "timeout.attempt = 0 | timeout.connect = 2s",
                "timeout.attempt = 1s | timeout.connect = 0",
                "timeout.attempt = 1s | timeout.connect = 1s",
                "timeout.attempt = 0 | pool.lease-timeout = 1s",
                "timeout.attempt = 1s | pool.lease-timeout = 0",
                "timeout.attempt = 0 | breaker.probe-lease = 1s",
                "timeout.attempt = 10s | deadline = 1s",
                "pool.max-per-endpoint = 0 | pool.adaptive-limit = 100-200",
                "pool.max-per-endpoint = 64 | pool.adaptive-limit = 64-200",
                "pool.max-per-endpoint = 64 | pool.adaptive-limit = off",
                "cache.offheap = 0 | cache.max-object-size = 1MB",
                "cache.offheap = 1MB | cache.max-object-size = 1024KB",
                "cache.offheap = 1GB | cache.disk = 0",
                "retry.on = a.B | retry.abort-on = a.C"
            })
    void othersAreNone(String first, String second) {
        sources.file("[service.orders]", "endpoints = https://a", first, second);
        assertThat(sources.strict().problems()).isEmpty();
    }

    @Test
    void theyAreFoundAcrossPlacesAndInTheDefaults() {
        sources.file("[defaults]", "retry.base-delay = 10s", "retry.on = java.io.IOException")
                .property("failover.defaults.retry.max-delay", "1s")
                .environment("FAILOVER_DEFAULTS_RETRY_ABORT_ON", "java.io.IOException");
        assertThat(sources.lenient().problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "-Dfailover.defaults.retry.max-delay: retry.max-delay 1s is below retry.base-delay 10s (f.ini:2);"
                                + " write 10s or more",
                        "f.ini:3: retry.on names java.io.IOException, and so does retry.abort-on"
                                + " (FAILOVER_DEFAULTS_RETRY_ABORT_ON); remove it from one of them");
    }

    /** Who writes one of them for a service need not know what the defaults say of the other. */
    @Test
    void whatTheDefaultsSayOfTheOtherKeyIsNoContradiction() {
        sources.file(
                "[defaults]",
                "retry.max-delay = 1s",
                "retry.on = java.io.IOException",
                "[service.orders]",
                "endpoints = https://a",
                "retry.base-delay = 10s",
                "retry.abort-on = java.io.IOException");
        ServiceSettings orders = sources.strict().settings("orders");
        assertThat(orders.get(RetryKeys.MAX_DELAY)).isEqualTo(Duration.ofSeconds(1));
        assertThat(orders.get(RetryKeys.ON)).isEqualTo(FailureTypes.named("java.io.IOException"));
    }

    @Test
    void theyAreFoundInCodeToo() {
        sources.file("[service.orders]", "endpoints = https://a", "retry.base-delay = 10s");
        ServiceSettings orders = sources.strict().settings("orders");
        assertThatThrownBy(() -> orders.withCode("OrderApi", Map.of("retry.max-delay", "1s")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "OrderApi, retry.max-delay: retry.max-delay 1s is below retry.base-delay 10s (f.ini:3);"
                                + " write 10s or more");
    }
}
