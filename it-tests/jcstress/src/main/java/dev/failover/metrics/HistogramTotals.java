package dev.failover.metrics;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** What two threads record is all there, in count and in sum. Different powers of 16 lie in different blocks. */
public final class HistogramTotals {
    private static final int MICROS = 1_000;

    private HistogramTotals() {}

    static int count(LatencyHistogram... histograms) {
        int count = 0;
        for (LatencyHistogram histogram : histograms) {
            count += (int) histogram.snapshot().count();
        }
        return count;
    }

    static int sum(LatencyHistogram... histograms) {
        int sum = 0;
        for (LatencyHistogram histogram : histograms) {
            sum += (int) histogram.snapshot().sumNanos();
        }
        return sum;
    }

    @JCStressTest
    @Outcome(id = "2, 2003", expect = ACCEPTABLE)
    @State
    public static class TheFirstTwoOfAHistogramCount {
        private final LatencyHistogram histogram = new LatencyHistogram();

        @Actor
        public void first() {
            histogram.record(MICROS + 1);
        }

        @Actor
        public void second() {
            histogram.record(MICROS + 2);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = count(histogram);
            r.r2 = sum(histogram);
        }
    }

    @JCStressTest
    @Outcome(id = "2, 1000007", expect = ACCEPTABLE)
    @State
    public static class TheFirstTwoOfDifferentBlocksCount {
        private final LatencyHistogram histogram = new LatencyHistogram();

        @Actor
        public void first() {
            histogram.record(7);
        }

        @Actor
        public void second() {
            histogram.record(MICROS * MICROS);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = count(histogram);
            r.r2 = sum(histogram);
        }
    }

    /** Long enough to get in each other's way, so that there are more stripes in the end. */
    @JCStressTest
    @Outcome(id = "16, 24024", expect = ACCEPTABLE)
    @State
    public static class AllOfManyCountWhileStripesAreAdded {
        private final LatencyHistogram histogram = new LatencyHistogram();

        @Actor
        public void first() {
            for (int i = 0; i < 8; i++) {
                histogram.record(MICROS + 1);
            }
        }

        @Actor
        public void second() {
            for (int i = 0; i < 8; i++) {
                histogram.record(2 * MICROS + 2);
            }
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = count(histogram);
            r.r2 = sum(histogram);
        }
    }

    /** What a reader sees first, then and in the end, while two are recorded. */
    @JCStressTest
    @Outcome(
            id = {"1, 1, 3, 3004", "1, 2, 3, 3004", "1, 3, 3, 3004", "2, 2, 3, 3004", "2, 3, 3, 3004", "3, 3, 3, 3004"},
            expect = ACCEPTABLE)
    @State
    public static class AReaderNeverSeesFewerThanBefore {
        private final LatencyHistogram histogram = new LatencyHistogram();

        public AReaderNeverSeesFewerThanBefore() {
            histogram.record(MICROS + 1);
        }

        @Actor
        public void writer() {
            histogram.record(MICROS + 1);
            histogram.record(MICROS + 2);
        }

        @Actor
        public void reader(IIII_Result r) {
            r.r1 = count(histogram);
            r.r2 = count(histogram);
        }

        @Arbiter
        public void after(IIII_Result r) {
            r.r3 = count(histogram);
            r.r4 = sum(histogram);
        }
    }
}
