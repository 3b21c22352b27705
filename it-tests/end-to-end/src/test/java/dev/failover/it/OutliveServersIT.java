package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The promise: an old program that nobody changed goes on working, whatever happens to the server that it calls. */
class OutliveServersIT {
    private static final int CALLS = 1_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Client.class)
    void killedAndRestarted(Client client) {
        Map<String, String> settings = Map.of("breaker.recovery-time", "50ms", "breaker.max-recovery-time", "50ms");
        try (Replicas replicas = Replicas.start(directory, "ok");
                Program program = client.start(client.protectedBy(replicas, settings), directory)) {
            Program.Finished run = Scenario.killAndRestart(program, replicas, CALLS);

            assertNothingFailed(client, run, CALLS);
            assertThat(run.results().subList(0, CALLS * 2 / 10))
                    .as("the preferred replica while it lives")
                    .allMatch(call -> call.replica().equals("a"));
            assertThat(run.results())
                    .as("the other one stood in")
                    .anyMatch(call -> call.replica().equals("b"));
            assertThat(run.results().subList(CALLS * 7 / 10, CALLS))
                    .as("the restarted replica is found again")
                    .anyMatch(call -> call.replica().equals("a"));
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void answers503(Client client) {
        assertNothingFails(client, "status 503", CALLS, Map.of());
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void resetsConnections(Client client) {
        assertNothingFails(client, "reset", CALLS, Map.of());
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void closesWithoutAnAnswer(Client client) {
        assertNothingFails(client, "close", 200, Map.of());
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void acceptsAndNeverAnswers(Client client) {
        // Long enough for the first answer in a JVM that has just begun, on a machine that has much else to do.
        Program.Finished run = assertNothingFails(client, "hang", 100, Map.of("timeout.attempt", "1500ms"));

        assertThat(run.results())
                .as("a call waits for one attempt at most, and has time to connect, send and start up")
                .allMatch(call -> call.micros() < 5_000_000);
        assertThat(run.results().stream().filter(call -> call.micros() > 1_400_000))
                .as("the breaker opens: only the first calls, and a probe now and then, run into the time-out")
                .hasSizeLessThan(30);
    }

    private Program.Finished assertNothingFails(Client client, String fault, int calls, Map<String, String> settings) {
        try (Replicas replicas = Replicas.start(directory, fault);
                Program program = client.start(client.protectedBy(replicas, settings), directory)) {
            Program.Finished run = Scenario.gets(program, replicas, calls);

            assertNothingFailed(client, run, calls);
            assertThat(run.results()).allMatch(call -> call.replica().equals("b"));
            assertThat(replicas.first().connections())
                    .as("the broken replica was tried")
                    .isPositive();
            return run;
        }
    }

    private static void assertNothingFailed(Client client, Program.Finished run, int calls) {
        assertThat(run.failures()).isEmpty();
        assertThat(run.results()).hasSize(calls);
        assertThat(run.exitCode()).isZero();
        assertThat(run.errorLines())
                .as("standard error")
                .hasSize(client.isStub() ? 0 : 1)
                .allMatch(line -> line.startsWith("failover:"));
    }
}
