package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An answer when all else is down: every replica is killed, and what the cache holds stands in. */
class CachedAnswersIT {
    private static final String STALE_AT_ONCE = "cacheable max-age=0,stale-if-error=600";
    private static final Map<String, String> CACHED =
            Map.of("cache.enabled", "true", "retry.base-delay", "1ms", "retry.max-delay", "2ms");

    @TempDir
    private Path directory;

    private Replicas replicas(String fault) {
        Replicas replicas = Replicas.start(directory, fault);
        replicas.second().fault(fault);
        return replicas;
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void aStaleAnswerWhenAllReplicasAreDead(Client client) {
        try (Replicas replicas = replicas(STALE_AT_ONCE);
                Program program = client.start(client.protectedBy(replicas, CACHED), directory)) {
            String url = replicas.first().url() + "/orders/1";
            CallResult before = program.call("GET", url);
            assertThat(replicas.first().kill()).isEqualTo(Child.KILLED);
            assertThat(replicas.second().kill()).isEqualTo(Child.KILLED);
            for (int i = 0; i < 50; i++) {
                program.call("GET", url);
            }
            assertThat(program.call("GET", replicas.first().url() + "/orders/2").error())
                    .as("what was never asked for")
                    .isNotEmpty();
            Program.Finished run = program.finish();

            List<CallResult> good = run.results().subList(0, 51);
            assertThat(good)
                    .allMatch(call -> call.status() == 200 && call.error().isEmpty());
            assertThat(good).allMatch(call -> call.body().equals(before.body()));
            assertThat(run.exitCode()).isZero();
            assertThat(run.errorLines())
                    .as("standard error")
                    .hasSize(client.isStub() ? 0 : 1)
                    .allMatch(line -> line.startsWith("failover:"));
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void aFreshAnswerCostsNoRequest(Client client) {
        try (Replicas replicas = replicas("cacheable max-age=600");
                Program program = client.start(client.protectedBy(replicas, CACHED), directory)) {
            String url = replicas.first().url() + "/orders/1";
            for (int i = 0; i < 20; i++) {
                assertThat(program.call("GET", url).status()).isEqualTo(200);
            }
            program.finish();

            assertThat(replicas.requests()).hasSize(1);
        }
    }

    /** Of another JVM, which has never seen a replica alive. */
    @Test
    void whatIsOnADiskOutlivesTheProgram() {
        Client client = Client.URL_CONNECTION_17;
        Map<String, String> settings = new LinkedHashMap<>(CACHED);
        settings.put("cache.disk", "10MB");
        settings.put("cache.disk-path", directory.resolve("cache").toString());
        try (Replicas replicas = replicas(STALE_AT_ONCE)) {
            String url = replicas.first().url() + "/orders/1";
            CallResult before;
            try (Program program = client.start(client.protectedBy(replicas, settings), directory)) {
                before = program.call("GET", url);
                assertThat(program.finish().exitCode()).isZero();
            }
            replicas.first().kill();
            replicas.second().kill();
            try (Program program = client.start(client.protectedBy(replicas, settings), directory)) {
                CallResult after = program.call("GET", url);
                Program.Finished run = program.finish();

                assertThat(after.status()).isEqualTo(200);
                assertThat(after.body()).isEqualTo(before.body());
                assertThat(run.errorLines()).singleElement().asString().startsWith("failover: 1 service");
            }
        }
    }
}
