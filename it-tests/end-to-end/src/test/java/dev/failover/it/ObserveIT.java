package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The way to try us out: with {@code mode = observe} program and servers see no difference, and a log tells one. */
class ObserveIT {
    @TempDir
    private Path directory;

    @EveryOldProgram
    void onlyWatches(Client client) {
        try (Replicas replicas = Replicas.start(directory, "ok")) {
            Program.Finished with =
                    run(client, replicas, client.protectedBy(replicas).property("failover.agent.mode", "observe"));
            List<String> receivedWith = received(replicas);
            replicas.first().forgetRequests();
            replicas.first().fault("ok");
            Program.Finished without = run(client, replicas, client.alone());

            assertThat(with.results())
                    .extracting(CallResult::comparable)
                    .containsExactlyElementsOf(without.results().stream()
                            .map(CallResult::comparable)
                            .toList());
            assertThat(receivedWith).containsExactlyElementsOf(received(replicas));
            assertThat(replicas.second().requests()).isEmpty();
            assertThat(with.errorLines())
                    .hasSizeBetween(2, 5)
                    .allMatch(line -> line.startsWith("failover:"))
                    .anyMatch(line -> line.contains("would"));
        }
    }

    private Program.Finished run(Client client, Replicas replicas, Program.Builder builder) {
        try (Program program = client.start(builder, directory)) {
            String url = replicas.first().url();
            program.call("GET", url + "/orders/1");
            program.call("POST", url + "/orders", "body=shoes");
            replicas.first().fault("status 503");
            for (int i = 0; i < 20; i++) {
                program.call("GET", url + "/orders/2");
            }
            replicas.first().fault("close");
            program.call("GET", url + "/orders/3");
            program.call("POST", url + "/orders", "body=shoes");
            replicas.first().fault("ok");
            program.call("GET", url + "/orders/4");
            return program.finish();
        }
    }

    private static List<String> received(Replicas replicas) {
        return replicas.requests().stream().map(LoggedRequest::comparable).toList();
    }
}
