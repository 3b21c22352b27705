package dev.failover.it;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java runtime on this machine. Looked for, in this order: {@code VERSION/} below the directory that the system
 * property {@code test.jdks} or the environment variable {@code TEST_JDKS} names, the JVM that runs this,
 * {@code JAVA_HOME_VERSION}, and the usual places for installed ones.
 */
public record Jdk(int version, Path home) {

    public static Jdk current() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    public static Optional<Jdk> find(int version) {
        if (version == current().version) {
            return Optional.of(current());
        }
        return candidates(version)
                .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .filter(home -> version == versionOf(home))
                .findFirst()
                .map(home -> new Jdk(version, home));
    }

    /** Why a test of that version is skipped. */
    public static String missing(int version) {
        return "No Java " + version + " here: .ci/run fetches it, or TEST_JDKS names a directory with " + version
                + "/bin/java";
    }

    public Path java() {
        return home.resolve("bin/java");
    }

    @Override
    public String toString() {
        return "Java " + version;
    }

    private static Stream<Path> candidates(int version) {
        String named = System.getProperty("test.jdks", System.getenv().getOrDefault("TEST_JDKS", ""));
        Stream<Path> fetched = named.isBlank() ? Stream.empty() : Stream.of(Path.of(named, "" + version));
        Stream<Path> variable =
                Stream.ofNullable(System.getenv("JAVA_HOME_" + version)).map(Path::of);
        Stream<Path> installed = Stream.of(
                        Path.of("/usr/lib/jvm"),
                        Path.of("/usr/java"),
                        Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"),
                        Path.of(System.getProperty("user.home"), ".jdks"))
                .flatMap(Jdk::children);
        return Stream.of(fetched, variable, installed).flatMap(homes -> homes);
    }

    private static Stream<Path> children(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** From the files, or 0: starting each one only to ask would take seconds, and a program says its version anyway. */
    private static int versionOf(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return Files.exists(home.resolve("lib/rt.jar")) || Files.exists(home.resolve("jre/lib/rt.jar")) ? 8 : 0;
        }
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(release)));
            String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
            String feature = version.startsWith("1.") ? version.substring(2) : version;
            return Integer.parseInt(feature.split("[^0-9]")[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
