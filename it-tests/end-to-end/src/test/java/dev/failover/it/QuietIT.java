package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On every Java version: one line of ours on standard error, no warning of the JVM, nothing on standard output. */
class QuietIT {
    @TempDir
    private Path directory;

    @ParameterizedTest(name = "Java {0}")
    @ValueSource(ints = {8, 11, 17, 21, 25, 26})
    void urlConnection(int java) {
        assertOneLine(Client.URL_CONNECTION_17, java, program -> program);
    }

    @ParameterizedTest(name = "Java {0}")
    @ValueSource(ints = {11, 17, 21, 25, 26})
    void httpClient(int java) {
        assertOneLine(Client.HTTP_CLIENT_17, java, program -> program);
    }

    /** As it comes from a repository. */
    @ParameterizedTest(name = "Java {0}")
    @ValueSource(ints = {8, 17, 25})
    void underItsVersionedName(int java) throws IOException {
        Path versioned = Files.copy(Agent.jar(), directory.resolve("failover-agent-" + Agent.version() + ".jar"));
        assertOneLine(Client.URL_CONNECTION_17, java, program -> program.agent(versioned));
    }

    /** The boot class path is then appended at run time, and newer JVMs say what that costs them; nothing else is said. */
    @ParameterizedTest(name = "Java {0}")
    @ValueSource(ints = {8, 17, 25})
    void underAnotherName(int java) throws IOException {
        Path renamed = Files.copy(Agent.jar(), directory.resolve("company standard agent.jar"));
        Program.Finished run = run(Client.URL_CONNECTION_17, java, program -> program.agent(renamed));

        assertThat(run.failures()).isEmpty();
        assertThat(run.errorLines())
                .filteredOn(line -> !line.contains("VM warning: Sharing is only supported for boot loader classes"))
                .singleElement()
                .asString()
                .startsWith("failover:");
    }

    /** What a later Java will do by itself (JEP 498): who touches Unsafe's memory dies. */
    @ParameterizedTest(name = "Java {0}")
    @ValueSource(ints = {25, 26})
    void withoutUnsafe(int java) {
        assertOneLine(Client.HTTP_CLIENT_17, java, program -> program.option("--sun-misc-unsafe-memory-access=deny"));
    }

    @Test
    void aProgramThatNeverCallsAnything() {
        Client client = Client.URL_CONNECTION_17;
        try (Program idle = client.start(client.alone().agent(Agent.jar()), directory)) {
            Program.Finished run = idle.finish();

            assertThat(run.exitCode()).isZero();
            assertThat(run.outLines()).containsExactly("START\t17", "END\t0");
            assertThat(run.errorLines()).hasSizeLessThanOrEqualTo(1).allMatch(line -> line.startsWith("failover:"));
        }
    }

    /** Byte Buddy, and what carries calls out, wait for the first class of a client. */
    @Test
    void whatWeavesIsNotLoadedBeforeThereIsAClient() {
        Client client = Client.URL_CONNECTION_17;
        Program.Builder program = client.alone()
                .agent(Agent.jar())
                .option("-Dfailover.service.orders.endpoints=http://127.0.0.1:9,http://127.0.0.1:10")
                .option("-verbose:class");
        try (Program idle = client.start(program, directory)) {
            Program.Finished run = idle.finish();

            assertThat(run.exitCode()).isZero();
            assertThat(run.outLines())
                    .anyMatch(line -> line.contains("dev.failover.agent.loading.ClientTransformer"))
                    .noneMatch(line -> line.contains("bytebuddy"))
                    .noneMatch(line -> line.contains("dev.failover.agent.inst.runtime.call."));
            assertThat(run.errorLines()).singleElement().asString().startsWith("failover: 1 service");
        }
    }

    private void assertOneLine(Client client, int java, UnaryOperator<Program.Builder> changed) {
        Program.Finished run = run(client, java, changed);

        assertThat(run.errorLines()).singleElement().asString().startsWith("failover:");
        assertThat(run.outLines()).as("only the program's own lines").hasSize(22);
        assertThat(run.failures()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    private Program.Finished run(Client client, int java, UnaryOperator<Program.Builder> changed) {
        try (Replicas replicas = Replicas.start(directory, "reset");
                Program program = client.start(
                        changed.apply(client.protectedBy(Client.jdk(java), replicas, Map.of())), directory)) {
            return Scenario.gets(program, replicas, 20);
        }
    }
}
