package dev.failover.it.clients;

import dev.failover.it.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the agent costs a program: at its start, at its first call, and at each call on a warm connection; beside the same
 * program without it, and beside OpenTelemetry's agent, all in one run and in turns. Measures and judges nothing. See
 * docs/benchmarks.md.
 */
final class AgentCost {
    private static final boolean QUICK = Boolean.getBoolean("quick");
    private static final String ONLY = System.getProperty("cost.only", "");
    private static final String BESIDES = System.getProperty("cost.beside", "");
    private static final int STARTS = QUICK ? 3 : 15;
    private static final int FORKS = QUICK ? 1 : 4;
    private static final int ROUNDS = 5;

    private final Path target = Path.of(Adapters.property("clients.target"));
    private final Adapters adapters = new Adapters();
    private final Figures figures = new Figures();
    private final CostServer server;
    private final CostServer other;

    /** Beside what a program is measured. */
    private enum Beside {
        NOTHING("none"),
        /** An agent that does nothing at all. */
        EMPTY("empty agent"),
        OURS("ours"),
        /** Ours, with a service that has nothing to do with the call. */
        OURS_UNMATCHED("ours, no service matches"),
        OPEN_TELEMETRY("OpenTelemetry");

        final String name;

        Beside(String name) {
            this.name = name;
        }

