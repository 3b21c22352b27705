package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An order must not be placed twice. The servers' own logs are the evidence: whatever happens after the first byte of a
 * POST was sent, no server gets it a second time.
 */
class PostIsNeverRepeatedIT {
    private static final List<Client> CLIENTS = List.of(
            Client.STUB_17,
            Client.STUB_ASYNC_17,
            Client.URL_CONNECTION_8,
            Client.URL_CONNECTION_17,
            Client.HTTP_CLIENT_11,
            Client.HTTP_CLIENT_17,
            Client.HTTP_CLIENT_25,
            Client.HTTP_CLIENT_26,
            Client.HTTP_CLIENT_ASYNC_17);
    private static final String HANG = "hang";

    /** How an HttpURLConnection sends the body; others know fewer ways. */
    private static final List<String> STREAMS = List.of("stream=", "stream=fixed", "stream=chunked");

    private static final String ORDER = "body=one pair of shoes";
    private static final int ORDER_BYTES = ORDER.length() - "body=".length();

    @TempDir
    private Path directory;

    static Stream<Arguments> clientsAndFaults() {
        return CLIENTS.stream()
                .flatMap(client -> Stream.of("reset", "close", HANG, "status 503", "cut")
                        .map(fault -> Arguments.of(client, fault)));
    }

    /** Body buffered, of fixed length, chunked; on a connection that was kept alive and, when that broke, on a new one. */
    @ParameterizedTest
    @MethodSource("clientsAndFaults")
    void onceSentItStaysThere(Client client, String fault) {
        try (Replicas replicas = Replicas.start(directory, "ok");
                Program program = client.start(client.protectedBy(replicas, settings(fault)), directory)) {
            String url = replicas.first().url();
            int order = 0;
            for (String stream : STREAMS) {
                replicas.first().fault("ok");
                // Leaves a connection behind; and a cold JVM must not need the time that an attempt has.
                program.call("GET", url + "/orders/1000");
                replicas.first().fault(fault);
                program.call("POST", url + "/orders/" + ++order, ORDER, stream);
                program.call("POST", url + "/orders/" + ++order, ORDER, stream);
            }
            Program.Finished run = program.finish();

            List<LoggedRequest> posts = posts(replicas);
            assertThat(posts)
                    .extracting(LoggedRequest::target)
                    .doesNotHaveDuplicates()
                    .hasSize(6);
            assertThat(posts).allMatch(LoggedRequest::complete);
            assertThat(replicas.second().requests())
                    .noneMatch(request -> request.method().equals("POST"));
            assertThat(run.results().stream().filter(call -> call.method().equals("POST")))
                    .as("the program is told")
                    .allMatch(call -> call.status() == 503 || !call.error().isEmpty() || fault.equals("cut"));
        }
    }

    /** An attempt that ends before it is sent may be made elsewhere: no bound is as short as a machine may stand still. */
    private static Map<String, String> settings(String fault) {
        return Map.of("timeout.attempt", fault.equals(HANG) ? "2s" : "10s", "breaker.failure-threshold", "1000");
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void killedWithTheRequestInHand(Client client) {
        try (Replicas replicas = Replicas.start(directory, HANG);
                Program program = client.start(client.protectedBy(replicas), directory)) {
            program.send("POST", replicas.first().url() + "/orders/1", ORDER);
            Await.until("the request is in", () -> !replicas.first().requests().isEmpty());
            replicas.first().kill();
            Program.Finished run = program.finish();

            assertThat(posts(replicas)).hasSize(1);
            assertThat(run.results())
                    .singleElement()
                    .matches(call -> !call.error().isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void butARefusedConnectionCarriedNothing(Client client) {
        try (Replicas replicas = Replicas.start(directory, "ok");
                Program program = client.start(client.protectedBy(replicas), directory)) {
            replicas.first().kill();
            int order = 0;
            for (String stream : STREAMS) {
                program.call("POST", replicas.first().url() + "/orders/" + ++order, ORDER, stream);
            }
            Program.Finished run = program.finish();

            assertThat(run.failures()).isEmpty();
            assertThat(posts(replicas))
                    .hasSize(3)
                    .allMatch(LoggedRequest::complete)
                    .allMatch(post -> post.bodyBytes() == ORDER_BYTES);
            assertThat(replicas.second().requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void andSomeRequestsMayBeRepeated(Client client) {

        try (Replicas replicas = Replicas.start(directory, "reset");
                Program program = client.start(client.protectedBy(replicas), directory)) {
            String url = replicas.first().url();
            program.call("PUT", url + "/orders/1", ORDER);
            program.call("POST", url + "/orders/2", ORDER, "header.Idempotency-Key=4711");
            Program.Finished run = program.finish();

            assertThat(run.failures()).isEmpty();
            assertThat(replicas.second().requests())
                    .extracting(LoggedRequest::method)
                    .containsExactly("PUT", "POST");
            assertThat(replicas.second().requests())
                    .as("with the whole body")
                    .allMatch(request -> request.bodyBytes() == ORDER_BYTES);
        }
    }

    private static List<LoggedRequest> posts(Replicas replicas) {
        return replicas.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }
}
