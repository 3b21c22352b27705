package dev.failover.processor;

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

/** The programs of a JDK as processes of their own: its compiler, with the processor on its processor path, first of all. */
record OutsideCompiler(int version, Path home) {
    /** What it printed, and whether it was content. */
    record Result(boolean succeeded, String output) {}

    /**
     * In {@code VERSION/} below the directory that {@code TEST_JDKS} names, the one that runs this, or one that is installed
     * where Linux has them.
     */
    static Optional<OutsideCompiler> find(int version) throws IOException {
        List<Path> candidates = new ArrayList<>();
        String named = System.getenv("TEST_JDKS");
        if (named != null && !named.isBlank()) {
            candidates.add(Path.of(named, Integer.toString(version)));
        }
        candidates.add(Path.of(System.getProperty("java.home")));
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> homes = Files.list(installed)) {
                homes.sorted().forEach(candidates::add);
            }
        }
        for (Path home : candidates) {
            if (Files.isExecutable(home.resolve("bin/javac")) && versionOf(home) == version) {
                return Optional.of(new OutsideCompiler(version, home));
            }
        }
        return Optional.empty();
    }

    static OutsideCompiler current() {
        return new OutsideCompiler(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /** Why a test of that version is skipped. */
    static String missing(int version) {
        return "No JDK " + version + " here: TEST_JDKS names a directory with " + version + "/bin/javac";
    }

    private static int versionOf(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return 0;
        }
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(release)));
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.split("[^0-9]")[0]);
    }

    /** @param target gets the classes and what is generated */
    Result compile(Path target, List<Path> sources, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-d",
                target.toString(),
                "-cp",
                classPath(),
                "--processor-path",
                classPath(),
                "-processor",
                FailoverProcessor.class.getName()));
        arguments.addAll(List.of(options));
        sources.forEach(source -> arguments.add(source.toString()));
        return run("javac", target, arguments);
    }

    /**
     * Runs a program of the JDK to its end.
     *
     * @param folder for its output
     */
    Result run(String program, Path folder, List<String> arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/" + program).toString()));
        command.addAll(arguments);
        Path output = Files.createDirectories(folder).resolve(program + ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(program + " of " + version + " has not ended: " + Files.readString(output));
        }
        return new Result(process.exitValue() == 0, Files.readString(output));
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