        boolean isWanted() {
            return AgentCost.isIn(BESIDES, name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    private AgentCost(CostServer server, CostServer other) {
        this.server = server;
        this.other = other;
    }

    public static void main(String[] args) throws Exception {
        try (CostServer server = new CostServer();
                CostServer other = new CostServer()) {
            AgentCost cost = new AgentCost(server, other);
            for (String each : Adapters.property("cost.jdks").split(",")) {
                int version = Integer.parseInt(each);
                Jdk jdk = Jdk.find(version).orElse(null);
                if (jdk == null) {
                    System.out.println("no Java " + version + " here, so no figures for it");
                } else {
                    cost.measure(jdk);
                }
            }
            System.out.println("\n" + cost.figures.table());
            System.out.println("agent jar: " + Files.size(Path.of(Adapters.property("failover.agent.jar"))) + " bytes");
        }
    }

    private void measure(Jdk jdk) throws Exception {
        if (isWanted("start")) {
            starts(jdk, "start", List.of("acme.suite.Hello"));
        }
        if (isWanted("first")) {
            starts(jdk, "first GET", List.of("acme.suite.jdk.FirstGet", server.url()));
        }
        for (Client client : Client.values()) {
            Client.Version newest = client.versions().get(client.versions().size() - 1);
            if (client.isHandled() && newest.jdks().contains(jdk.version()) && isWanted(client.id())) {
                warm(jdk, newest);
                if (isIn(BESIDES, "pairs")) {
                    paired(jdk, newest);
                }
            }
        }
    }

    private static boolean isWanted(String name) {
        return isIn(ONLY, name);
    }

    private static boolean isIn(String list, String name) {
        return list.isEmpty() || List.of(list.split(",")).contains(name);
    }

    /** Whole processes, one after the other and in turns. */
    private void starts(Jdk jdk, String what, List<String> program) throws Exception {
        List<String> path = adapters.classPath(Client.JDK.versions().get(0));
        for (int i = 0; i <= STARTS; i++) {
            for (Beside beside : Beside.values()) {
                if (beside != Beside.OURS_UNMATCHED && beside.isWanted()) {
                    Fork.Ended ended = Fork.run(jdk, path, options(beside), program);
                    if (i > 0) {
                        // The first one fills the caches of the disk.
                        String[] footprint = ended.line("FOOTPRINT");
                        figures.add(what, jdk, beside.name, "ms", ended.nanos() / 1e6);
                        figures.add(what, jdk, beside.name, "cpu ms", Long.parseLong(footprint[2]) * 10);
                        figures.add(what, jdk, beside.name, "peak MB", Long.parseLong(footprint[1]) / 1024.0);
                    }
                }
            }
        }
        told(what, jdk);
    }

    /** At once: a run that is stopped later has told this much. */
    private void told(String what, Jdk jdk) throws IOException {
        System.out.println("measured: " + what + ", Java " + jdk.version());
        Files.writeString(target.resolve("agent-cost.csv"), figures.csv());
    }

    private void warm(Jdk jdk, Client.Version version) throws Exception {
        List<String> path = adapters.classPath(version);
        List<String> program = List.of(
                "acme.suite.Warm",
                version.client().adapter(),
                server.url(),
                QUICK ? "15000" : "30000",
                "" + ROUNDS,
                "5000");
        List<Beside> besides = List.of(Beside.NOTHING, Beside.OURS_UNMATCHED, Beside.OURS, Beside.OPEN_TELEMETRY);
        boolean theirsWorks = true;
        for (int i = 0; i < FORKS; i++) {
            for (Beside beside : besides) {
                if (beside.isWanted() && (theirsWorks || beside != Beside.OPEN_TELEMETRY)) {
                    List<String> options = new ArrayList<>(options(beside));
                    options.add("-Xms256m");
                    options.add("-Xmx256m");
                    try {
                        rounds(jdk, version, beside, Fork.run(jdk, path, options, program));
                    } catch (IllegalStateException fails) {
                        if (beside != Beside.OPEN_TELEMETRY) {
                            throw fails;
                        }
                        theirsWorks = false;
                        System.out.println(
                                version + " does not work with OpenTelemetry's agent: " + fails.getMessage());
                    }
                }
            }
        }
        told(version.toString(), jdk);
    }

    private void rounds(Jdk jdk, Client.Version version, Beside beside, Fork.Ended ended) {
        for (String[] round : ended.lines("ROUND")) {
            String what = version.toString();
            figures.add(what, jdk, beside.name, "us", Long.parseLong(round[1]) / 1e3);
            figures.add(what, jdk, beside.name, "cpu us", Long.parseLong(round[2]) / 1e3);
            figures.add(what, jdk, beside.name, "bytes", Long.parseLong(round[3]));
        }
    }

    /**
     * Calls that a service matches beside calls that none does, in one JVM; the control has none that matches. Half of the
     * processes have the two servers the other way round.
     */
    private void paired(Jdk jdk, Client.Version version) throws Exception {
        String what = version + ", in pairs";
        for (int i = 0; i < 2 * FORKS; i++) {
            CostServer one = i % 2 == 0 ? server : other;
            List<String> program = List.of(
                    "acme.suite.Paired",
                    version.client().adapter(),
                    one.url(),
                    (one == server ? other : server).url(),
                    QUICK ? "15000" : "40000",
                    "" + ROUNDS);
            for (Beside beside : List.of(Beside.OURS_UNMATCHED, Beside.OURS)) {
                List<String> options = new ArrayList<>(options(beside, one));
                options.add("-Xms256m");
                options.add("-Xmx256m");
                Fork.Ended ended = Fork.run(jdk, adapters.classPath(version), options, program);
                for (String[] round : ended.lines("PAIRS")) {
                    figures.add(what, jdk, beside.name, "us", Long.parseLong(round[1]) / 1e3);
                    figures.add(what, jdk, beside.name, "cpu us", Long.parseLong(round[2]) / 1e3);
                    figures.add(what, jdk, beside.name, "bytes", Long.parseLong(round[3]));
                }
            }
        }
        told(what, jdk);
    }

    private List<String> options(Beside beside) throws IOException {
        return options(beside, server);
    }

    /** {@code matched}: what belongs to the service, if any call does. */
    private List<String> options(Beside beside, CostServer matched) throws IOException {
        String agent = "-javaagent:" + Adapters.property("failover.agent.jar");
        return switch (beside) {
            case NOTHING -> List.of();
            case EMPTY -> List.of("-javaagent:" + EmptyAgent.jar(target));
            case OURS -> ours(agent, matched.url(), matched.url().replace("127.0.0.1", "localhost"));
            case OURS_UNMATCHED -> ours(agent, "http://127.0.0.2:9", "http://127.0.0.3:9");
            case OPEN_TELEMETRY ->
                List.of(
                        "-javaagent:" + target.resolve("jars/opentelemetry-javaagent.jar"),
                        "-Dotel.traces.exporter=none",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none");
        };
    }

    /** All policies are on; the limit is one that is never reached. */
    private static List<String> ours(String agent, String first, String second) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("endpoints", first + "," + second);
        settings.put("limiter.rate", "1000000/s");
        settings.put("pool.max-per-endpoint", "100");
        List<String> options = new ArrayList<>();
        options.add(agent);
        settings.forEach((key, value) -> options.add("-Dfailover.service.orders." + key + "=" + value));
        return options;
    }
}
