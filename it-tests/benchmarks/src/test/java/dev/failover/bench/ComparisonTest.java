package dev.failover.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Bar AGAINST_THE_BEST = new Bar("b", null, 0.5, 0, false, 0);
    private static final Bar AGAINST_ONE = new Bar("b", "slow", 0.5, 0, true, 0);
    private static final Bar ABSOLUTE = new Bar("b", null, 0, 100, true, 0);

    private static final Bar OF_BYTES = new Bar("b", "slow", 0.5, 0, false, 1.15);

    private static Measurement row(String subject, double ns, double cpuNs, double bytes) {
        return new Measurement("b", 17, 1, subject, ns, cpuNs, bytes);
    }

    private static Comparison of(Measurement... rows) {
        return new Comparison(Arrays.asList(rows));
    }

    @Test
    void theBestPeerIsTheCheapestThatIsNotOurs() {
        Comparison comparison = of(row("ours", 10, 9, 0), row("slow", 100, 90, 0), row("fast", 40, 30, 0));
        assertThat(comparison.best(Measurement::cpuNs))
                .hasValueSatisfying(best -> assertThat(best.subject()).isEqualTo("fast"));
        assertThat(comparison.ratioToBest(Measurement::cpuNs)).isCloseTo(0.3, within(1e-9));
        assertThat(comparison.ratioTo("slow", Measurement::ns)).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void aPeerThatWasNotMeasuredMeetsNothing() {
        Comparison alone = of(row("ours", 10, 10, 0));
        assertThat(alone.ratioTo("slow", Measurement::ns)).isNaN();
        assertThat(alone.verdicts(AGAINST_THE_BEST)).singleElement().asString().endsWith(": NOT met");
    }

    @Test
    void oursThatWasNotMeasuredMeetsNothing() {
        assertThat(of(row("fast", 10, 10, 0)).verdicts(AGAINST_THE_BEST))
                .singleElement()
                .asString()
                .endsWith("NOT met");
    }

    @Test
    void aBarIsJudgedByBothKindsOfTime() {
        assertThat(Comparison.verdict(0.5, 0.5, 0.5)).isEqualTo("met");
        assertThat(Comparison.verdict(0.6, 0.6, 0.5)).isEqualTo("NOT met");
        assertThat(Comparison.verdict(0.4, 0.6, 0.5)).isEqualTo("met by CPU time, NOT met by wall time");
        assertThat(Comparison.verdict(0.6, 0.4, 0.5)).isEqualTo("NOT met by CPU time, met by wall time");
    }

    @Test
    void garbageIsABarOfItsOwn() {
        Comparison comparison = of(row("ours", 10, 10, 24), row("slow", 100, 100, 300));
        assertThat(comparison.verdicts(AGAINST_ONE))
                .containsExactly(
                        "ours / slow 0.10 by CPU time, 0.10 by wall time; bar 0.50: met",
                        "ours 24.0 B/op; bar 0: NOT met");
        assertThat(of(row("ours", 120, 90, 0.1)).verdicts(ABSOLUTE))
                .containsExactly(
                        "ours 90.0 ns by CPU time, 120.0 ns by wall time; bar 100 ns: met by CPU time, NOT met by wall time",
                        "ours 0.1 B/op; bar 0: met");
    }

    @Test
    void bytesHaveABarOfTheirOwn() {
        assertThat(of(row("ours", 10, 10, 345), row("slow", 100, 100, 300)).verdicts(OF_BYTES))
                .contains("ours / slow 1.15 by B/op; bar 1.15: met");
        assertThat(of(row("ours", 10, 10, 360), row("slow", 100, 100, 300)).verdicts(OF_BYTES))
                .contains("ours / slow 1.20 by B/op; bar 1.15: NOT met");
        assertThat(of(row("ours", 10, 10, 360)).verdicts(OF_BYTES))
                .contains("ours / slow NaN by B/op; bar 1.15: NOT met");
    }

    @Test
    void oursInAnotherSettingIsNoPeer() {
        assertThat(of(row("ours", 10, 10, 0), row("ours on another", 5, 5, 0), row("slow", 20, 20, 0))
                        .best(Measurement::ns))
                .hasValueSatisfying(best -> assertThat(best.subject()).isEqualTo("slow"));
    }

    @Test
    void theMedianIsTheMiddle() {
        assertThat(Engine.median(3, 100, 1)).isEqualTo(3);
        assertThat(Engine.median(1, 2, 4, 100)).isEqualTo(3);
    }

    @Test
    void aRowOfTheFileHasTheColumnsOfItsHeader() {
        assertThat(row("ours", 1.234, 2.345, 0).csv()).isEqualTo("b,17,1,ours,1.23,2.35,0.0");
        assertThat(Measurement.CSV_HEADER.split(",")).hasSize(7);
    }

    @Test
    void everyBarHasOursAndThePeerThatItNames() {
        Map<String, List<Subject>> all = new LinkedHashMap<>();
        for (Suite suite : Suite.values()) {
            all.putAll(suite.subjects());
        }
        all.forEach((benchmark, subjects) -> {
            List<String> names = subjects.stream().map(Subject::name).toList();
            assertThat(names).startsWith("ours").doesNotHaveDuplicates().noneMatch(name -> name.contains(","));
            Bar.of(benchmark)
                    .map(Bar::peer)
                    .ifPresent(peer -> assertThat(subjects)
                            .as("a quick run measures %s of %s", peer, benchmark)
                            .anyMatch(subject -> subject.name().equals(peer) && subject.decisive()));
        });
        assertThat(all.keySet())
                .containsAll(Bar.ALL.stream().map(Bar::benchmark).toList());
    }
}
