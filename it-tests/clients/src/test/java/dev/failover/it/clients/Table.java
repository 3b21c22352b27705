package dev.failover.it.clients;

import acme.suite.Case;
import acme.suite.Cases;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code docs/clients.md}, from the results of all runs with the agent. */
final class Table {
    private final Map<Client.Choice, Map<String, Run.Result>> results;

    Table(Map<Client.Choice, Map<String, Run.Result>> results) {
        this.results = results;
    }

    String text() {
        StringBuilder text = new StringBuilder("""
                # Clients

                Every client that the agent handles makes the same calls, in several versions and on every Java, with the agent's jar in a JVM of its own
                (`it-tests/clients`). This page is written by the run itself:

                    mvn verify -Dclients=all -Dclients.record=true

                A cell says how many cases are true. Skipped is what the client cannot do without us either; below is which and why.

                """);
        text.append("| client | version |");
        Client.JDKS.forEach(jdk -> text.append(" Java ").append(jdk).append(" |"));
        text.append("\n| --- | --- |")
                .append(" --- |".repeat(Client.JDKS.size()))
                .append('\n');
        for (Client client : Client.values()) {
            client.versions().forEach(version -> text.append(row(version)));
        }
        for (Client client : Client.values()) {
            text.append("\n## ").append(client.id()).append("\n\n").append(notes(client));
        }
        text.append("\n## Cases\n\nTrue with and without failover:\n\n")
                .append(names(one -> !one.needsFailover()))
                .append("\nNot true without:\n\n")
                .append(names(Case::needsFailover));
        return text.toString();
    }

    private static String names(Predicate<Case> which) {
        return Cases.all().stream()
                .filter(which)
                .map(one -> "- `" + one.name() + "`\n")
                .collect(Collectors.joining());
    }

    private String row(Client.Version version) {
        StringBuilder row = new StringBuilder("| " + version.client().id() + " | " + version.number() + " |");
        for (int jdk : Client.JDKS) {
            row.append(' ').append(cell(version, jdk)).append(" |");
        }
        return row.append('\n').toString();
    }

    private String cell(Client.Version version, int jdk) {
        if (!version.jdks().contains(jdk)) {
            return "-";
        }
        if (!version.client().isHandled()) {
            return "not yet";
        }
        Map<String, Run.Result> run = results.get(new Client.Choice(version, jdk));
        if (run == null) {
            return "not run";
        }
        Map<String, Long> counts = run.values().stream()
                .collect(Collectors.groupingBy(Run.Result::outcome, TreeMap::new, Collectors.counting()));
        return counts.getOrDefault("OK", 0L)
                + (counts.containsKey("SKIPPED") ? ", " + counts.get("SKIPPED") + " skipped" : "")
                + (counts.containsKey("DEVIATES") ? ", " + counts.get("DEVIATES") + " deviates" : "")
                + (counts.containsKey("FAILED") ? ", **" + counts.get("FAILED") + " failed**" : "");
    }

    private String notes(Client client) {
        if (!client.isHandled()) {
            return "The agent does not handle it yet; without the agent its adapter passes.\n";
        }
        StringBuilder notes = new StringBuilder();
        // Reason, case, versions of Java
        Map<String, Map<String, TreeSet<Integer>>> reasons = new LinkedHashMap<>();
        results.forEach((choice, run) -> {
            if (choice.version().client() == client) {
                run.forEach((name, result) -> {
                    if (!result.outcome().equals("OK")) {
                        reasons.computeIfAbsent(said(result), any -> new LinkedHashMap<>())
                                .computeIfAbsent(name, any -> new TreeSet<>())
                                .add(choice.jdk());
                    }
                });
            }
        });
        long javas = results.keySet().stream()
                .filter(choice -> choice.version().client() == client)
                .map(Client.Choice::jdk)
                .distinct()
                .count();
        reasons.forEach((reason, cases) -> notes.append("- ")
                .append(reason)
                .append(": ")
                .append(cases.entrySet().stream()
                        .map(entry -> "`" + entry.getKey() + "`" + on(entry.getValue(), javas))
                        .collect(Collectors.joining(", ")))
                .append('\n'));
        return notes.isEmpty() ? "Nothing is skipped.\n" : notes.toString();
    }

    private static String said(Run.Result result) {
        return switch (result.outcome()) {
            case "SKIPPED" -> result.reason().replaceFirst("^[A-Z_0-9]+: ", "");
            case "DEVIATES" -> "Deviates: " + result.reason();
            default -> "**Failed**";
        };
    }

    private static String on(TreeSet<Integer> jdks, long all) {
        return jdks.size() == all
                ? ""
                : " (Java " + jdks.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }

    /** Client, version, Java, with the agent or without, case, outcome, first line of the reason. */
    static String csv(List<Run> runs) {
        StringBuilder csv = new StringBuilder("client,version,java,agent,case,outcome,millis,reason\n");
        for (Run run : runs) {
            run.results()
                    .forEach((name, result) -> csv.append(run.columns())
                            .append(',')
                            .append(name)
                            .append(',')
                            .append(result.outcome())
                            .append(',')
                            .append(result.millis())
                            .append(",\"")
                            .append(result.reason()
                                    .lines()
                                    .findFirst()
                                    .orElse("")
                                    .replace('"', '\''))
                            .append("\"\n"));
        }
        return csv.toString();
    }
}
