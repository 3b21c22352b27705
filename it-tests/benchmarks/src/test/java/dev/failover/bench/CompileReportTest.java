package dev.failover.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.bench.compile.Times;
import dev.failover.bench.compile.Variant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompileReportTest {
    private static CompileReport withOurs(double wall, double cpu) {
        return new CompileReport(
                17,
                Map.of(
                        Variant.OURS_PLAIN,
                        List.of(new Times(900, 1000), new Times(1000, 1100), new Times(5000, 1200)),
                        Variant.OURS,
                        List.of(new Times(wall, cpu)),
                        Variant.AVAJE_PLAIN,
                        List.of(new Times(1000, 1000)),
                        Variant.AVAJE,
                        List.of(new Times(2000, 3000))));
    }

    @Test
    void judgesWhatIsAddedToTheMediansWithout() {
        assertThat(withOurs(2500, 4100).lines())
                .contains("  ours / avaje's 1.50 by CPU time, 1.50 by wall time; bar 2.00: met");
        assertThat(withOurs(3500, 7100).lines())
                .contains("  ours / avaje's 3.00 by CPU time, 2.50 by wall time; bar 2.00: NOT met");
    }

    @Test
    void aRowOfTheFileHasTheColumnsOfItsHeader() {
        assertThat(withOurs(2500, 4100).csv())
                .hasSize(Variant.values().length)
                .contains("17,our interfaces without processor,3,1000,1100")
                .allMatch(row -> row.split(",").length == CompileReport.CSV_HEADER.split(",").length);
    }
}
