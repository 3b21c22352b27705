package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broken configuration is reported, with the place, and stops no program. */
class BadConfigurationIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"URL_CONNECTION_8", "HTTP_CLIENT_17"})
    void notEvenAnIniFile(Client client) throws IOException {
        Path file = write("<configuration>\n  <endpoint>a</endpoint>\n[service.orders\n");
        assertWorks(client, 1, program -> program.property("failover.config.file", file), "config.ini:1");
    }

    @ParameterizedTest
    @EnumSource(names = {"URL_CONNECTION_8", "HTTP_CLIENT_17"})
    void misspelledAndMeaningless(Client client) throws IOException {
        Path file = write(
                "[service.orders]\nretry.max-atempts = 3\ntimeout.attempt = 500\nbreaker.failure-threshold = often\n");
        assertWorks(
                client,
                3,
                program -> program.property("failover.config.file", file),
                "config.ini:2",
                "retry.max-attempts",
                "config.ini:3",
                "config.ini:4");
    }

    @ParameterizedTest
    @EnumSource(names = {"URL_CONNECTION_8", "HTTP_CLIENT_17"})
    void theNamedFileIsMissing(Client client) {
        Path missing = directory.resolve("missing.ini");
        assertWorks(client, 1, program -> program.property("failover.config.file", missing), missing.toString());
    }

    @ParameterizedTest
    @EnumSource(names = {"URL_CONNECTION_8", "HTTP_CLIENT_17"})
    void badProperties(Client client) {
        assertWorks(
                client,
                2,
                program -> program.property("failover.service.orders.retry.max-attempts", "many")
                        .property("failover.service.other.endpoints", "http://a b,ftp://c"),
                "failover.service.orders.retry.max-attempts",
                "failover.service.other.endpoints");
    }

    /** The rest of the configuration, here the endpoints of the service that is called, still counts. */
    private void assertWorks(
            Client client, int problems, UnaryOperator<Program.Builder> broken, String... mentionedOnStandardError) {
        try (Replicas replicas = Replicas.start(directory, "status 503");
                Program program = client.start(broken.apply(client.protectedBy(replicas)), directory)) {
            Program.Finished run = Scenario.gets(program, replicas, 10);

            assertThat(run.exitCode()).isZero();
            assertThat(run.failures()).isEmpty();
            assertThat(run.errorLines()).hasSizeGreaterThan(problems).allMatch(line -> line.startsWith("failover:"));
            assertThat(String.join("\n", run.errorLines())).contains(mentionedOnStandardError);
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("config.ini"), text);
    }
}
