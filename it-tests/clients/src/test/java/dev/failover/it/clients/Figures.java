package dev.failover.it.clients;

import dev.failover.it.Jdk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured, many times each; told are medians. */
final class Figures {
    private final Map<Row, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    private record Row(String what, int jdk, String unit) {}

    void add(String what, Jdk jdk, String beside, String unit, double value) {
        rows.computeIfAbsent(new Row(what, jdk.version(), unit), row -> new LinkedHashMap<>())
                .computeIfAbsent(beside, name -> new ArrayList<>())
                .add(value);
    }

    /** One line for each figure: the median, the least, and how many there were. */
    String csv() {
        StringBuilder text = new StringBuilder("what,jdk,unit,beside,median,min,runs\n");
        rows.forEach((row, besides) -> besides.forEach((beside, values) -> text.append(String.format(
                Locale.ROOT,
                "%s,%d,%s,\"%s\",%.2f,%.2f,%d%n",
                row.what,
                row.jdk,
                row.unit,
                beside,
                median(values),
                Collections.min(values),
                values.size()))));
        return text.toString();
    }

    /** One line for each unit: without anything, and what is added by each. */
    String table() {
        return rows.entrySet().stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "%-28s Java %d  %s",
                        row.getKey().what,
                        row.getKey().jdk,
                        columns(row.getKey().unit, row.getValue())))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String columns(String unit, Map<String, List<Double>> besides) {
        double alone = median(besides.values().iterator().next());
        return besides.entrySet().stream()
                .map(beside -> {
                    double median = median(beside.getValue());
                    return median == alone
                            ? String.format(Locale.ROOT, "%s %.1f %s", beside.getKey(), median, unit)
                            : String.format(Locale.ROOT, "%s %+.1f", beside.getKey(), median - alone);
                })
                .collect(Collectors.joining(", "));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
