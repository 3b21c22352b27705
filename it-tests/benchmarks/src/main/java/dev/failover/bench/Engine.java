package dev.failover.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks. Subjects of one comparison run one right after the other, so that what else happens on the machine
 * meets them alike; each in JVMs of its own, so that none profits or suffers from what the compiler learned of another.
 */
final class Engine {
    private static final int[] THREADS = {1, 2};

    private final List<Jdk> jdks;
    private final Effort effort;
    private final String name;
    private final Path folder;
    private final PrintStream out;

    /** @param name of the files: NAME.csv, NAME.log */
    Engine(List<Jdk> jdks, Effort effort, String name, Path folder, PrintStream out) {
        this.jdks = jdks;
        this.effort = effort;
        this.name = name;
        this.folder = folder;
        this.out = out;
    }

    /** Measures these benchmarks, prints each comparison when it is there, and writes the file. */
    void run(Map<String, List<Subject>> benchmarks) throws IOException {
        PrintStream systemOut = System.out;
        PrintStream systemErr = System.err;
        try (PrintStream log =
                new PrintStream(Files.newOutputStream(folder.resolve(name + ".log")), true, StandardCharsets.UTF_8)) {
            // What libraries print in the forks comes out here, and is nothing that one wants between the tables.
            System.setOut(log);
            System.setErr(log);
            run(benchmarks, OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL));
        } finally {
            System.setOut(systemOut);
            System.setErr(systemErr);
        }
    }

    private void run(Map<String, List<Subject>> benchmarks, OutputFormat format) throws IOException {
        List<String> csv = new ArrayList<>(List.of(Measurement.CSV_HEADER));
        for (List<Subject> subjects : benchmarks.values()) {
            for (Jdk jdk : jdks) {
                for (int threads : THREADS) {
                    List<Measurement> rows = compare(subjects, jdk, threads, format);
                    rows.forEach(row -> csv.add(row.csv()));
                    if (!rows.isEmpty()) {
                        Table.lines(new Comparison(rows)).forEach(out::println);
                    }
                }
            }
        }
        Files.write(folder.resolve(name + ".csv"), csv);
    }

    private List<Measurement> compare(List<Subject> subjects, Jdk jdk, int threads, OutputFormat format) {
        boolean everybody = effort.everything() || (jdk == jdks.get(0) && threads == THREADS[0]);
        List<Measurement> rows = new ArrayList<>();
        for (Subject subject : subjects) {
            if (threads <= subject.maxThreads() && (subject.decisive() || everybody)) {
                try {
                    rows.add(measure(subject, jdk, threads, format));
                } catch (RunnerException failed) {
                    out.println(subject.benchmark() + ", " + subject.name() + ": failed, see " + name + ".log");
                }
            }
        }
        return rows;
    }

    private Measurement measure(Subject subject, Jdk jdk, int threads, OutputFormat format) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^"
                        + Pattern.quote(subject.method().getDeclaringClass().getName() + "."
                                + subject.method().getName())
                        + "$")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .threads(threads)
                .forks(effort.forks())
                .warmupIterations(effort.warmUps())
                .warmupTime(TimeValue.milliseconds(effort.warmUpMillis()))
                .measurementIterations(effort.iterations())
                .measurementTime(TimeValue.milliseconds(effort.iterationMillis()))
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTime.class)
                .shouldFailOnError(true)
                .jvm(jdk.java().toString())
                .jvmArgs("-Xms1g", "-Xmx1g")
                // Sentinel keeps logs, wherever it is told to.
                .jvmArgsAppend("-Dproject.name=bench", "-Dcsp.sentinel.log.dir=" + folder.resolve("sentinel"))
                .jvmArgsPrepend(effort.jvmArguments().toArray(new String[0]));
        if (subject.failures() >= 0) {
            options = options.param("failures", Integer.toString(subject.failures()));
        }
        List<IterationResult> iterations = iterations(options.build(), format);
        return new Measurement(
                subject.benchmark(),
                jdk.version(),
                threads,
                subject.name(),
                median(iterations, each -> each.getPrimaryResult().getScore()),
                median(iterations, each -> secondary(each, CpuTime.LABEL)),
                median(iterations, each -> secondary(each, "gc.alloc.rate.norm")));
    }

    private static List<IterationResult> iterations(Options options, OutputFormat format) throws RunnerException {
        Collection<RunResult> results = new Runner(options, format).run();
        return results.stream()
                .flatMap(result -> result.getBenchmarkResults().stream())
                .flatMap(fork -> fork.getIterationResults().stream())
                .toList();
    }

    private static double secondary(IterationResult iteration, String label) {
        return iteration.getSecondaryResults().get(label).getScore();
    }

    /** Of all iterations of all forks: a disturbance of one of them shall not show. */
    private static double median(List<IterationResult> iterations, ToDoubleFunction<IterationResult> value) {
        return median(iterations.stream().mapToDouble(value).toArray());
    }

    /** The middle one, or the mean of the two in the middle. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
