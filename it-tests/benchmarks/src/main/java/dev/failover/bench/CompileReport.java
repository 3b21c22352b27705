package dev.failover.bench;

import dev.failover.bench.compile.Times;
import dev.failover.bench.compile.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What processors add to a compilation, by the medians of its runs on one JDK. */
final class CompileReport {
    static final String CSV_HEADER = "jdk,variant,runs,wall_ms,cpu_ms";

    private final int jdk;
    private final Map<Variant, List<Times>> runs;

    CompileReport(int jdk, Map<Variant, List<Times>> runs) {
        this.jdk = jdk;
        this.runs = runs;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(format("%-52s %10s %10s", "compile, JDK " + jdk + ", medians of whole processes", "ms", "CPU ms"));
        for (Variant variant : Variant.values()) {
            lines.add(format(
                    "  %-50s %10.0f %10.0f",
                    variant.label(), median(variant, Times::wall), median(variant, Times::cpu)));
        }
        lines.add(format("  %-50s %10.0f %10.0f", "ours adds", addedByOurs(Times::wall), addedByOurs(Times::cpu)));
        lines.add(format("  %-50s %10.0f %10.0f", "avaje's adds", addedByAvaje(Times::wall), addedByAvaje(Times::cpu)));
        double cpu = addedByOurs(Times::cpu) / addedByAvaje(Times::cpu);
        double wall = addedByOurs(Times::wall) / addedByAvaje(Times::wall);
        lines.add(format(
                "  ours / avaje's %.2f by CPU time, %.2f by wall time; bar %.2f: %s",
                cpu, wall, Bar.COMPILE, Comparison.verdict(cpu, wall, Bar.COMPILE)));
        lines.add("");
        return lines;
    }

    List<String> csv() {
        List<String> rows = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            rows.add(format(
                    "%d,%s,%d,%.0f,%.0f",
                    jdk,
                    variant.label(),
                    runs.get(variant).size(),
                    median(variant, Times::wall),
                    median(variant, Times::cpu)));
        }
        return rows;
    }

    private double addedByOurs(ToDoubleFunction<Times> time) {
        return median(Variant.OURS, time) - median(Variant.OURS_PLAIN, time);
    }

    private double addedByAvaje(ToDoubleFunction<Times> time) {
        return median(Variant.AVAJE, time) - median(Variant.AVAJE_PLAIN, time);
    }

    private double median(Variant variant, ToDoubleFunction<Times> time) {
        return Engine.median(runs.get(variant).stream().mapToDouble(time).toArray());
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
