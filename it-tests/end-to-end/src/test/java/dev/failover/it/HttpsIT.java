package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same promise over TLS, with the program's own trust store. */
class HttpsIT {
    private static final int CALLS = 200;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"URL_CONNECTION_8", "URL_CONNECTION_17", "HTTP_CLIENT_11", "HTTP_CLIENT_ASYNC_25"})
    void killedAndRestarted(Client client) {
        String first = Loopback.next();
        String second = Loopback.next();
        TestCertificate certificate = TestCertificate.create(directory, first, second);
        Map<String, String> settings = Map.of("breaker.recovery-time", "50ms", "breaker.max-recovery-time", "50ms");
        try (Replicas replicas = new Replicas(
                        new Replica("a", directory, first, certificate).start(),
                        new Replica("b", directory, second, certificate).start());
                Program program = client.start(
                        client.protectedBy(replicas, settings).properties(certificate.trustedBy()), directory)) {
            Program.Finished run = Scenario.killAndRestart(program, replicas, CALLS);

            assertThat(run.failures()).isEmpty();
            assertThat(run.results())
                    .hasSize(CALLS)
                    .anyMatch(call -> call.replica().equals("b"));
            assertThat(run.results().subList(CALLS * 7 / 10, CALLS))
                    .anyMatch(call -> call.replica().equals("a"));
            assertThat(run.errorLines()).hasSize(1);
        }
    }
}
