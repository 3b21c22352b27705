package dev.failover.it;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A process that never outlives us: closed by whoever started it, killed when this JVM ends, and told by the end of its
 * standard input when this JVM is killed itself.
 */
final class Child implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What a shell and {@link Process#exitValue()} call death by signal 9. */
    static final int KILLED = 128 + 9;

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "kill children"));
    }

    private final String name;
    private final Process process;
    private final Writer in;
    final Lines out;
    final Lines err;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.out = new Lines(name + " out", process.getInputStream());
        this.err = new Lines(name + " err", process.getErrorStream());
    }

    static Child start(String name, Path directory, Map<String, String> environment, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
            // What the developer has set for himself must not decide what a test sees, or make a JVM print it.
            builder.environment()
                    .keySet()
                    .removeIf(key -> key.startsWith("FAILOVER_")
                            || key.equals("JAVA_TOOL_OPTIONS")
                            || key.equals("_JAVA_OPTIONS")
                            || key.equals("JDK_JAVA_OPTIONS"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            RUNNING.add(process);
            process.onExit().thenAccept(RUNNING::remove);
            return new Child(name, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(String line) {
        try {
            in.write(line);
            in.write('\n');
            in.flush();
        } catch (IOException e) {
            throw new IllegalStateException(name + " does not read any more\n" + said(), e);
        }
    }

    void endOfInput() {
        try {
            in.close();
        } catch (IOException e) {
            // It is gone already, and its exit code will say why.
        }
    }

    <T> T await(String what, Function<List<String>, T> wanted) {
        T found = out.await(PATIENCE, what, wanted);
        if (found == null) {
            throw new IllegalStateException(name + ": no " + what + "\n" + said());
        }
        return found;
    }

    /** Waits for a line that starts with {@code prefix} and a tab, and returns what follows. */
    String awaitLine(String prefix) {
        return await(
                "line " + prefix,
                lines -> lines.stream()
                        .filter(line -> line.startsWith(prefix + "\t"))
                        .reduce((first, last) -> last)
                        .map(line -> line.substring(prefix.length() + 1))
                        .orElse(null));
    }

    int awaitExit() {
        return awaitExit(PATIENCE);
    }

    int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + " does not end\n" + said());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the end of " + name, e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: no hook runs, no socket is closed by the program, nothing is flushed. */
    int kill() {
        process.destroyForcibly();
        return awaitExit();
    }

    @Override
    public void close() {
        kill();
    }

    private String said() {
        return "stdout: " + tail(out) + "\nstderr: " + tail(err) + "\nalive: " + process.isAlive();
    }

    private static String tail(Lines lines) {
        List<String> all = lines.all();
        return String.join("\n  ", all.subList(Math.max(0, all.size() - 20), all.size()));
    }
}
