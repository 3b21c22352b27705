package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The control: the same programs and servers without the agent. If nothing failed here, the tests with the agent would
 * prove nothing.
 */
class WithoutUsIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Client.class)
    void aKilledServerMeansFailedCalls(Client client) {
        try (Replicas replicas = Replicas.start(directory, "ok");
                Program program = client.start(client.unprotected(replicas), directory)) {
            Program.Finished run = Scenario.killAndRestart(program, replicas, 200);

            assertThat(run.results()).hasSize(200);
            assertThat(run.failures())
                    .isNotEmpty()
                    .allMatch(call -> !call.error().isEmpty());
            assertThat(run.results())
                    .as("back after the restart")
                    .last()
                    .extracting(CallResult::replica)
                    .isEqualTo("a");
            assertThat(run.errorLines()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "status 503, URL_CONNECTION_17, ''",
        "status 503, HTTP_CLIENT_17, ''",
        "status 503, HTTP_CLIENT_ASYNC_17, ''",
        "reset, URL_CONNECTION_17, java.net.SocketException",
        "reset, HTTP_CLIENT_17, java.io.IOException",
        "reset-early, URL_CONNECTION_17, java.",
        "reset-early, HTTP_CLIENT_17, java.",
        "close, URL_CONNECTION_17, java.net.SocketException",
        "close, HTTP_CLIENT_17, java.io.IOException",
        "hang, URL_CONNECTION_17, java.net.SocketTimeoutException",
        "hang, HTTP_CLIENT_17, java.net.http.Http",
        "hang, HTTP_CLIENT_ASYNC_17, java.net.http.Http",
        "cut, HTTP_CLIENT_17, java.io.IOException",
    })
    void aBrokenServerMeansFailedCalls(String fault, Client client, String error) {
        try (Replicas replicas = Replicas.start(directory, fault);
                Program program = client.start(client.unprotected(replicas), directory)) {
            for (int i = 1; i <= 3; i++) {
                program.send(
                        "GET",
                        replicas.first().url() + "/orders/" + i,
                        fault.equals("hang") ? "timeout=400" : "timeout=20000");
            }
            Program.Finished run = program.finish();

            assertThat(run.failures()).hasSize(3).allSatisfy(call -> {
                assertThat(call.error()).startsWith(error);
                assertThat(call.status()).isEqualTo(error.isEmpty() ? 503 : 0);
            });
        }
    }

    /** Why the agent has to watch the JDK, too: HttpURLConnection sends a POST again when the connection breaks. */
    @ParameterizedTest
    @EnumSource(names = {"URL_CONNECTION_8", "URL_CONNECTION_17"})
    void theJdkItselfPlacesAnOrderTwice(Client client) {
        try (Replicas replicas = Replicas.start(directory, "reset");
                Program program = client.start(client.alone(), directory)) {
            program.call("POST", replicas.first().url() + "/orders", "body=one pair of shoes");
            program.finish();

            assertThat(replicas.first().requests())
                    .hasSize(2)
                    .allMatch(request -> request.method().equals("POST") && request.complete());
        }
    }
}
