package dev.failover.metrics;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * {@link Cells#close} while somebody adds: what is added is here or with the heir, once, and what is here stays what it was
 * when close returned.
 */
public final class ClosedCells {
    private static final int NANOS = 1_500;

    private ClosedCells() {}

    /** By how much the closed ones have changed since; count and sum of both together. */
    private abstract static class Closing {
        final LatencyHistogram gone = new LatencyHistogram();
        final LatencyHistogram heir = new LatencyHistogram();
        private int last;

        void close() {
            gone.close(heir);
            last = standing();
        }

        private int standing() {
            return HistogramTotals.count(gone) * 1_000_000 + HistogramTotals.sum(gone);
        }

        void look(III_Result r) {
            r.r1 = standing() - last;
            r.r2 = HistogramTotals.count(gone, heir);
            r.r3 = HistogramTotals.sum(gone, heir);
        }
    }

    @JCStressTest
    @Outcome(id = "0, 1, 1500", expect = ACCEPTABLE)
    @State
    public static class TheFirstAdditionIsHereOrWithTheHeir extends Closing {
        @Actor
        public void add() {
            gone.record(NANOS);
        }

        @Actor
        public void end() {
            close();
        }

        @Arbiter
        public void after(III_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @Outcome(id = "0, 2, 3000", expect = ACCEPTABLE)
    @State
    public static class AFurtherAdditionIsHereOrWithTheHeir extends Closing {
        public AFurtherAdditionIsHereOrWithTheHeir() {
            gone.record(NANOS);
        }

        @Actor
        public void add() {
            gone.record(NANOS);
        }

        @Actor
        public void end() {
            close();
        }

        @Arbiter
        public void after(III_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @Outcome(id = "0, 2, 1000007", expect = ACCEPTABLE)
    @State
    public static class AnAdditionToAnotherBlockIsHereOrWithTheHeir extends Closing {
        public AnAdditionToAnotherBlockIsHereOrWithTheHeir() {
            gone.record(7);
        }

        @Actor
        public void add() {
            gone.record(1_000_000);
        }

        @Actor
        public void end() {
            close();
        }

        @Arbiter
        public void after(III_Result r) {
            look(r);
        }
    }

    /** The heir of one is closed, too: it ends with the last one. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 0, 1500", "0, 1, 0, 1500", "0, 0, 1, 1500"},
            expect = ACCEPTABLE)
    @State
    public static class AnAdditionGoesOnToTheHeirOfTheHeir {
        private final LatencyHistogram gone = new LatencyHistogram();
        private final LatencyHistogram heir = new LatencyHistogram();
        private final LatencyHistogram last = new LatencyHistogram();

        @Actor
        public void add() {
            gone.record(NANOS);
        }

        @Actor
        public void end() {
            gone.close(heir);
            heir.close(last);
        }

        @Arbiter
        public void after(IIII_Result r) {
            r.r1 = HistogramTotals.count(gone);
            r.r2 = HistogramTotals.count(heir);
            r.r3 = HistogramTotals.count(last);
            r.r4 = HistogramTotals.sum(gone, heir, last);
        }
    }

    /** Two close it for the same heir. */
    @JCStressTest
    @Outcome(id = "0, 1, 1500", expect = ACCEPTABLE)
    @State
    public static class ClosingTwiceCountsNothingTwice extends Closing {
        public ClosingTwiceCountsNothingTwice() {
            gone.record(NANOS);
        }

        @Actor
        public void first() {
            gone.close(heir);
        }

        @Actor
        public void second() {
            close();
        }

        @Arbiter
        public void after(III_Result r) {
            look(r);
        }
    }
}
