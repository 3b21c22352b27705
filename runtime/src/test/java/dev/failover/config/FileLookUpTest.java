package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLookUpTest {
    @TempDir
    Path working;

    @TempDir
    Path agent;

    private final TestSources sources = new TestSources();

    @BeforeEach
    void directories() {
        sources.directory(agent.toFile(), working.toFile());
    }

    @Test
    void noFileIsFine() {
        assertThat(sources.strict().file()).isNull();
        assertThat(sources.strict().problems()).isEmpty();
    }

    @Test
    void firstFileFoundCountsAndNothingIsMerged() throws IOException {
        write(working.resolve("config.ini"), "not looked at here");
        assertThat(sources.strict().file()).isNull();
        write(working.resolve("failover.ini"), "[defaults]\nmode = observe\ndeadline = 1s");
        assertFile(working.resolve("failover.ini"), "failover.ini:3");
        write(working.resolve("config/failover.ini"), "[defaults]\ndeadline = 1s");
        assertFile(working.resolve("config/failover.ini"), "config/failover.ini:2");
        write(agent.resolve("config.ini"), "[defaults]\ndeadline = 1s");
        assertFile(agent.resolve("config.ini"), "config.ini:2");
        assertThat(sources.strict().settings("a").get(ConfigKeys.MODE)).isNull();
    }

    @Test
    void namedFileComesBeforeAllAndStrongerSourcesNameIt() throws IOException {
        write(agent.resolve("config.ini"), "[defaults]\ndeadline = 9s");
        for (String name : new String[] {"a.ini", "b.ini", "c.ini", "d.ini", "e.ini"}) {
            write(working.resolve(name), "[defaults]\ndeadline = 1s");
        }
        sources.environment("FAILOVER_CONFIG", "a.ini");
        assertFile(working.resolve("a.ini"), "a.ini:2");
        sources.environment("FAILOVER_CONFIG_FILE", "b.ini");
        assertFile(working.resolve("b.ini"), "b.ini:2");
        sources.property("failover.config", "c.ini");
        assertFile(working.resolve("c.ini"), "c.ini:2");
        sources.property("failover.config.file", "d.ini");
        assertFile(working.resolve("d.ini"), "d.ini:2");
        String absolute = working.resolve("e.ini").toString();
        sources.agentArgument("config=" + absolute);
        assertFile(working.resolve("e.ini"), absolute + ":2");
        assertThat(sources.strict().problems())
                .extracting(Problem::toString)
                .containsExactly("-Dfailover.config: is ignored, because failover.config.file is set too;"
                        + " remove one of the two");
    }

    @Test
    void namedFileThatIsMissingIsAnErrorAndNoOtherIsTaken() throws IOException {
        write(working.resolve("failover.ini"), "[defaults]\ndeadline = 9s");
        sources.property("failover.config", "none.ini");
        assertOneProblem("-Dfailover.config: the file 'none.ini' does not exist");
        assertThat(sources.lenient().settings("a").get(ConfigKeys.DEADLINE)).isNull();
        assertThatThrownBy(sources::strict).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void directoryIsNoFile() {
        sources.property("failover.config", agent.toString());
        assertOneProblem("-Dfailover.config: the file '" + agent + "' is a directory; name a file");
    }

    @Test
    void unreadableFile() throws IOException {
        File file = write(working.resolve("failover.ini"), "[defaults]\ndeadline = 9s");
        if (!file.setReadable(false) || file.canRead()) {
            return; // the super-user may read everything
        }
        assertOneProblem("failover.ini: the file 'failover.ini' cannot be opened; check its permissions");
    }

    @Test
    void binaryFile() throws IOException {
        Files.write(working.resolve("failover.ini"), "[defaults]\ndeadline = 9s".getBytes(StandardCharsets.UTF_16));
        assertOneProblem("failover.ini: the file 'failover.ini' is not a text file; save it as UTF-8");
    }

    @Test
    void hugeFile() throws IOException {
        Files.write(working.resolve("failover.ini"), new byte[TextFile.MAX_BYTES + 1]);
        assertOneProblem("failover.ini: the file 'failover.ini' is larger than 1024 KB");
    }

    @Test
    void byteOrderMarkDoesNotCount() throws IOException {
        write(working.resolve("failover.ini"), "\uFEFF[defaults]\ndeadline = 9s");
        assertFile(working.resolve("failover.ini"), "failover.ini:2");
    }

    @Test
    void foreignEncodingCostsOnlyItsLines() throws IOException {
        Files.write(
                working.resolve("failover.ini"),
                "# caf\u00e9\n[service.a]\nendpoints = https://a\nhealth.path = /caf\u00e9\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertOneProblem("failover.ini:4: the line is not UTF-8 and is ignored; save the file as UTF-8");
        assertThat(sources.lenient().services()).hasSize(1);
    }

    @Test
    void randomBytesNeverThrow() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            for (int b = 0; i % 2 == 0 && b < bytes.length; b++) {
                bytes[b] = (byte) "[]=\n #.,:/abdefilnoprstv015".charAt(Math.floorMod(bytes[b], 27));
            }
            Files.write(working.resolve("failover.ini"), bytes);
            try {
                sources.lenient();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", file " + i, e);
            }
        }
    }

    private static File write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toFile();
    }

    private void assertFile(Path expected, String origin) {
        Configuration configuration = sources.strict();
        assertThat(configuration.file()).isEqualTo(expected.toFile());
        assertThat(configuration.settings("a").origin(ConfigKeys.DEADLINE)).isEqualTo(origin);
    }

    private void assertOneProblem(String expected) {
        assertThat(sources.lenient().problems()).extracting(Problem::toString).containsExactly(expected);
    }
}
