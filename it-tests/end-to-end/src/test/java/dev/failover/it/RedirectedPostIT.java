package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import acme.odd.RedirectedPost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A POST is sent once; the request that its answer leads to is one that the JDK may send again. */
class RedirectedPostIT {
    private static final String[] ROUNDS = {"200 /end", "200 /end", "200 /end", "200 /end"};

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "Java {0}, {1}")
    @CsvSource({"8,302", "17,302", "25,302", "8,307", "17,307", "25,307"})
    void goesOnThoughTheConnectionsThatWereKeptAreDead(int java, String status) {
        int port = Ports.free();
        String url = "http://127.0.0.1:" + port;
        assertThat(run(Client.jdk(java), List.of(), port, status)).startsWith(ROUNDS);

        List<String> agent = List.of(
                "-javaagent:" + Agent.jar(), "-Dfailover.service.orders.endpoints=" + url + ",http://127.0.0.1:1");
        assertThat(run(Client.jdk(java), agent, port, status))
                .startsWith(ROUNDS)
                .as("the JDK alone posts more often than that")
                .endsWith("[POST /begin, POST /begin, POST /begin, POST /begin]");
    }

    private List<String> run(Jdk jdk, List<String> options, int port, String status) {
        List<String> command = new ArrayList<>(Java.command(jdk));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                Java.locationOf(RedirectedPost.class),
                RedirectedPost.class.getName(),
                Integer.toString(port),
                status));
        try (Child child = Child.start("redirected-post", directory, Map.of(), command)) {
            assertThat(child.awaitExit()).as("%s", child.err.all()).isZero();
            return child.out.untilEnd(Duration.ofSeconds(10));
        }
    }
}
