package dev.failover.it.clients;

import acme.suite.Case;
import acme.suite.Cases;
import acme.suite.Suite;
import dev.failover.it.Jdk;
import dev.failover.it.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** All cases with one client on one Java, in one JVM: run when the first result is asked for. */
final class Run {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Client.Version version;
    private final Jdk jdk;
    private final boolean withAgent;
    private final Servers servers;
    private final Adapters adapters;
    private final Path directory;
    private Map<String, Result> results;

    /** {@code outcome}: {@code OK}, {@code FAILED}, {@code SKIPPED} or {@code DEVIATES}. */
    record Result(String outcome, String reason, long millis) {}

    Run(Client.Version version, Jdk jdk, boolean withAgent, Servers servers, Adapters adapters, Path directory) {
        this.version = version;
        this.jdk = jdk;
        this.withAgent = withAgent;
        this.servers = servers;
        this.adapters = adapters;
        this.directory = directory;
    }

    /** What it was, for a table. */
    String columns() {
        return version.client().id() + "," + version.number() + "," + jdk.version() + "," + withAgent;
    }

    Client.Choice choice() {
        return new Client.Choice(version, jdk.version());
    }

    boolean isWithAgent() {
        return withAgent;
    }

    Result result(Case one) {
        return results().get(one.name());
    }

    synchronized Map<String, Result> results() {
        if (results == null) {
            results = run();
        }
        return results;
    }

    private Map<String, Result> run() {
        String name = "run" + COUNT.incrementAndGet();
        List<String> arguments = new ArrayList<>();
        arguments.add(version.client().adapter());
        arguments.add("run=" + name);
        if (!withAgent) {
            arguments.add("control=true");
        }
        servers.addresses().forEach((server, address) -> arguments.add(server + "=" + address));
        Program.Builder program = Program.on(jdk)
                .classPath(adapters.classPath(version))
                .properties(servers.certificate().trustedBy());
        if (withAgent) {
            program.agent(Path.of(Adapters.property("failover.agent.jar")), "config=" + configuration(name));
        }
        try (Program running = program.start(directory, Suite.class, arguments.toArray(String[]::new))) {
            return parse(running.finish(PATIENCE));
        }
    }

    private Path configuration(String name) {
        try {
            return Files.writeString(
                    directory.resolve(name + ".ini"), new Services(servers.addresses(), name).file(Cases.all()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Result> parse(Program.Finished finished) {
        Map<String, Result> found = new LinkedHashMap<>();
        Result none = new Result(
                "FAILED",
                "no result; exit code " + finished.exitCode() + ", standard error:\n"
                        + String.join("\n", finished.errorLines()),
                0);
        Cases.all().forEach(one -> found.put(one.name(), none));
        for (String line : finished.outLines()) {
            if (line.startsWith("CASE\t")) {
                String[] fields = line.split("\t", -1);
                found.put(
                        fields[1],
                        new Result(
                                fields[2],
                                fields[3].replace("\\n", "\n").replace("\\\\", "\\"),
                                Long.parseLong(fields[4])));
            }
        }
        return found;
    }
}
