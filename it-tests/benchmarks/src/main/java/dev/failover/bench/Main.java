package dev.failover.bench;

import dev.failover.bench.compile.CompileRun;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code mvn -q -Pbenchmarks verify -Dbench=engine}. Benchmarks inform: whatever they say, the exit code is 0. It is 1 when
 * they could not be run as asked.
 */
public final class Main {
    private static final List<String> NAMES = List.of("engine", "stub", "cache", "compile");

    private Main() {}

    /** @param arguments the folder for the results */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = System.out;
        try {
            run(Path.of(arguments[0]).normalize(), out);
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            out.flush();
            System.exit(1);
        }
    }

    private static void run(Path folder, PrintStream out) throws IOException, InterruptedException {
        String bench = System.getProperty("bench", "");
        if (!NAMES.contains(bench)) {
            throw new IllegalArgumentException(
                    (bench.isEmpty() ? "No benchmarks are named" : "There are no benchmarks named " + bench)
                            + "; there are: " + String.join(", ", NAMES) + ". Write -Dbench=" + NAMES.get(0));
        }
        boolean quick = Boolean.getBoolean("quick");
        if (bench.equals("compile")) {
            compile(start(folder, quick, out), quick, folder, out);
        } else {
            Suite suite = Suite.valueOf(bench.toUpperCase(Locale.ROOT));
            Map<String, List<Subject>> benchmarks = only(suite.subjects(), System.getProperty("bench.only", ""), quick);
            measure(suite, benchmarks, start(folder, quick, out), quick, folder, out);
        }
    }

    private static List<Jdk> start(Path folder, boolean quick, PrintStream out) throws IOException {
        List<String> missing = new ArrayList<>();
        List<Jdk> jdks = Jdk.find(System.getProperty("bench.jdks", ""), missing);
        Files.createDirectories(folder);
        missing.forEach(out::println);
        jdks.forEach(jdk -> out.println("JDK " + jdk.version() + ": " + jdk.home()));
        out.printf(
                Locale.ROOT,
                "%s run on %d cores, load average %.1f; a bar is judged by CPU time and by wall time%n%n",
                quick ? "Quick" : "Full",
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return jdks;
    }

    private static void measure(
            Suite suite,
            Map<String, List<Subject>> benchmarks,
            List<Jdk> jdks,
            boolean quick,
            Path folder,
            PrintStream out)
            throws IOException, InterruptedException {
        String name = suite.name().toLowerCase(Locale.ROOT);
        new Engine(jdks, suite.effort(quick), name, folder, out).run(benchmarks);
        String memory = "";
        if (suite == Suite.ENGINE) {
            MemoryFork.run(jdks.get(0), folder.resolve("memory.csv"));
            memory = ", memory.csv";
        }
        out.println("Written to " + folder + ": " + name + ".csv" + memory + ", and what JMH said in " + name + ".log");
    }

    private static void compile(List<Jdk> jdks, boolean quick, Path folder, PrintStream out)
            throws IOException, InterruptedException {
        CompileRun run = new CompileRun(
                folder.resolve("compile"), Path.of(System.getProperty("bench.processors")), quick ? 1 : 7);
        List<String> csv = new ArrayList<>(List.of(CompileReport.CSV_HEADER));
        for (Jdk jdk : jdks) {
            CompileReport report = new CompileReport(jdk.version(), run.times(jdk.java()));
            report.lines().forEach(out::println);
            csv.addAll(report.csv());
        }
        Files.write(folder.resolve("compile.csv"), csv);
        out.println("Written to " + folder + ": compile.csv, and the sources in compile");
    }

    private static Map<String, List<Subject>> only(Map<String, List<Subject>> all, String names, boolean quick) {
        if (names.isEmpty()) {
            if (quick) {
                // A few minutes are for what is judged.
                all.keySet().removeIf(name -> Bar.of(name).isEmpty());
            }
            return all;
        }
        Map<String, List<Subject>> chosen = new LinkedHashMap<>();
        for (String name : Arrays.asList(names.split(","))) {
            if (!all.containsKey(name)) {
                throw new IllegalArgumentException(
                        "bench.only names " + name + "; there are: " + String.join(", ", all.keySet()));
            }
            chosen.put(name, all.get(name));
        }
        return chosen;
    }
}
