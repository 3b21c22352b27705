package dev.failover.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import acme.suite.Case;
import acme.suite.Cases;
import dev.failover.it.Jdk;
import java.nio.file.Path;
import java.util.Optional;
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

    private static Servers servers;
    private static final Adapters ADAPTERS = new Adapters();

    @BeforeAll
    static void start() throws Exception {
        servers = new Servers(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        servers.close();
    }

    @TestFactory
    Stream<DynamicNode> withAgent() {
        return Client.chosen(Adapters.property("clients")).stream()
                .filter(choice -> choice.version().client().isHandled())
                .flatMap(choice -> cases(choice, true));
    }

    /** The proof that the cases can fail, and that the others say nothing of failover. */
    @TestFactory
    Stream<DynamicNode> withoutAgent() {
        String chosen = Adapters.property("clients");
        return Client.chosen(chosen).stream()
                .filter(choice -> choice.jdk() == Client.NEWEST)
                .flatMap(choice -> cases(choice, false));
    }

    private static Stream<DynamicNode> cases(Client.Choice choice, boolean withAgent) {
        Optional<Jdk> jdk = Jdk.find(choice.jdk());
        if (jdk.isEmpty()) {
            return Stream.of(DynamicTest.dynamicTest(
                    choice.toString(), () -> assumeTrue(false, "no Java " + choice.jdk() + " here")));
        }
        Run run = new Run(choice.version(), jdk.get(), withAgent, servers, ADAPTERS, directory);
        return Cases.all().stream()
                .map(one -> DynamicTest.dynamicTest(
                        choice + (withAgent ? " / " : " / without agent / ") + one.name(),
                        () -> judge(one, run.result(one), withAgent)));
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
