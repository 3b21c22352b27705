package dev.failover.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import acme.suite.Case;
import acme.suite.Cases;
import dev.failover.it.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every case with every client, with the agent; and once without it, where what needs failover has to fail. */
class ClientSuiteIT {
    @TempDir
    private static Path directory;

    private static final String CHOSEN = Adapters.property("clients");
    private static final Adapters ADAPTERS = new Adapters();
    private static final List<Run> RUNS = new ArrayList<>();
    /** The runs go ahead of the tests, which take their results one by one: most of what a run does is wait. */
    private static final ExecutorService AHEAD = Executors.newFixedThreadPool(2);

    private static Servers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = new Servers(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        AHEAD.shutdown();
        servers.close();
        Files.writeString(Path.of(Adapters.property("clients.target"), "clients.csv"), Table.csv(RUNS));
        if (Boolean.parseBoolean(Adapters.property("clients.record"))) {
            record();
        }
    }

    private static void record() throws IOException {
        if (!CHOSEN.equals("all")) {
            throw new IllegalStateException("a table is of all clients: -Dclients=all -Dclients.record=true");
        }
        Map<Client.Choice, Map<String, Run.Result>> results = new LinkedHashMap<>();
        RUNS.stream().filter(Run::isWithAgent).forEach(run -> results.put(run.choice(), run.results()));
        Files.writeString(Path.of(Adapters.property("clients.table")), new Table(results).text());
    }

    @TestFactory
    Stream<DynamicNode> withAgent() {
        return tests(
                Client.chosen(CHOSEN).stream()
                        .filter(choice -> choice.version().client().isHandled())
                        .toList(),
                true);
    }

    /** The proof that the cases can fail, and that those of them that say nothing of failover are true of the client alone. */
    @TestFactory
    Stream<DynamicNode> withoutAgent() {
        return tests(
                Client.chosen(CHOSEN).stream()
                        .filter(choice -> choice.jdk() == Client.NEWEST
                                || !choice.version().client().isHandled())
                        .toList(),
                false);
    }

    private static Stream<DynamicNode> tests(List<Client.Choice> choices, boolean withAgent) {
        List<DynamicNode> tests = new ArrayList<>();
        for (Client.Choice choice : choices) {
            Optional<Jdk> jdk = Jdk.find(choice.jdk());
            if (jdk.isEmpty()) {
                tests.add(missing(choice));
                jdk = Optional.of(choice.jdk() == Client.NEWEST && !CHOSEN.equals("all") ? 17 : 0)
                        .flatMap(Jdk::find);
            }
            jdk.map(java -> new Run(choice.version(), java, withAgent, servers, ADAPTERS, directory))
                    .ifPresent(run -> tests.addAll(tests(run)));
        }
        return tests.stream();
    }

    private static DynamicNode missing(Client.Choice choice) {
        String reason = Jdk.missing(choice.jdk());
        return DynamicTest.dynamicTest(choice.toString(), () -> {
            // Maven only counts skipped tests; what was not tested, and why, belongs on the screen.
            System.out.println("SKIPPED ClientSuiteIT " + choice + ": " + reason);
            assumeTrue(false, reason);
        });
    }

    private static List<DynamicTest> tests(Run run) {
        RUNS.add(run);
        AHEAD.execute(run::results);
        String name = run.choice() + (run.isWithAgent() ? " / " : " / without agent / ");
        return Cases.all().stream()
                .map(one -> DynamicTest.dynamicTest(
                        name + one.name(), () -> judge(one, run.result(one), run.isWithAgent())))
                .toList();
    }

    private static void judge(Case one, Run.Result result, boolean withAgent) {
        assumeTrue(!result.outcome().equals("SKIPPED"), result.reason());
        assumeTrue(!result.outcome().equals("DEVIATES"), "known deviation: " + result.reason());
        if (!withAgent && one.needsFailover()) {
            assertThat(result.outcome())
                    .as("without failover this cannot be true")
                    .isEqualTo("FAILED");
        } else if (!result.outcome().equals("OK")) {
            fail(result.reason());
        }
    }
}
