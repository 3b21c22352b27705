package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person reads who made a mistake. The texts are written out, because they are the feature. */
class ProblemsTest {
    private final TestSources sources = new TestSources();

    @Test
    void unknownKeyInAFile() {
        sources.file("[service.orders]", "endpoints = https://a", "retry.max-atempts = 4", "", "[defaults]", "x = 1");
        assertProblems(
                "ERROR f.ini:3: unknown key 'retry.max-atempts' in [service.orders]; did you mean 'retry.max-attempts'?",
                "ERROR f.ini:6: unknown key 'x' in [defaults]; the keys are "
                        + String.join(", ", ConfigKeys.defaultsKeyNames()));
    }

    @Test
    void unknownKeyInAPropertyAndAnAgentArgument() {
        sources.property("failover.service.orders.endpoints", "https://a")
                .property("failover.service.orders.retry.maxAttempts", "3")
                .property("failover.agent.mod", "observe")
                .agentArgument("agent.mode=observe,defaults.dealdine=2s,failover.agent.enabled=true");
        assertProblems(
                "ERROR agent argument defaults.dealdine: unknown key; did you mean defaults.deadline?",
                "ERROR agent argument failover.agent.enabled: unknown key; did you mean agent.enabled?",
                "ERROR -Dfailover.agent.mod: unknown key; did you mean -Dfailover.agent.mode?",
                "ERROR -Dfailover.service.orders.retry.maxAttempts: unknown key;"
                        + " did you mean -Dfailover.service.orders.retry.max-attempts?");
    }

    @Test
    void propertyOfSomebodyElseIsAWarning() {
        sources.property("failover.strategy", "none")
                .property("failover.service", "x")
                .property("failover.retry.max-attempts", "3")
                .property("failover.services.orders.deadline", "3s")
                .property("failover.orders.deadline", "3s")
                .property("failover.", "3s")
                .property("other.key", "3s");
        assertProblems(
                "WARNING -Dfailover.: unknown key",
                "WARNING -Dfailover.orders.deadline: unknown key;"
                        + " did you mean -Dfailover.service.orders.deadline?",
                "WARNING -Dfailover.retry.max-attempts: unknown key;"
                        + " did you mean -Dfailover.defaults.retry.max-attempts?",
                "WARNING -Dfailover.service: unknown key",
                "WARNING -Dfailover.services.orders.deadline: unknown key;"
                        + " did you mean -Dfailover.service.orders.deadline?",
                "WARNING -Dfailover.strategy: unknown key");
        assertThat(sources.strict().problems()).hasSize(6);
    }

    @Test
    void whatOthersCallAKey() {
        sources.file(
                "[service.orders]",
                "url = https://a",
                "connect-timeout = 1s",
                "timeout = 3s",
                "retries = 3",
                "[service.stock]",
                "attemptTimeout = 1s",
                "endpoints = https://b");
        assertProblems(
                "ERROR f.ini:2: unknown key 'url' in [service.orders]; did you mean 'endpoints'?",
                "ERROR f.ini:3: unknown key 'connect-timeout' in [service.orders]; did you mean 'timeout.connect'?",
                "ERROR f.ini:4: unknown key 'timeout' in [service.orders]; the keys are timeout.connect, timeout.attempt",
                "ERROR f.ini:5: unknown key 'retries' in [service.orders]; did you mean 'retry.max-attempts'?",
                "ERROR f.ini:7: unknown key 'attemptTimeout' in [service.stock]; did you mean 'timeout.attempt'?");
    }

    @Test
    void namesInTheWrongCase() {
        sources.property("Failover.service.orders.endpoints", "https://a")
                .property("FAILOVER.AGENT.MODE", "observe")
                .property("failoverX.y", "z")
                .environment("failover_service_orders_endpoints", "https://a")
                .environment("failover.agent.mode", "observe")
                .environment("FAILOVERS", "many");
        assertProblems(
                "WARNING -DFAILOVER.AGENT.MODE: is ignored; names are written in lower case: -Dfailover.agent.mode",
                "WARNING -DFailover.service.orders.endpoints: is ignored;"
                        + " names are written in lower case: -Dfailover.service.orders.endpoints",
                "WARNING failover.agent.mode: is ignored;"
                        + " names are written in upper case and with '_': FAILOVER_AGENT_MODE",
                "WARNING failover_service_orders_endpoints: is ignored;"
                        + " names are written in upper case and with '_': FAILOVER_SERVICE_ORDERS_ENDPOINTS");
    }

    @Test
    void aGroupThatWasForgotten() {
        sources.agentArgument("mode=observe").property("failover.enabled", "false");
        assertProblems(
                "ERROR agent argument mode: unknown key; did you mean agent.mode?",
                "WARNING -Dfailover.enabled: unknown key; did you mean -Dfailover.agent.enabled?");
    }

