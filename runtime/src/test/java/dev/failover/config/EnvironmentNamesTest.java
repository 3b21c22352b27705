package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EnvironmentNamesTest {
    private final TestSources sources = new TestSources();

    @Test
    void everyKeyHasItsName() {
        sources.endpointsMayComeFromCode();
        for (String key : ConfigKeys.serviceKeyNames()) {
            sources.environment(Layer.environmentName("service.my-orders." + key), "b\u0000d");
        }
        assertThat(sources.lenient().problems())
                .hasSize(ConfigKeys.serviceKeyNames().size())
                .allSatisfy(problem -> assertThat(problem.severity()).isEqualTo(Problem.Severity.ERROR));
    }

    @Test
    void noTwoKeysShareAName() {
        assertThat(ConfigKeys.serviceKeyNames()).extracting(Layer::mangle).doesNotHaveDuplicates();
    }

    @Test
    void environmentAloneCanDeclareAService() {
        sources.environment("FAILOVER_SERVICE_ORDER_ITEMS_ENDPOINTS", "https://a")
                .environment("FAILOVER_SERVICE_ORDER_ITEMS_TIMEOUT_CONNECT", "1s")
                .environment("FAILOVER_AGENT_ENABLED", "off");
        Configuration configuration = sources.strict();
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.services()).extracting(ServiceSettings::name).containsExactly("order-items");
        assertThat(configuration.settings("order-items").get(ConfigKeys.TIMEOUT_CONNECT))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(configuration.get(ConfigKeys.AGENT_ENABLED)).isFalse();
    }

    @Test
    void declaredNamesComeFirst() {
        // Without the declaration this would be the key api-key.header of the service "a".
        sources.file("[service.a-api-key]", "endpoints = https://a", "[service.a]", "endpoints = https://b");
        sources.environment("FAILOVER_SERVICE_A_API_KEY_DEADLINE", "1s")
                .environment("FAILOVER_SERVICE_A_DEADLINE", "2s")
                .environment("FAILOVER_SERVICE_A_API_KEY_HEADER", "X-A");
        Configuration configuration = sources.strict();
        assertThat(configuration.settings("a-api-key").get(ConfigKeys.DEADLINE)).hasSeconds(1);
        assertThat(configuration.settings("a").get(ConfigKeys.DEADLINE)).hasSeconds(2);
        assertThat(configuration.settings("a").get(ConfigKeys.API_KEY_HEADER)).isEqualTo("X-A");
        assertThat(configuration.services()).hasSize(2);
    }

    @Test
    void longestDeclaredNameWins() {
        sources.file("[service.a]", "endpoints = https://a", "[service.a-timeout]", "endpoints = https://b")
                .environment("FAILOVER_SERVICE_A_TIMEOUT_MODE", "observe");
        assertThat(sources.strict().settings("a-timeout").get(ConfigKeys.MODE)).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void longestKeyWinsForANewService() {
        sources.environment("FAILOVER_SERVICE_RETRY_RETRY_MAX_DELAY", "1s")
                .environment("FAILOVER_SERVICE_RETRY_ENDPOINTS", "https://a");
        assertThat(sources.strict().settings("retry").get(RetryKeys.MAX_DELAY)).hasSeconds(1);
    }

    @Test
    void emptyVariableCountsAsNotSet() {
        sources.environment("FAILOVER_DEFAULTS_DEADLINE", "").environment("FAILOVER_NONSENSE", "");
        assertThat(sources.strict().problems()).isEmpty();
    }

    @Test
    void unknownVariableIsAWarningWithAHint() {
        sources.environment("FAILOVER_SERVICE_ORDERS_RETRY_MAX_ATEMPTS", "3")
                .environment("FAILOVER_DEFAULT_DEADLINE", "3s")
                .environment("FAILOVER_AGENTMODE", "observe")
                .environment("FAILOVER_HOME", "/opt")
                .environment("failover_agent_mode", "observe");
        assertThat(sources.strict().problems())
                .extracting(problem -> problem.severity() + " " + problem)
                .containsExactly(
                        "WARNING FAILOVER_AGENTMODE: unknown variable; did you mean FAILOVER_AGENT_MODE?",
                        "WARNING FAILOVER_DEFAULT_DEADLINE: unknown variable;"
                                + " did you mean FAILOVER_DEFAULTS_DEADLINE?",
                        "WARNING FAILOVER_HOME: unknown variable, ignored",
                        "WARNING FAILOVER_SERVICE_ORDERS_RETRY_MAX_ATEMPTS: unknown variable;"
                                + " did you mean FAILOVER_SERVICE_ORDERS_RETRY_MAX_ATTEMPTS?",
                        "WARNING failover_agent_mode: is ignored;"
                                + " names are written in upper case and with '_': FAILOVER_AGENT_MODE");
    }

    @Test
    void serviceLinksOfKubernetesAreNotForUs() {
        sources.environment("FAILOVER_SERVICE_HOST", "10.0.0.1")
                .environment("FAILOVER_SERVICE_PORT", "80")
                .environment("FAILOVER_SERVICE_PORT_HTTP", "80")
                .environment("FAILOVER_PORT", "tcp://10.0.0.1:80")
                .environment("FAILOVER_PORT_80_TCP_ADDR", "10.0.0.1");
        assertThat(sources.strict().problems()).isEmpty();
        sources.environment("FAILOVER_SERVICE_PORT_ENDPOINTS", "https://a");
        assertThat(sources.strict().service("port")).isNotNull();
    }
}
