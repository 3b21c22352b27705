package dev.failover.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** All scenarios with one framework on one Java, in one JVM: run when the first outcome is asked for. */
final class Run {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Tried tried;
    private final Jdk jdk;
    private final boolean withAgent;
    private final TwoReplicas replicas;
    private final Path directory;
    private final String name = "run" + COUNT.incrementAndGet();
    private Map<Scenario, Scenario.Outcome> outcomes;
    private List<String> errors = List.of();

    Run(Tried tried, Jdk jdk, boolean withAgent, TwoReplicas replicas, Path directory) {
        this.tried = tried;
        this.jdk = jdk;
        this.withAgent = withAgent;
        this.replicas = replicas;
        this.directory = directory;
    }

    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("-D" + name + " is missing; Maven's failsafe sets it");
        }
        return value;
    }

    /** The agent's lines but for the one at its start. */
    synchronized List<String> complaints() {
        outcomes();
        return errors.stream()
                .filter(line -> line.startsWith("failover: ") && !line.matches("failover: \\d+ services? \\(.*"))
                .toList();
    }

    /** In which versions of HTTP it asked. */
    Set<String> protocols() {
        outcomes();
        return replicas.protocols(name);
    }

    Scenario.Outcome outcome(Scenario scenario) {
        return outcomes().get(scenario);
    }

    synchronized Map<Scenario, Scenario.Outcome> outcomes() {
        if (outcomes == null) {
            outcomes = run();
        }
        return outcomes;
    }

    private Map<Scenario, Scenario.Outcome> run() {
        List<String> arguments = new ArrayList<>();
        arguments.add(tried.program());
        for (Scenario scenario : Scenario.values()) {
            arguments.add(scenario + "=" + scenario.method() + "=" + endpoint(scenario.first(replicas), scenario));
        }
        Program.Builder program = Program.on(jdk).classPath(List.of(tried.classPath()));
        if (withAgent) {
            program.agent(Agent.jar(), "config=" + configuration());
        }
        try (Program running = program.start(directory, acme.frameworks.Main.class, arguments.toArray(String[]::new))) {
            return parse(running.finish(PATIENCE));
        }
    }

    private String endpoint(String server, Scenario scenario) {
        return server + "/" + name + "/" + scenario;
    }

    private Path configuration() {
        StringBuilder file = new StringBuilder();
        for (Scenario scenario : Scenario.values()) {
            file.append("[service.").append(scenario.service()).append("]\nendpoints = ");
            file.append(endpoint(scenario.first(replicas), scenario)).append(", ");
            file.append(endpoint(replicas.url("b"), scenario)).append('\n');
        }
        try {
            return Files.writeString(directory.resolve(name + ".ini"), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<Scenario, Scenario.Outcome> parse(Program.Finished finished) {
        errors = finished.errorLines();
        Map<Scenario, Scenario.Outcome> found = new EnumMap<>(Scenario.class);
        for (Scenario scenario : Scenario.values()) {
            String prefix = "ANSWER\t" + scenario + "\t";
            String answer = finished.outLines().stream()
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .findFirst()
                    .orElseGet(() -> "no answer; exit code " + finished.exitCode() + ", standard error:\n"
                            + String.join("\n", finished.errorLines()));
            found.put(scenario, new Scenario.Outcome(answer, replicas.received(name, scenario)));
        }
        return found;
    }
}
