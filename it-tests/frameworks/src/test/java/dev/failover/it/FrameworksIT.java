package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every scenario with every framework: with the agent, and without it, where the same has to fail. */
class FrameworksIT {
    private static final String CHOSEN = Run.property("frameworks");

    @TempDir
    private static Path directory;

    /** The JVMs go ahead of the tests, which take their results one by one: a client that repeats by itself waits a second. */
    private static final ExecutorService AHEAD = Executors.newFixedThreadPool(3);

    private static TwoReplicas replicas;

    @BeforeAll
    static void start() throws Exception {
        replicas = new TwoReplicas();
    }

    @AfterAll
    static void stop() throws IOException {
        AHEAD.shutdownNow();
        replicas.close();
    }

    @TestFactory
    Stream<DynamicTest> frameworks() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Tried tried : Tried.values()) {
            for (int java : tried.jdks(CHOSEN)) {
                Optional<Jdk> jdk = Jdk.find(java);
                if (jdk.isEmpty()) {
                    tests.add(missing(tried, java));
                } else {
                    tests.addAll(tests(tried, jdk.orElseThrow()));
                }
            }
        }
        return tests.stream();
    }

    private static DynamicTest missing(Tried tried, int java) {
        String name = tried + " / Java " + java;
        return DynamicTest.dynamicTest(name, () -> {
            // Maven only counts skipped tests; what was not tested, and why, belongs on the screen.
            System.out.println("SKIPPED FrameworksIT " + name + ": " + Jdk.missing(java));
            assumeTrue(false, Jdk.missing(java));
        });
    }

    private static List<DynamicTest> tests(Tried tried, Jdk jdk) {
        Run with = new Run(tried, jdk, true, replicas, directory);
        Run without = new Run(tried, jdk, false, replicas, directory);
        AHEAD.execute(with::outcomes);
        AHEAD.execute(without::outcomes);
        String name = tried + " / " + jdk + " / ";
        List<DynamicTest> tests = new ArrayList<>();
        Arrays.stream(Scenario.values())
                .forEach(scenario -> tests.add(DynamicTest.dynamicTest(
                        name + scenario.title(),
                        () -> scenario.judge(with.outcome(scenario), tried.requestsOf503(scenario.method())))));
        tests.add(DynamicTest.dynamicTest(
                name + "noComplaint", () -> assertThat(with.complaints()).isEmpty()));
        if (tried.speaksHttp2()) {
            tests.add(DynamicTest.dynamicTest(
                    name + "http2", () -> assertThat(with.protocols()).containsExactly("HTTP/2.0")));
        }
        Arrays.stream(Scenario.values())
                .forEach(scenario -> tests.add(DynamicTest.dynamicTest(
                        name + "without agent / " + scenario.title(),
                        () -> scenario.judgeAlone(without.outcome(scenario), tried.requestsOf503(scenario.method())))));
        return tests;
    }
}
