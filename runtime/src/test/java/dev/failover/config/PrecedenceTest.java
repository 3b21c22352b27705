package dev.failover.config;

import static dev.failover.config.ConfigKeys.AGENT_MODE;
import static dev.failover.config.ConfigKeys.API_KEY;
import static dev.failover.config.ConfigKeys.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.limiter.RateLimiterPolicy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrecedenceTest {
    private final TestSources sources = new TestSources();

    /** Each layer says its own number for the service; taking the strongest away uncovers the next one. */
    @Test
    void agentArgumentThenPropertyThenEnvironmentThenFileThenCode() {
        sources.file("[service.orders]", "endpoints = https://a", "retry.max-attempts = 4");
        sources.code("service.orders.retry.max-attempts", "5");
        assertAttempts(4, "f.ini:3, overrides code service.orders.retry.max-attempts");

        sources.environment("FAILOVER_SERVICE_ORDERS_RETRY_MAX_ATTEMPTS", "3");
        assertAttempts(3, "FAILOVER_SERVICE_ORDERS_RETRY_MAX_ATTEMPTS, overrides f.ini:3");

        sources.property("failover.service.orders.retry.max-attempts", "2");
        assertAttempts(
                2,
                "-Dfailover.service.orders.retry.max-attempts, overrides FAILOVER_SERVICE_ORDERS_RETRY_MAX_ATTEMPTS");

        sources.agentArgument("service.orders.retry.max-attempts=1");
        assertAttempts(
                1,
                "agent argument service.orders.retry.max-attempts,"
                        + " overrides -Dfailover.service.orders.retry.max-attempts");
    }

    @Test
    void specificBeatsGeneralBeforeTheSourceCounts() {
        sources.agentArgument("defaults.retry.max-attempts=9");
        sources.property("failover.defaults.retry.max-attempts", "8");
        sources.environment("FAILOVER_DEFAULTS_RETRY_MAX_ATTEMPTS", "7");
        sources.file("[service.orders]", "endpoints = https://a");
        sources.code("service.orders.retry.max-attempts", "2");
        assertAttempts(2, "code service.orders.retry.max-attempts");
    }

    @Test
    void defaultsHaveTheSameOrder() {
        sources.file("[service.orders]", "endpoints = https://a", "[defaults]", "retry.max-attempts = 4");
        sources.code("defaults.retry.max-attempts", "5");
        assertAttempts(4, "f.ini:4, overrides code defaults.retry.max-attempts");
        sources.environment("FAILOVER_DEFAULTS_RETRY_MAX_ATTEMPTS", "3");
        assertAttempts(3, "FAILOVER_DEFAULTS_RETRY_MAX_ATTEMPTS, overrides f.ini:4");
    }

    @Test
    void globalKeysHaveTheSameOrder() {
        sources.file("[agent]", "mode = observe");
        Configuration inFile = sources.strict();
        assertThat(inFile.get(AGENT_MODE)).isEqualTo(Mode.OBSERVE);
        assertThat(inFile.origin(AGENT_MODE)).isEqualTo("f.ini:2");
        sources.property("failover.agent.mode", "enforce");
        assertThat(sources.strict().get(AGENT_MODE)).isEqualTo(Mode.ENFORCE);
    }

    @Test
    void whatNobodySetsHasNoValue() {
        sources.file("[service.orders]", "endpoints = https://a");
        Configuration configuration = sources.strict();
        ServiceSettings orders = configuration.settings("orders");
        assertThat(orders.get(DEADLINE)).isNull();
        assertThat(orders.origin(DEADLINE)).isNull();
        assertThat(orders.get(DEADLINE, Duration.ofSeconds(7))).hasSeconds(7);
        assertThat(configuration.get(AGENT_MODE)).isNull();
        assertThat(configuration.origin(AGENT_MODE)).isNull();
        assertThat(configuration.service("billing")).isNull();
    }

    @Test
    void badValueCountsAsNotWritten() {
        sources.file("[service.orders]", "endpoints = https://a", "deadline = 2s");
        sources.property("failover.service.orders.deadline", "5");
        Configuration configuration = sources.lenient();
        assertThat(configuration.settings("orders").get(DEADLINE)).hasSeconds(2);
        assertThat(configuration.problems())
                .extracting(Problem::place)
                .containsExactly("-Dfailover.service.orders.deadline");
    }

    @Test
    void hiddenBadValueIsReportedToo() {
        sources.file("[service.orders]", "endpoints = https://a", "deadline = 2");
        sources.property("failover.service.orders.deadline", "5s");
        Configuration configuration = sources.lenient();
        assertThat(configuration.settings("orders").get(DEADLINE)).hasSeconds(5);
        assertThat(configuration.problems()).extracting(Problem::place).containsExactly("f.ini:3");
    }

    @Test
    void hiddenSecretNeedNotExist() {
        sources.file("[service.orders]", "endpoints = https://a", "api-key = ${env:MISSING}");
        sources.property("failover.service.orders.api-key", "${env:TOKEN}").environment("TOKEN", "t0k3n");
        Secret key = sources.strict().settings("orders").get(API_KEY);
        assertThat(key).isNotNull();
        assertThat(key.reveal()).isEqualTo("t0k3n");
    }

    @Test
    void codeOfAnInterfaceComesLaterButRanksTheSame() {
        sources.file("[service.orders]", "deadline = 2s", "[defaults]", "limiter.rate = 5/s", "retry.jitter = 0");
        sources.endpointsMayComeFromCode();
        Map<String, String> annotations =
                Map.of("endpoints", "https://a", "deadline", "9s", "limiter.rate", "7/s", "api-key", "${env:TOKEN}");
        sources.environment("TOKEN", "t0k3n");
        ServiceSettings configured = sources.strict().settings("orders");
        assertThat(configured.endpoints()).isEmpty();

        ServiceSettings orders = configured.withCode("OrderApi", annotations);

        assertThat(orders.endpoints()).extracting(Object::toString).containsExactly("https://a");
        assertThat(orders.get(DEADLINE)).hasSeconds(2);
        assertThat(orders.origin(DEADLINE)).isEqualTo("f.ini:2, overrides OrderApi, deadline");
        assertThat(orders.get(LimiterKeys.RATE)).isEqualTo(RateLimiterPolicy.of("7/s"));
        assertThat(orders.get(RetryKeys.JITTER)).isZero();
        assertThat(orders.get(API_KEY).reveal()).isEqualTo("t0k3n");
        assertThat(configured.get(LimiterKeys.RATE)).isEqualTo(RateLimiterPolicy.of("5/s"));
    }

    @Test
    void badCodeThrowsAllProblems() {
        ServiceSettings orders = sources.strict().settings("orders");
        assertThatThrownBy(() -> orders.withCode("OrderApi", Map.of("deadline", "5", "retry.maxAttempts", "3")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("OrderApi, deadline: '5' has no unit")
                .hasMessageContaining("OrderApi, retry.maxAttempts: unknown key;"
                        + " did you mean service.orders.retry.max-attempts?");
    }

    @Test
    void serviceThatNoSourceNamesHasTheDefaults() {
        sources.file("[defaults]", "deadline = 3s");
        Configuration configuration = sources.strict();
        assertThat(configuration.services()).isEmpty();
        assertThat(configuration.settings("billing").get(DEADLINE)).hasSeconds(3);
        assertThatThrownBy(() -> configuration.settings("Billing")).hasMessageContaining("write 'billing'");
    }

    @Test
    void keysAreAskedForWhereTheyBelong() {
        Configuration configuration = sources.strict();
        ServiceSettings orders = configuration.settings("orders");
        assertThatThrownBy(() -> configuration.get(DEADLINE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> configuration.origin(DEADLINE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> orders.get(AGENT_MODE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> orders.origin(AGENT_MODE)).isInstanceOf(IllegalArgumentException.class);
    }

    private void assertAttempts(int expected, String origin) {
        ServiceSettings orders = sources.strict().settings("orders");
        assertThat(orders.get(RetryKeys.MAX_ATTEMPTS)).isEqualTo(expected);
        assertThat(orders.origin(RetryKeys.MAX_ATTEMPTS)).isEqualTo(origin);
    }
}
