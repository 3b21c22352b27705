package dev.failover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a disk has to go through with real JVMs: to be killed at any moment, to be full, to belong to somebody else. */
class DiskFaultsIT {
    /** As fast as a JVM begins. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-Xmx128m");

    @TempDir
    static Path classes;

    @TempDir
    Path directory;

    @BeforeAll
    static void compile() {
        Jvm.compile("DiskProgram", classes);
    }

    private List<String> command(String mode, long seed) {
        return Jvm.current().command(classes, QUICK, "DiskProgram", mode, directory.toString(), String.valueOf(seed));
    }

    /** A JVM that is at work, line by line. */
    private final class Child implements AutoCloseable {
        private final Path errors = Files.createTempFile(classes, "child", ".err");
        private final Process process;
        private final BufferedReader lines;
        private final List<String> seen = new ArrayList<>();

        Child(long seed) throws IOException {
            process = new ProcessBuilder(command("work", seed))
                    .redirectError(errors.toFile())
                    .start();
            lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        /** What comes up to a line that begins so. */
        String await(String beginning) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                seen.add(line);
                if (line.startsWith(beginning)) {
                    return line;
                }
            }
            throw new AssertionError("it ended without \"" + beginning + "\": " + seen + Files.readString(errors));
        }

        void askToClose() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        /** Kills it, and looks at what it said. */
        @Override
        public void close() throws IOException {
            // By its handle: the process itself would close its streams with what is still in them.
            process.toHandle().destroyForcibly();
            process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                seen.add(line);
            }
            assertThat(seen).noneMatch(line -> line.contains("WRONG") || line.contains("failed"));
            assertThat(errors).isEmptyFile();
        }
    }

    /** At any moment: when it opens, writes, closes, and after that. */
    @Test
    void noWrongBodyHoweverOftenItIsKilled() throws Exception {
        // With this seed the sixth dies while it writes, and the seventh sees that, however fast the others were to
        // close.
        int kills = Integer.getInteger("kills", 7);
        SplittableRandom random = new SplittableRandom(20261126);
        int survived = 0;
        int cleared = 0;
        for (int kill = 0; kill < kills; kill++) {
            try (Child child = new Child(kill)) {
                int moment = random.nextInt(10);
                if (moment == 0) {
                    Thread.sleep(random.nextInt(1_500));
                    continue;
                }
                int found = Integer.parseInt(child.await("ready ").substring("ready ".length()));
                survived += found > 0 ? 1 : 0;
                cleared += child.seen.stream().anyMatch(line -> line.contains("was not closed properly")) ? 1 : 0;
                for (int writes = random.nextInt(12); writes > 0; writes--) {
                    child.await("wrote");
                }
                if (moment > 4) {
                    child.askToClose();
                    child.await("closing");
                    if (moment > 7) {
                        child.await("closed");
                    } else {
                        Thread.sleep(random.nextInt(60));
                    }
                }
            }
        }
        System.out.println(kills + " kills: " + survived + " times there were entries afterwards, " + cleared
                + " times they were cleared");
        assertThat(survived).as("starts with entries").isGreaterThan(0);
        assertThat(cleared).as("starts without, because of a kill").isGreaterThan(0);
    }

    @Test
    void anotherJvmWorksWithoutTheDisk() throws Exception {
        try (Child first = new Child(1)) {
            first.await("wrote");
            try (Child second = new Child(2)) {
                second.await("wrote");
                assertThat(second.seen).anyMatch(line -> line.contains("another JVM uses"));
            }
            // The lock is still the first one's.
            try (Child third = new Child(3)) {
                third.await("wrote");
                assertThat(third.seen).anyMatch(line -> line.contains("another JVM uses"));
            }
            assertThat(first.seen).noneMatch(line -> line.startsWith("told"));
        }
    }

    /** The JVM may not make a file longer than 4 MiB, a sixteenth of what its cache believes to have. */
    @Test
    void aDiskThatTakesNoMore() throws Exception {
        Path bash = Path.of("/bin/bash");
        assumeTrue(Files.isExecutable(bash), "no " + bash + " with ulimit here");
        List<String> command = new ArrayList<>(List.of(bash.toString(), "-c", "ulimit -f 4096; exec \"$@\"", "bash"));
        command.addAll(command("full", 5));
        Jvm.Result result = Jvm.run(command, classes);
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).doesNotContain("WRONG").contains("works true").endsWith("ok\n");
        assertThat(result.out().lines().filter(line -> line.startsWith("told"))).isNotEmpty();
        assertThat(result.status()).isZero();
    }

    /** Who ends without closing it finds everything the next time, too. */
    @Test
    void itIsClosedWhenTheJvmEnds() throws Exception {
        try (Child child = new Child(1)) {
            child.await("wrote");
            // The signal that ends a program in an orderly way.
            child.process.toHandle().destroy();
            assertThat(child.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        try (Child again = new Child(2)) {
            assertThat(again.await("ready ")).isNotEqualTo("ready 0");
            assertThat(again.seen).noneMatch(line -> line.startsWith("told"));
        }
    }
}
