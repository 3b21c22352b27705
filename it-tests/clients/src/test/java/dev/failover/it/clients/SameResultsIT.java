package dev.failover.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import acme.suite.same.Trial;
import dev.failover.it.Jdk;
import dev.failover.it.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program whose every call belongs to a service sees what it sees without the agent, byte by byte, and so does its server:
 * the same requests, chosen by chance from one seed, with every client, with the agent and without.
 */
class SameResultsIT {
    private static final int GROUPS = Integer.parseInt(Adapters.property("same.groups"));

    @TempDir
    private static Path directory;

    private static final String CHOSEN = Adapters.property("clients");
    private static final Adapters ADAPTERS = new Adapters();
    private static final ExecutorService AHEAD = Executors.newFixedThreadPool(5);

    @AfterAll
    static void stop() {
        AHEAD.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> sameWithAgentAsWithout() {
        TestCertificate certificate = TestCertificate.create(directory, SameRun.HERE, SameRun.THERE);
        List<DynamicTest> tests = new ArrayList<>();
        for (Client.Choice choice : Client.chosen(CHOSEN)) {
            if (!choice.version().client().isHandled() || CHOSEN.equals("few") && choice.jdk() != Client.NEWEST) {
                continue;
            }
            Optional<Jdk> jdk = Jdk.find(choice.jdk());
            if (jdk.isEmpty()) {
                tests.add(missing(choice));
                continue;
            }
            Future<Differences> run = AHEAD.submit(() -> {
                try (SameRun same = new SameRun(choice.version(), jdk.get(), ADAPTERS, certificate, directory)) {
                    return Differences.between(same, 0, GROUPS);
                }
            });
            tests.add(DynamicTest.dynamicTest(choice.toString(), () -> judge(choice, run)));
        }
        return tests.stream();
    }

    private static DynamicTest missing(Client.Choice choice) {
        String reason = "No Java " + choice.jdk() + " here: .ci/run fetches it, or TEST_JDKS names a directory with "
                + choice.jdk() + "/bin/java";
        return DynamicTest.dynamicTest(choice.toString(), () -> {
            // Maven only counts skipped tests; what was not tested, and why, belongs on the screen.
            System.out.println("SKIPPED SameResultsIT " + choice + ": " + reason);
            assumeTrue(false, reason);
        });
    }

    private static void judge(Client.Choice choice, Future<Differences> run) throws Exception {
        Differences differences;
        try {
            differences = run.get();
        } catch (ExecutionException failed) {
            throw new AssertionError("the run failed", failed.getCause());
        }
        System.out.println("SameResultsIT " + choice + ": " + differences.summary());
        Files.writeString(
                Path.of(
                        Adapters.property("clients.target"),
                        "same-" + choice.version().client().id() + "-"
                                + choice.version().number() + "-java" + choice.jdk() + ".txt"),
                differences.text());
        assertThat(differences.looked()).as("trials that were made").isEqualTo(GROUPS * Trial.OF_GROUP);
        assertThat(differences.found()).as(differences.text()).isEmpty();
    }
}
