package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host that is gone without a word: connections to it are neither made nor refused. */
class BlackHoleIT {
    /** Of the whole call, by the program: with it the call is lost if the connection is waited for. */
    private static final String TIMEOUT = "timeout=8000";

    private static final String ENDPOINTS = "failover.service.orders.endpoints";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(
            names = {
                "URL_CONNECTION_8",
                "HTTP_CLIENT_11",
                "HTTP_CLIENT_17",
                "HTTP_CLIENT_25",
                "HTTP_CLIENT_26",
                "HTTP_CLIENT_ASYNC_11",
                "HTTP_CLIENT_ASYNC_25"
            })
    void theCallGoesElsewhereInTime(Client client) throws IOException {
        try (BlackHole hole = new BlackHole(Loopback.next());
                Replica other = new Replica("b", directory, Loopback.next(), null).start();
                Program program = start(client, hole, other)) {
            program.send("GET", at(hole) + "/orders/1", TIMEOUT);
            program.send("POST", at(hole) + "/orders", TIMEOUT, "body=one pair of shoes");
            Program.Finished run = program.finish();

            assertThat(run.failures()).isEmpty();
            assertThat(run.results()).hasSize(2).allMatch(call -> call.replica().equals("b"));
            assertThat(other.requests()).hasSize(2);
        }
    }

    /** What connects in its own time is a good endpoint all the same, when nobody else has an answer. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_CLIENT_11", "HTTP_CLIENT_17", "HTTP_CLIENT_26", "HTTP_CLIENT_ASYNC_25"})
    void aSlowOneIsWaitedForBeforeTheCallIsLost(Client client) throws IOException {
        try (BlackHole hole = new BlackHole(Loopback.next());
                Replica other = new Replica("b", directory, Loopback.next(), null).start("status 503");
                Program program = start(client, hole, other)) {
            program.send("GET", at(hole) + "/orders/1");
            Await.until("the other one is asked", () -> !other.requests().isEmpty());
            hole.open();
            Program.Finished run = program.finish();

            assertThat(run.failures()).isEmpty();
            assertThat(run.results())
                    .singleElement()
                    .extracting(CallResult::status)
                    .isEqualTo(200);
        }
    }

    private Program start(Client client, BlackHole hole, Replica other) {
        return client.start(
                client.alone().agent(Agent.jar()).property(ENDPOINTS, at(hole) + "," + other.url()), directory);
    }

    private static String at(BlackHole hole) {
        return "http://" + hole.address();
    }
}
