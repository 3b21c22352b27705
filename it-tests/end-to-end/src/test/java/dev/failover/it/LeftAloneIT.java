package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the program sees when the agent has nothing to say, or nothing that would help: exactly what it would have seen
 * without. Compared field by field: status, headers, body, classes of the exception and its causes, message.
 */
class LeftAloneIT {
    @TempDir
    private Path directory;

    @EveryOldProgram
    void noServiceMatches(Client client) {
        Map<String, String> another =
                Map.of("failover.service.other.endpoints", "http://127.0.0.1:9,http://127.0.0.1:10");
        try (Replicas replicas = Replicas.start(directory, "ok")) {
            List<String> with = run(client, client.alone().agent(Agent.jar()).properties(another), program -> {
                everyKindOfOutcome(program, replicas.first());
            });
            List<LoggedRequest> requestsWith = replicas.requests();
            replicas.first().forgetRequests();
            List<String> without = run(client, client.alone(), program -> {
                everyKindOfOutcome(program, replicas.first());
            });

            assertThat(with).containsExactlyElementsOf(without);
            assertThat(requestsWith)
                    .extracting(LoggedRequest::comparable)
                    .containsExactlyElementsOf(replicas.requests().stream()
                            .map(LoggedRequest::comparable)
                            .toList());
        }
    }

    @EveryOldProgram
    void allReplicasAreDown(Client client) {
        try (Replicas replicas = Replicas.dead(directory)) {
            assertSameWithAndWithout(client, replicas, program -> {
                program.call("GET", replicas.first().url() + "/orders/1");
                program.call("POST", replicas.first().url() + "/orders", "body=shoes");
                program.call("POST", replicas.first().url() + "/orders", "body=shoes", "stream=chunked");
                // More than the breakers endure: what they reject must look the same.
                for (int i = 0; i < 20; i++) {
                    program.call("GET", replicas.first().url() + "/orders/1");
                }
            });
        }
    }

    @EveryOldProgram
    void allReplicasAnswer503(Client client) {
        assertSameFailure(client, "status 503");
    }

    @EveryOldProgram
    void allReplicasCloseWithoutAnAnswer(Client client) {
        assertSameFailure(client, "close");
    }

    /** Java's client tells of it by an exception that it uses for what is asked of it, too. */
    @EveryOldProgram
    void allReplicasAnswerUnreadably(Client client) {
        assertSameFailure(client, "unreadable");
    }

    /** Both replicas have one id here, so that their answers differ in nothing. */
    private void assertSameFailure(Client client, String fault) {
        try (Replicas replicas = new Replicas(
                new Replica("a", directory, Loopback.next(), null).start(fault),
                new Replica("a", directory, Loopback.next(), null).start(fault))) {
            assertSameWithAndWithout(client, replicas, program -> {
                program.call("GET", replicas.first().url() + "/orders/1");
                program.call("POST", replicas.first().url() + "/orders", "body=shoes");
                for (int i = 0; i < 20; i++) {
                    program.call("GET", replicas.first().url() + "/orders/1");
                }
            });
        }
    }

    private void assertSameWithAndWithout(Client client, Replicas replicas, Consumer<Program> calls) {
        List<String> with = run(client, client.protectedBy(replicas), calls);
        List<String> without = run(client, client.alone(), calls);

        assertThat(with).containsExactlyElementsOf(without);
    }

    private List<String> run(Client client, Program.Builder builder, Consumer<Program> calls) {
        try (Program program = client.start(builder, directory)) {
            calls.accept(program);
            return program.finish().results().stream()
                    .map(CallResult::comparable)
                    .toList();
        }
    }

    private static void everyKindOfOutcome(Program program, Replica replica) {
        String url = replica.url();
        replica.fault("ok");
        program.call("GET", url + "/orders/1?q=%20x", "header.X-Trace=1");
        program.call("HEAD", url + "/orders/1");
        program.call("POST", url + "/orders", "body=shoes");
        program.call("POST", url + "/orders", "size=100000", "stream=fixed");
        program.call("POST", url + "/orders", "size=100000", "stream=chunked");
        program.call("PUT", url + "/orders/1", "body=boots");
        program.call("DELETE", url + "/orders/1");
        replica.fault("status 404");
        program.call("GET", url + "/orders/2");
        replica.fault("status 500");
        program.call("POST", url + "/orders", "body=shoes");
        replica.fault("status 503 1");
        program.call("GET", url + "/orders/3");
        replica.fault("redirect /elsewhere");
        program.call("POST", url + "/orders", "body=shoes");
        // Before the faults that close connections: whether the JDK's client notices in time that a connection which it
        // keeps is closed is a race of its own, and shows in the causes of what it throws.
        replica.fault("hang");
        program.call("GET", url + "/orders/6", "timeout=500");
        replica.fault("close");
        program.call("GET", url + "/orders/4");
        program.call("POST", url + "/orders", "body=shoes");
        replica.fault("cut");
        program.call("GET", url + "/orders/5");
        program.call("GET", "http://no such host/");
    }
}