    @Test
    void aServiceThatWasForgotten() {
        sources.property("failover.service.endpoints", "https://a")
                .property("failover.services.My_Orders.endpoints", "https://a")
                .property("failover.services.___.endpoints", "https://a");
        assertProblems(
                "ERROR -Dfailover.service.endpoints: unknown key; write -Dfailover.service.NAME.endpoints",
                "WARNING -Dfailover.services.My_Orders.endpoints: unknown key;"
                        + " did you mean -Dfailover.service.my-orders.endpoints?",
                "WARNING -Dfailover.services.___.endpoints: unknown key;"
                        + " did you mean -Dfailover.service.NAME.endpoints?");
    }

    @Test
    void serviceWithoutAKey() {
        sources.property("failover.service.orders", "https://a");
        assertProblems(
                "ERROR -Dfailover.service.orders: unknown key;" + " did you mean -Dfailover.service.orders.endpoints?");
    }

    @Test
    void unknownSections() {
        sources.file(
                "[default]",
                "deadline = 2s",
                "retry.jitter = 0",
                "[service orders]",
                "endpoints = https://a",
                "[billing]",
                "endpoints = https://a",
                "[retry]",
                "max-attempts = 3",
                "[logging]",
                "level = info");
        assertProblems(
                "ERROR f.ini:1: unknown section [default]; did you mean [defaults]?",
                "ERROR f.ini:4: unknown section [service orders];"
                        + " the sections are [defaults], [service.NAME] and [agent]",
                "ERROR f.ini:6: unknown section [billing]; did you mean [service.billing]?",
                "ERROR f.ini:8: unknown section [retry]; did you mean 'retry.max-attempts' in [defaults]?",
                "ERROR f.ini:10: unknown section [logging];"
                        + " the sections are [defaults], [service.NAME] and [agent]");
    }

    @Test
    void badNameOfAService() {
        sources.file("[service.Orders]", "endpoints = https://a", "deadline = 2s");
        sources.property("failover.service.order_items.endpoints", "https://a");
        assertProblems(
                "ERROR -Dfailover.service.order_items.endpoints: 'order_items' is not a service name; it has 1 to 63"
                        + " characters a-z, 0-9 and '-', and does not begin with '-'; write 'order-items'",
                "ERROR f.ini:1: 'Orders' is not a service name; it has 1 to 63"
                        + " characters a-z, 0-9 and '-', and does not begin with '-'; write 'orders'");
    }

    @Test
    void badValues() {
        sources.file("[service.orders]", "endpoints = https://a", "deadline = 500", "retry.jitter =");
        sources.property("failover.service.orders.limiter.rate", "100");
        sources.environment("FAILOVER_AGENT_MODE", "watch");
        assertProblems(
                "ERROR -Dfailover.service.orders.limiter.rate: \"100\" has no unit;"
                        + " write 100/s, 100/m, 100/h or 100/d",
                "ERROR FAILOVER_AGENT_MODE: 'watch' is not a mode; write enforce or observe",
                "ERROR f.ini:3: bad value for 'deadline': '500' has no unit; write 500ms or 500s"
                        + " (the units are ns, us, ms, s, m, h, d)",
                "ERROR f.ini:4: bad value for 'retry.jitter': the value is empty;"
                        + " give one (0 to 1, or 0% to 100%) or leave the key out");
    }

    @Test
    void badValuesOfPolicies() {
        sources.file(
                "[defaults]",
                "retry.on-status = 5xx",
                "retry.abort-on = IOException",
                "breaker.mode = half-open",
                "breaker.window = 2000",
                "breaker.slow-rate = 0",
                "hedge.delay = 95%",
                "pool.adaptive-limit = 200-4",
                "retry.budget.window = 10ms");
        sources.property("failover.defaults.retry.budget.floor", "3/s")
                .property("failover.defaults.limiter.rate", "10/s, 5000");
        assertProblems(
                "ERROR -Dfailover.defaults.limiter.rate: \"5000\" has no unit;"
                        + " write 5000/s, 5000/m, 5000/h or 5000/d",
                "ERROR -Dfailover.defaults.retry.budget.floor: '3/s' is not a number; write 3",
                "ERROR f.ini:2: bad value for 'retry.on-status': '5xx' is not a status;"
                        + " write three digits, 400 to 599, such as 503",
                "ERROR f.ini:3: bad value for 'retry.abort-on': 'IOException' has no package;"
                        + " write the full name, such as java.io.IOException",
                "ERROR f.ini:4: bad value for 'breaker.mode': 'half-open' is not a mode of a breaker;"
                        + " write automatic, forced-open, forced-closed, disabled or observe",
                "ERROR f.ini:5: bad value for 'breaker.window': '2000' is out of range;"
                        + " write 1 to 1024 calls, or a duration such as 10s",
                "ERROR f.ini:6: bad value for 'breaker.slow-rate': '0' is nothing;"
                        + " write more than 0, up to 1, such as 0.5 or 50%",
                "ERROR f.ini:7: bad value for 'hedge.delay': '95%' is no delay of hedges;"
                        + " write off, a duration such as 150ms, or a percentile such as p95",
                "ERROR f.ini:8: bad value for 'pool.adaptive-limit': '200-4' is out of range;"
                        + " write MIN-MAX with 1 <= MIN <= MAX <= 10000, such as 4-200",
                "ERROR f.ini:9: bad value for 'retry.budget.window': '10ms' is out of range;"
                        + " write a duration, 1s to 1h");
    }

