package dev.failover.jcstress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/** What came out, read from the file that jcstress wrote. */
final class Summary {
    private final Map<String, List<TestResult>> results = new TreeMap<>();
    private final Set<String> failed = new TreeSet<>();
    private final Set<String> interesting = new TreeSet<>();
    private final List<String> never = new ArrayList<>();
    private int jvms;
    private long samples;

    /** @param tests that should have run */
    Summary(Iterable<String> tests, String resultFile) throws IOException, ClassNotFoundException {
        InProcessCollector collector = new InProcessCollector();
        DiskReadCollector reader = new DiskReadCollector(resultFile, collector);
        reader.dump();
        reader.close();
        tests.forEach(test -> results.put(test, new ArrayList<>()));
        for (TestResult result : collector.getTestResults()) {
            results.computeIfAbsent(result.getName(), test -> new ArrayList<>()).add(result);
            jvms++;
            samples += result.getTotalCount();
        }
        results.forEach(this::judge);
    }

    private void judge(String test, List<TestResult> ofTest) {
        Map<String, Long> seen = new TreeMap<>();
        boolean passed = !ofTest.isEmpty();
        for (TestResult result : ofTest) {
            passed &= result.status() == Status.NORMAL && result.grading().isPassed;
            if (result.grading().hasInteresting) {
                interesting.add(test);
            }
            for (GradingResult outcome : result.grading().gradingResults.values()) {
                seen.merge(outcome.id, outcome.count, Long::sum);
            }
        }
        if (!passed) {
            failed.add(test);
        }
        seen.forEach((outcome, count) -> {
            if (count == 0) {
                never.add(test + " -> " + outcome);
            }
        });
    }

    boolean isGood() {
        return !results.isEmpty() && failed.isEmpty();
    }

    /** One line of numbers, and one for each test that failed or was interesting. */
    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d tests, %d failed, %d interesting; %,d samples in %d JVMs",
                results.size(),
                failed.size(),
                interesting.size(),
                samples,
                jvms));
        failed.forEach(test -> text.append("\nFAILED ").append(test).append(outcomes(test)));
        interesting.forEach(test -> text.append("\ninteresting: ").append(test).append(outcomes(test)));
        return text.toString();
    }

    /** Every outcome of every test with how often it was seen. */
    String details() {
        StringBuilder text = new StringBuilder("Allowed, but never seen:\n");
        never.forEach(outcome -> text.append(outcome).append('\n'));
        text.append("\nAll:\n");
        results.keySet()
                .forEach(test -> text.append(test).append(outcomes(test)).append('\n'));
        return text.toString();
    }

    private String outcomes(String test) {
        Map<String, Long> counts = new TreeMap<>();
        StringBuilder text = new StringBuilder();
        for (TestResult result : results.get(test)) {
            if (result.status() != Status.NORMAL) {
                text.append(" [").append(result.status()).append(']');
            }
            for (String outcome : result.getStateKeys()) {
                counts.merge(outcome, result.getCount(outcome), Long::sum);
            }
        }
        counts.forEach((outcome, count) ->
                text.append("  (").append(outcome).append(") x ").append(String.format(Locale.ROOT, "%,d", count)));
        return results.get(test).isEmpty() ? " did not run" : text.toString();
    }
}
