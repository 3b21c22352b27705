package dev.failover.it;

import static org.assertj.core.api.Assertions.assertThat;

import acme.client.VirtualThreadsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of calls that wait on virtual threads: all come right, nothing stays out, and none pins its carrier. */
class VirtualThreadsIT {
    @TempDir
    private Path directory;

    @ParameterizedTest(name = "Java {0}")
    @ValueSource(ints = {8, 17})
    void platformThreads(int java) throws Exception {
        assertAllRight(run(java, List.of()));
    }

    @ParameterizedTest(name = "Java {0}")
    @ValueSource(ints = {21, 25, 26})
    void virtualThreads(int java) throws Exception {
        Path recording = directory.resolve("pinned.jfr");
        assertAllRight(run(
                java,
                List.of("-XX:StartFlightRecording:filename=" + recording + ",jdk.VirtualThreadPinned#threshold=0ms")));

        assertThat(Pins.in(recording)).isEmpty();
    }

    private static void assertAllRight(List<String> lines) {
        assertThat(lines.stream().filter(line -> line.startsWith("RESULT")))
                .containsExactly(
                        "RESULT plain-warm-up 50 0 0",
                        "RESULT plain 2000 0 0",
                        "RESULT limited-warm-up 50 0 0",
                        "RESULT limited 2000 0 0",
                        "RESULT timed-warm-up 50 0 0",
                        "RESULT timed 2000 0 0",
                        "RESULT hedged-warm-up 50 0 0",
                        "RESULT hedged 2000 0 0",
                        "RESULT async 1 0 0");
    }

    private List<String> run(int java, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Client.jdk(java).java().toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), VirtualThreadsProgram.class.getName()));
        Path output = directory.resolve("output.txt");
        Process program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(program.waitFor(120, TimeUnit.SECONDS)).as("ends").isTrue();
            List<String> lines = Files.readAllLines(output);
            assertThat(program.exitValue()).as("%s", lines).isZero();
            return lines;
        } finally {
            program.destroyForcibly();
        }
    }
}
