package dev.failover.agent.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two services whose calls look the same: it is told which one they belong to. */
class SharedEndpointsTest {
    @Test
    void theSecondServiceIsToldWhatToWrite() {
        assertThat(shared("orders.endpoints=http://a,http://b", "stock.endpoints=http://b,http://c"))
                .containsExactly(
                        "services orders and stock both have the endpoint http://b: calls to it belong to orders;"
                                + " give stock a match, such as -Dfailover.service.stock.match=http://b/path");
    }

    @Test
    void theOneThatComesFirstIsNamedToAllOthers() {
        assertThat(shared("orders.endpoints=http://a", "stock.endpoints=http://a", "users.endpoints=http://a"))
                .hasSize(2)
                .allMatch(line -> line.contains(": calls to it belong to orders; give "));
    }

    @Test
    void aPatternThatIsAnEndpointOfAnotherServiceTakesNoCall() {
        assertThat(shared(
                        "orders.endpoints=http://a/x,http://b",
                        "orders.match=http://b",
                        "stock.endpoints=http://c",
                        "stock.match=http://a/x/*,http://b/stock"))
                .containsExactly("service stock matches http://a/x, which is an endpoint of orders:"
                        + " calls to it belong to orders; remove it from one of the two");
    }

    @Test
    void nothingIsSaidOfWhatCanBeToldApart() {
        assertThat(shared("orders.endpoints=http://a,http://b", "stock.endpoints=http://c,http://b/stock"))
                .isEmpty();
        assertThat(shared(
                        "orders.endpoints=http://a,http://b",
                        "stock.endpoints=http://b,http://c",
                        "stock.match=http://b/stock"))
                .isEmpty();
    }

    private static List<String> shared(String... settings) {
        ConfigSources.Builder sources = ConfigSources.builder();
        for (String setting : settings) {
            String[] both = setting.split("=", 2);
            sources.code("service." + both[0], both[1]);
        }
        return AgentStart.shared(Configuration.load(sources.build()).services());
    }
}