    @Test
    void noEndpoints() {
        sources.file(
                "[service.orders]",
                "deadline = 1s",
                "[service.billing]",
                "endpoints = https://b",
                "[service.biling]",
                "deadline = 1s");
        sources.property("failover.service.stock.deadline", "1s");
        assertProblems(
                "ERROR -Dfailover.service.stock.deadline: service 'stock' has no endpoints;"
                        + " write -Dfailover.service.stock.endpoints = https://HOST, https://OTHER-HOST",
                "ERROR f.ini:1: service 'orders' has no endpoints;"
                        + " write 'endpoints' in [service.orders] = https://HOST, https://OTHER-HOST",
                "ERROR f.ini:5: service 'biling' has no endpoints; did you mean the service 'billing'?");
        assertThat(sources.lenient().services())
                .extracting(ServiceSettings::name)
                .containsExactly("billing");
    }

    @Test
    void badEndpointsAreReportedOnce() {
        sources.file(
                "[service.a]",
                "endpoints = https://a, https://a",
                "[service.b]",
                "endpoint = https://b",
                "[service.c]",
                "endpoints = c.example");
        assertProblems(
                "ERROR f.ini:2: bad value for 'endpoints': endpoint 'https://a' stands twice in the list; remove one",
                "ERROR f.ini:4: unknown key 'endpoint' in [service.b]; did you mean 'endpoints'?",
                "ERROR f.ini:6: bad value for 'endpoints': endpoint 'c.example' has no scheme;"
                        + " write https://HOST or http://HOST:PORT/BASE");
        assertThat(sources.lenient().services()).isEmpty();
    }

    @Test
    void keysThatCannotBeShared() {
        sources.file("[defaults]", "endpoints = https://a", "match = https://b", "[config]", "file = other.ini");
        assertProblems(
                "ERROR f.ini:2: 'endpoints' cannot be shared by all services;" + " write 'endpoints' in [service.NAME]",
                "ERROR f.ini:3: 'match' cannot be shared by all services; write 'match' in [service.NAME]",
                "ERROR f.ini:5: a file cannot name another file;"
                        + " write -Dfailover.config.file or FAILOVER_CONFIG_FILE");
    }

    @Test
    void secretOnTheCommandLineIsAWarningAndNeverRepeated() {
        sources.property("failover.defaults.api-key", "hunter2");
        assertProblems("WARNING -Dfailover.defaults.api-key: a secret in plain text on the command line shows in the"
                + " list of processes; write ${env:NAME} or ${file:/path}");
        assertThat(sources.strict().settings("orders").get(ConfigKeys.API_KEY).reveal())
                .isEqualTo("hunter2");
    }

    @Test
    void noMessageRepeatsASecret() {
        sources.file(
                "[service.orders]",
                "endpoints = https://user:hunter2@a",
                "api-key = hunter2${",
                "apikey = hunter2",
                "api-key: hunter2",
                "api-key = hunter2");
        sources.property("failover.service.orders.api-kye", "hunter2")
                .property("failover.service.orders.api-key", "hunter2\n")
                .property("failover.service.x.api-key", "hunter2\nx")
                .environment("FAILOVER_SERVICE_ORDERS_APIKEY", "hunter2")
                .agentArgument("hunter2,api-key=hunter2");
        assertThat(sources.lenient().problems())
                .hasSizeGreaterThan(8)
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("hunter2"));
    }

    @Test
    void strictThrowsAllAtOnce() {
        sources.file("[service.orders]", "deadline = 5", "nonsense", "[service.orders]", "x = y");
        assertThatThrownBy(sources::strict)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the configuration has 5 problems:\n  f.ini:3: there is no '='")
                .hasMessageContaining("\n  f.ini:4: section [service.orders] has begun on line 1 already;"
                        + " both are read as one (warning)")
                .hasMessageContaining("\n  f.ini:2: bad value for 'deadline'")
                .satisfies(
                        e -> assertThat(((ConfigurationException) e).problems()).hasSize(5));
    }

    @Test
    void veryManyProblemsAreCutShort() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            lines.add("nonsense");
        }
        lines.add(0, "[defaults]");
        sources.file(lines.toArray(new String[0]));
        List<Problem> problems = sources.lenient().problems();
        assertThat(problems).hasSize(101);
        assertThat(problems.get(100)).hasToString("configuration: 9900 more problems are not shown");
    }

    private void assertProblems(String... expected) {
        assertThat(sources.lenient().problems())
                .extracting(problem -> problem.severity() + " " + problem)
                .containsExactly(expected);
    }
}
