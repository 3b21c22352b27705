package dev.failover.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The rows of one benchmark on one JDK with so many threads, and what they say about ours. */
final class Comparison {
    private final List<Measurement> rows;
    private final Optional<Measurement> ours;

    Comparison(List<Measurement> rows) {
        this.rows = List.copyOf(rows);
        this.ours = rows.stream().filter(Measurement::isOurs).findFirst();
    }

    List<Measurement> rows() {
        return rows;
    }

    /** Ours / that peer; NaN when one of them was not measured. */
    double ratioTo(String peer, ToDoubleFunction<Measurement> value) {
        return ratio(rows.stream().filter(row -> row.subject().equals(peer)).findFirst(), value);
    }

    /** Ours / the peer with the lowest value; NaN when there is none. */
    double ratioToBest(ToDoubleFunction<Measurement> value) {
        return ratio(best(value), value);
    }

    Optional<Measurement> best(ToDoubleFunction<Measurement> value) {
        return rows.stream().filter(Measurement::isPeer).min(Comparator.comparingDouble(value));
    }

    private double ratio(Optional<Measurement> peer, ToDoubleFunction<Measurement> value) {
        return ours.isEmpty() || peer.isEmpty()
                ? Double.NaN
                : value.applyAsDouble(ours.get()) / value.applyAsDouble(peer.get());
    }

    /** One line for each thing that the bar asks for, ending in "met", "NOT met", or by which time it is met. */
    List<String> verdicts(Bar bar) {
        if (ours.isEmpty()) {
            return List.of("ours was not measured: NOT met");
        }
        List<String> lines = new ArrayList<>();
        if (bar.maxRatio() > 0) {
            double cpu = ratio(bar, Measurement::cpuNs);
            double wall = ratio(bar, Measurement::ns);
            lines.add(format(
                    "ours / %s %.2f by CPU time, %.2f by wall time; bar %.2f: %s",
                    bar.peerName(), cpu, wall, bar.maxRatio(), verdict(cpu, wall, bar.maxRatio())));
        } else {
            double cpu = ours.get().cpuNs();
            double wall = ours.get().ns();
            lines.add(format(
                    "ours %.1f ns by CPU time, %.1f ns by wall time; bar %.0f ns: %s",
                    cpu, wall, bar.maxNs(), verdict(cpu, wall, bar.maxNs())));
        }
        if (bar.noGarbage()) {
            lines.add(format(
                    "ours %.1f B/op; bar 0: %s", ours.get().bytes(), ours.get().allocates() ? "NOT met" : "met"));
        }
        if (bar.maxBytesRatio() > 0) {
            double bytes = ratio(bar, Measurement::bytes);
            lines.add(format(
                    "ours / %s %.2f by B/op; bar %.2f: %s",
                    bar.peerName(), bytes, bar.maxBytesRatio(), bytes <= bar.maxBytesRatio() ? "met" : "NOT met"));
        }
        return lines;
    }

    private double ratio(Bar bar, ToDoubleFunction<Measurement> value) {
        return bar.peer() == null ? ratioToBest(value) : ratioTo(bar.peer(), value);
    }

    /** Where the two kinds of time disagree, the machine was busy or a thread waited for another: say so. */
    static String verdict(double cpu, double wall, double max) {
        boolean byCpu = cpu <= max;
        boolean byWall = wall <= max;
        if (byCpu == byWall) {
            return byCpu ? "met" : "NOT met";
        }
        return byCpu ? "met by CPU time, NOT met by wall time" : "NOT met by CPU time, met by wall time";
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
