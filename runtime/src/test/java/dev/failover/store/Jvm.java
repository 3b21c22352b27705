package dev.failover.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Another JVM, of a version that is on this machine, which runs a program beside the packaged jar and nothing else. */
record Jvm(int version, Path home) {
    /** How a program ended, and what it printed. */
    record Result(int status, String out, String err) {}

    /** In {@code VERSION/} below the directory that {@code TEST_JDKS} names, the one that runs this, or an installed one. */
    static Optional<Jvm> find(int version) throws IOException {
        List<Path> candidates = new ArrayList<>();
        String named = System.getenv("TEST_JDKS");
        if (named != null && !named.isBlank()) {
            candidates.add(Path.of(named, Integer.toString(version)));
        }
        candidates.add(current().home);
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> homes = Files.list(installed)) {
                homes.sorted().forEach(candidates::add);
            }
        }
        for (Path home : candidates) {
            if (Files.isExecutable(home.resolve("bin/java")) && versionOf(home) == version) {
                return Optional.of(new Jvm(version, home));
            }
        }
        return Optional.empty();
    }

    static Jvm current() {
        return new Jvm(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /** Why a test of that version is skipped. */
    static String missing(int version) {
        return "No Java " + version + " here: TEST_JDKS names a directory with " + version + "/bin/java";
    }

    private static int versionOf(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return Files.exists(home.resolve("lib/rt.jar")) || Files.exists(home.resolve("jre/lib/rt.jar")) ? 8 : 0;
        }
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(release)));
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        String feature = version.startsWith("1.") ? version.substring(2) : version;
        return Integer.parseInt(feature.split("[^0-9]")[0]);
    }

    static Path jar() {
        return Path.of(System.getProperty("packaged.jar"));
    }

    /** Compiles a program of {@code src/test/resources/store} for Java 8 against the packaged jar. */
    static void compile(String program, Path target) {
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "8",
                        "-Xlint:-options",
                        "-proc:none",
                        "-cp",
                        jar().toString(),
                        "-d",
                        target.toString(),
                        Path.of("src/test/resources/store", program + ".java").toString());
        assertThat(status).as("compiling " + program).isZero();
    }

    List<String> command(Path classes, List<String> options, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", jar() + ":" + classes, program));
        command.addAll(List.of(arguments));
        return command;
    }

    static Result run(List<String> command, Path directory) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "jvm", ".out");
        Path err = Files.createTempFile(directory, "jvm", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("it ends: " + command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
