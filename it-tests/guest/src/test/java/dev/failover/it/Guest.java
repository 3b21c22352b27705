package dev.failover.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JVM with a program, run to its end. */
final class Guest {
    /** A JVM that writes an archive of its classes takes a while on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Jdk jdk;
    private final Path directory;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Guest(Jdk jdk, Path directory) {
        this.jdk = jdk;
        this.directory = directory;
        options.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    }

    /** What it printed. */
    record Ended(int exitCode, List<String> out, List<String> err) {
        /** What the agent wrote beside the one line at its start, and what anybody says about it. */
        List<String> fromUs() {
            return unexpected().stream()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).contains("failover"))
                    .toList();
        }

        /** Without the one line that the agent writes when it starts, and without those that belong to the JVM itself. */
        List<String> unexpected() {
            return err.stream()
                    .filter(line -> !line.matches("failover: \\d services? \\(.*"))
                    .filter(line -> !line.startsWith("WARNING: A command line option has enabled the Security Manager"))
                    .filter(line -> !line.startsWith("WARNING: The Security Manager is deprecated"))
                    .toList();
        }
    }

    /** {@code java}: reported as skipped when this machine lacks it. */
    static Guest on(int java, Path directory) {
        return new Guest(jdk(java), directory);
    }

    static Jdk jdk(int version) {
        Optional<Jdk> jdk = Jdk.find(version);
        assumeTrue(jdk.isPresent(), Jdk.missing(version));
        return jdk.orElseThrow();
    }

    Guest options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    Guest agent(Servers servers) {
        return options("-javaagent:" + Agent.jar(), servers.property());
    }

    Guest environment(String key, String value) {
        environment.put(key, value);
        return this;
    }

    /** {@code arguments}: from the class path on. */
    Ended run(String... arguments) {
        try (Child child = start(arguments)) {
            List<String> out = child.out.untilEnd(PATIENCE);
            return new Ended(child.awaitExit(), out, child.err.untilEnd(Duration.ofSeconds(10)));
        }
    }

    /** As {@link #run}, while it runs. */
    Child start(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(options);
        command.addAll(List.of(arguments));
        return Child.start("guest on " + jdk, directory, environment, command);
    }
}
