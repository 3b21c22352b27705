package dev.failover.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A running client program. It makes exactly the calls that it is told to, so a test kills and restarts servers at a
 * count of calls, never after a time.
 */
public final class Program implements AutoCloseable {
    private final Child process;
    private final int javaVersion;
    private int sent;

    private Program(Child process, int javaVersion) {
        this.process = process;
        this.javaVersion = javaVersion;
    }

    public static Builder on(Jdk jdk) {
        return new Builder(jdk);
    }

    /** {@code options}: see the programs' {@code Command}. Returns at once. */
    public void send(String method, String url, String... options) {
        process.send(method + "\t" + url + (options.length == 0 ? "" : "\t" + String.join("\t", options)));
        sent++;
    }

    /** Sends {@code count} GETs of different paths below {@code base}. */
    public void sendGets(String base, int count) {
        IntStream.range(0, count).forEach(i -> send("GET", base + "/orders/" + (sent + 1)));
    }

    public CallResult call(String method, String url, String... options) {
        send(method, url, options);
        int number = sent;
        return awaitDone(sent).stream()
                .filter(result -> result.number() == number)
                .findFirst()
                .orElseThrow();
    }

    /** Waits until {@code count} calls are done, and returns all that are. */
    public List<CallResult> awaitDone(int count) {
        return process.await(count + " calls", lines -> lines.size() - 1 >= count ? List.copyOf(lines) : null).stream()
                .filter(line -> line.startsWith("CALL\t"))
                .map(CallResult::parse)
                .toList();
    }

    /** The calls that are done by now, without the first {@code count}. */
    public List<CallResult> doneAfter(int count) {
        List<String> lines = process.out.from(count + 1);
        return lines.stream()
                .filter(line -> line.startsWith("CALL\t"))
                .map(CallResult::parse)
                .toList();
    }

    public List<CallResult> awaitAll() {
        return awaitDone(sent);
    }

    public int sent() {
        return sent;
    }

    /** Lets the program end by itself and returns everything that it did and said. */
    public Finished finish() {
        return finish(Child.PATIENCE);
    }

    /** The same with another patience for a program that needs its time without being told what to do. */
    public Finished finish(Duration patience) {
        List<CallResult> results = awaitAll();
        process.endOfInput();
        int exitCode = process.awaitExit(patience);
        List<String> out = process.out.untilEnd(Duration.ofSeconds(10));
        return new Finished(javaVersion, exitCode, results, out, process.err.untilEnd(Duration.ofSeconds(10)));
    }

    public List<String> errorLines() {
        return process.err.all();
    }

    @Override
    public void close() {
        process.close();
    }

    /** A program that ran to its end. */
    public record Finished(
            int javaVersion, int exitCode, List<CallResult> results, List<String> outLines, List<String> errorLines) {

        public List<CallResult> failures() {
            return results.stream().filter(result -> !result.succeeded()).toList();
        }
    }

    /** How a program is started. */
    public static final class Builder {
        private final Jdk jdk;
        private final List<String> classPath = new ArrayList<>();
        private final List<String> options = new ArrayList<>();
        private final Map<String, String> properties = new LinkedHashMap<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private String agent;

        private Builder(Jdk jdk) {
            this.jdk = jdk;
        }

        /** Null: without agent. */
        public Builder agent(Path jar) {
            agent = jar == null ? null : "-javaagent:" + jar;
            return this;
        }

        public Builder agent(Path jar, String argument) {
            agent = "-javaagent:" + jar + "=" + argument;
            return this;
        }

        public Builder property(String key, Object value) {
            properties.put(key, value.toString());
            return this;
        }

        public Builder properties(Map<String, ?> more) {
            more.forEach(this::property);
            return this;
        }

        /** An option of the JVM itself. */
        public Builder option(String option) {
            options.add(option);
            return this;
        }

        public Builder environment(String key, String value) {
            environment.put(key, value);
            return this;
        }

        public Builder classPath(List<String> entries) {
            classPath.addAll(entries);
            return this;
        }

        /** Starts it in {@code directory} and returns when its main method runs. */
        public Program start(Path directory, Class<?> main, String... arguments) {
            List<String> command = new ArrayList<>(Java.command(jdk));
            command.addAll(options);
            if (agent != null) {
                command.add(agent);
            }
            properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
            command.add("-cp");
            command.add(String.join(java.io.File.pathSeparator, classPath));
            command.add(main.getName());
            command.addAll(List.of(arguments));
            Child child = Child.start(main.getSimpleName() + " on " + jdk, directory, environment, command);
            try {
                String version = child.awaitLine("START");
                int feature = Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
                if (feature != jdk.version()) {
                    throw new IllegalStateException(jdk.home() + " is Java " + feature + ", not " + jdk);
                }
                return new Program(child, feature);
            } catch (RuntimeException e) {
                child.close();
                throw e;
            }
        }
    }
}
