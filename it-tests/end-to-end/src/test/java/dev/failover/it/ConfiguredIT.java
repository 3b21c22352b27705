package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways in which a service gets to a program, other than by system properties, which all other tests use. */
class ConfiguredIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"URL_CONNECTION_8", "HTTP_CLIENT_17", "STUB_17"})
    void byEnvironment(Client client) {
        try (Replicas replicas = Replicas.start(directory, "status 503")) {
            assertProtected(
                    client,
                    replicas,
                    program -> program.agent(agentFor(client))
                            .environment("FAILOVER_SERVICE_ORDERS_ENDPOINTS", replicas.endpoints()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"URL_CONNECTION_8", "HTTP_CLIENT_17", "STUB_17"})
    void byFile(Client client) throws IOException {
        try (Replicas replicas = Replicas.start(directory, "status 503")) {
            Path file = write(replicas);
            assertProtected(
                    client,
                    replicas,
                    program -> program.agent(agentFor(client)).property("failover.config.file", file));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"URL_CONNECTION_8", "HTTP_CLIENT_17"})
    void byArgumentOfTheAgent(Client client) throws IOException {
        try (Replicas replicas = Replicas.start(directory, "status 503")) {
            Path file = write(replicas);
            assertProtected(client, replicas, program -> program.agent(Agent.jar(), "config=" + file));
        }
    }

    @Test
    void byTheFileBesideTheAgent() throws IOException {
        try (Replicas replicas = Replicas.start(directory, "status 503")) {
            write(replicas);
            Path agent = Files.copy(Agent.jar(), directory.resolve("failover-agent.jar"));
            assertProtected(Client.URL_CONNECTION_17, replicas, program -> program.agent(agent));
        }
    }

    private void assertProtected(Client client, Replicas replicas, UnaryOperator<Program.Builder> how) {
        try (Program program = client.start(how.apply(client.alone()), directory)) {
            Program.Finished run = Scenario.gets(program, replicas, 10);

            assertThat(run.failures()).isEmpty();
            assertThat(run.results()).allMatch(call -> call.replica().equals("b"));
            assertThat(run.errorLines()).hasSize(client.isStub() ? 0 : 1);
        }
    }

    private static Path agentFor(Client client) {
        return client.isStub() ? null : Agent.jar();
    }

    private Path write(Replicas replicas) throws IOException {
        return Files.writeString(
                directory.resolve("config.ini"),
                "# written by a test\n[service.orders]\nendpoints = " + replicas.endpoints() + "\n");
    }
}
