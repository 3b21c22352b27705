package dev.failover.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.FailoverManager;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import dev.failover.config.ConfigurationException;
import dev.failover.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StubClientTest {
    private static Configuration configuration(String key, String properties) {
        return Configuration.loadStrict(ConfigSources.builder()
                .code("service.orders.endpoints", "http://a.example")
                .code(key, properties)
                .build());
    }

    @Test
    void propertiesAreThoseOfTheService() {
        try (FailoverManager manager = FailoverManager.builder()
                .configuration(configuration("service.orders.properties", "tenant = acme, list=a\\,b=c, empty="))
                .build()) {
            StubClient orders = StubClient.of(manager, "orders");
            assertThat(orders.property("tenant")).isEqualTo("acme");
            assertThat(orders.property("list", "x")).isEqualTo("a,b=c");
            assertThat(orders.property("empty")).isEmpty();
            assertThat(orders.property("other", "x")).isEqualTo("x");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> orders.property("other"))
                    .withMessage("the property other of service orders is not set; write properties = other=VALUE in"
                            + " [service.orders], or ${other:-DEFAULT} in the interface");
            StubClient users = StubClient.of(manager, "users", "http://b.example");
            assertThat(users.property("tenant", "none")).isEqualTo("none");
        }
    }

    @Test
    void defaultsHavePropertiesToo() {
        try (FailoverManager manager = FailoverManager.builder()
                .configuration(configuration("defaults.properties", "tenant=acme"))
                .build()) {
            assertThat(StubClient.of(manager, "orders").property("tenant")).isEqualTo("acme");
        }
    }

    @Test
    void anOperationKeepsItsPolicies() {
        Operation find = Operation.of("OrderApi.find", HttpMethod.GET, "/orders/{id}")
                .policies(Policies.of("deadline", "5s").and("retry.max-attempts", "2"));
        assertThat(find.policies()).isNotNull();
        assertThat(find.header("X-A", "b").idempotent().policies()).isSameAs(find.policies());
        assertThatThrownBy(() -> find.policies(Policies.of("deadline", "5")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("annotations of OrderApi.find, deadline: '5' has no unit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "=a", "te nant=a", "a=1, a=2", ","})
    void refusesWhatIsNoProperty(String text) {
        assertThatThrownBy(() -> configuration("service.orders.properties", text))
                .isInstanceOf(ConfigurationException.class);
    }
}
