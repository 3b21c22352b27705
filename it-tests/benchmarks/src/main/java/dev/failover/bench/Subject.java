package dev.failover.bench;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A method that JMH shall run for a row.
 *
 * @param failures the parameter of {@link Work}; negative when the method has none
 */
record Subject(String benchmark, String name, Method method, int failures, boolean decisive, int maxThreads) {
    /** All subjects of these classes by benchmark; ours is the first of each. */
    static Map<String, List<Subject>> of(List<Class<?>> benchmarks) {
        List<Subject> subjects = new ArrayList<>();
        for (Class<?> each : benchmarks) {
            for (Method method : each.getDeclaredMethods()) {
                Row row = method.getAnnotation(Row.class);
                if (row != null) {
                    add(row, method, subjects);
                }
            }
        }
        // The order of methods is not defined.
        subjects.sort(Comparator.comparing(Subject::isPeer).thenComparing(Subject::name));
        Map<String, List<Subject>> byBenchmark =
                subjects.stream().collect(Collectors.groupingBy(Subject::benchmark, Collectors.toList()));
        Map<String, List<Subject>> ordered = new LinkedHashMap<>();
        for (Bar bar : Bar.ALL) {
            List<Subject> judged = byBenchmark.remove(bar.benchmark());
            if (judged != null) {
                ordered.put(bar.benchmark(), judged);
            }
        }
        byBenchmark.keySet().stream().sorted().forEach(rest -> ordered.put(rest, byBenchmark.get(rest)));
        return ordered;
    }

    private static void add(Row row, Method method, List<Subject> into) {
        if (row.failures().length == 0) {
            into.add(new Subject(row.benchmark(), row.subject(), method, -1, row.decisive(), row.maxThreads()));
        }
        for (int failures : row.failures()) {
            String name = failures == 0 ? row.benchmark() : row.benchmark() + "-" + failures + "%-failures";
            into.add(new Subject(name, row.subject(), method, failures, row.decisive(), row.maxThreads()));
        }
    }

    private boolean isPeer() {
        return !name.equals(Measurement.OURS);
    }
}
