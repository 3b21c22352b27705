package dev.failover.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@link Comparison} as text. */
final class Table {
    private Table() {}

    static List<String> lines(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        Measurement first = comparison.rows().get(0);
        lines.add(String.format(
                Locale.ROOT,
                "%-52s %10s %10s %8s %12s",
                first.benchmark() + ", JDK " + first.jdk() + ", "
                        + (first.threads() == 1 ? "1 thread" : first.threads() + " threads"),
                "ns/op",
                "CPU ns/op",
                "B/op",
                "ours / this"));
        for (Measurement row : comparison.rows()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-50s %10.1f %10.1f %8.1f %12s",
                    row.subject(),
                    row.ns(),
                    row.cpuNs(),
                    row.bytes(),
                    row.isOurs() ? "" : ratio(comparison.ratioTo(row.subject(), Measurement::cpuNs))));
        }
        comparison
                .best(Measurement::cpuNs)
                .ifPresent(best -> lines.add("  ours / best peer (" + best.subject() + ") "
                        + ratio(comparison.ratioToBest(Measurement::cpuNs)) + " by CPU time"));
        Bar.of(first.benchmark())
                .ifPresent(bar -> comparison.verdicts(bar).forEach(verdict -> lines.add("  " + verdict)));
        lines.add("");
        return lines;
    }

    private static String ratio(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }
}
