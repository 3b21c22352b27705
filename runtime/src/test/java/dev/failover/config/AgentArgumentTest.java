package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentArgumentTest {
    private final TestSources sources = new TestSources();

    @Test
    void partWithoutEqualsContinuesTheValue() {
        sources.agentArgument(
                "agent.mode=observe,service.a.endpoints=https://a, https://b\\,https://c,defaults.mode=enforce");
        Configuration configuration = sources.strict();
        assertThat(configuration.get(ConfigKeys.AGENT_MODE)).isEqualTo(Mode.OBSERVE);
        assertThat(configuration.settings("a").endpoints())
                .extracting(Object::toString)
                .containsExactly("https://a", "https://b", "https://c");
        assertThat(configuration.settings("a").get(ConfigKeys.MODE)).isEqualTo(Mode.ENFORCE);
    }

    @Test
    void noneIsFine() {
        assertThat(sources.agentArgument(null).strict().problems()).isEmpty();
        assertThat(sources.agentArgument("").strict().problems()).isEmpty();
        assertThat(sources.agentArgument(" , ").strict().problems()).isEmpty();
    }

    @Test
    void partWithoutAKeyIsAnError() {
        assertThat(sources.agentArgument("/etc/failover.ini,=x,agent.mode=observe")
                        .lenient()
                        .problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "agent argument: part 1 between the commas has no key;"
                                + " write KEY=VALUE,KEY=VALUE, such as config=/etc/failover.ini",
                        "agent argument: part 2 between the commas has no key;"
                                + " write KEY=VALUE,KEY=VALUE, such as config=/etc/failover.ini");
    }
}
