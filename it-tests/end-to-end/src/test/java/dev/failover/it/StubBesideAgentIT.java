package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A generated client in a program that the agent is attached to as well: each call is handled once, and both get along. */
class StubBesideAgentIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"STUB_8", "STUB_17", "STUB_ASYNC_17"})
    void bothInOneProgram(Client client) {
        Map<String, String> settings = Map.of("breaker.recovery-time", "50ms", "breaker.max-recovery-time", "50ms");
        try (Replicas replicas = Replicas.start(directory, "ok");
                Program program =
                        client.start(client.protectedBy(replicas, settings).agent(Agent.jar()), directory)) {
            Program.Finished run = Scenario.killAndRestart(program, replicas, 300);

            assertThat(run.failures()).isEmpty();
            assertThat(run.results()).hasSize(300);
            assertThat(run.errorLines()).singleElement().asString().startsWith("failover: 1 service");
            assertThat(replicas.second().requests())
                    .as("a call that moved on arrived once")
                    .hasSizeLessThanOrEqualTo(300)
                    .doesNotHaveDuplicates();
        }
    }
}
