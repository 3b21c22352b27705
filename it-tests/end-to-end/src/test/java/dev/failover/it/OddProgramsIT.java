package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import acme.odd.OddClientProgram;
import acme.odd.OddServer;
import acme.odd.OddUrlProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Do no harm: programs that use every method of a client in every order, with and without the agent. Everything that
 * they see, and everything that their servers see of them, must be the same.
 *
 * <p>Only on demand, with {@code -Dodd.programs=true}: some of what the JDK's clients say differs from run to run by itself
 * (names of threads in messages, what a kept connection noticed in time), so a difference has to be looked at by a person.
 */
@EnabledIfSystemProperty(named = "odd.programs", matches = "true", disabledReason = "on demand: -Dodd.programs=true")
class OddProgramsIT {
    private static final String SEQUENCES = "60";

    @TempDir
    private Path directory;

    /** With our defaults: nothing fails here that is worth a repetition. */
    @ParameterizedTest(name = "Java {0}")
    @ValueSource(ints = {8, 17, 25})
    void urlConnection(int java) {
        assertSame(Client.jdk(java), OddUrlProgram.class, "healthy");
    }

    /** Servers that break as well; one attempt, so that what they see can be compared. */
    @ParameterizedTest(name = "Java {0}")
    @ValueSource(ints = {11, 17, 25, 26})
    void httpClient(int java) {
        assertSame(
                Client.jdk(java),
                OddClientProgram.class,
                "any",
                "-Dfailover.service.plain.retry.max-attempts=1",
                "-Dfailover.service.secure.retry.max-attempts=1");
    }

    private void assertSame(Jdk jdk, Class<?> program, String paths, String... settings) {
        int plain = Ports.free();
        int secure = Ports.free();
        TestCertificate certificate = TestCertificate.create(directory, "127.0.0.1");
        List<String> arguments = List.of(
                "1", SEQUENCES, "" + plain, "" + secure, certificate.file().toString(), paths);
        List<String> agent = new ArrayList<>(List.of(
                "-javaagent:" + Agent.jar(),
                "-Dfailover.service.plain.endpoints=http://127.0.0.1:" + plain,
                "-Dfailover.service.secure.endpoints=https://127.0.0.1:" + secure));
        agent.addAll(List.of(settings));

        List<String> without = run(jdk, List.of(), program, arguments);
        List<String> with = run(jdk, agent, program, arguments);

        assertThat(seen(with)).hasSizeGreaterThan(100).containsExactlyElementsOf(seen(without));
        assertThat(requests(with)).hasSizeGreaterThan(20).containsExactlyElementsOf(requests(without));
    }

    private List<String> run(Jdk jdk, List<String> options, Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>(Java.command(jdk));
        command.addAll(options);
        // A program that never ends its body waits for an answer that never comes.
        command.add("-Dsun.net.client.defaultReadTimeout=1500");
        command.addAll(List.of(
                "-cp",
                Java.locationOf(OddServer.class) + System.getProperty("path.separator") + Java.locationOf(program),
                program.getName()));
        command.addAll(arguments);
        try (Child child = Child.start(program.getSimpleName(), directory, Map.of(), command)) {
            assertThat(child.awaitExit()).as("%s", child.err.all()).isZero();
            return child.out.untilEnd(Duration.ofSeconds(10));
        }
    }

    private static List<String> seen(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("  LOG")).toList();
    }

    /** In no order, and none that broke off: a server may notice that only when the program is further on. */
    private static List<String> requests(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("  LOG") && line.contains("HTTP/1.1") && !line.endsWith(" CUT"))
                .sorted()
                .toList();
    }
}
