package dev.failover.bench;

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
    private static final String ENGINE = "engine";

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
        if (!bench.equals(ENGINE)) {
            throw new IllegalArgumentException(
                    (bench.isEmpty() ? "No benchmarks are named" : "There are no benchmarks named " + bench)
                            + "; there is: " + ENGINE + ". Write -Dbench=" + ENGINE);
        }
        boolean quick = Boolean.getBoolean("quick");
        Map<String, List<Subject>> benchmarks = only(System.getProperty("bench.only", ""), quick);
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
        new Engine(jdks, quick ? Effort.QUICK : Effort.FULL, folder, out).run(benchmarks);
        MemoryFork.run(jdks.get(0), folder.resolve("memory.csv"));
        out.println("Written to " + folder + ": engine.csv, memory.csv, and what JMH said in engine.log");
    }

    private static Map<String, List<Subject>> only(String names, boolean quick) {
        Map<String, List<Subject>> all = Subject.all();
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
