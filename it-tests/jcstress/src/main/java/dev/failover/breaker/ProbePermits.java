package dev.failover.breaker;

import static dev.failover.breaker.Breakers.LEASE;
import static dev.failover.breaker.Breakers.RECOVERY;
import static dev.failover.breaker.Breakers.passes;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ILI_Result;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The places of the probes of a half-open breaker: as many as there are, each given once. */
public final class ProbePermits {
    private static final CircuitBreakerPolicy ONE =
            Breakers.policy("1").probes(1).probeSuccesses(100).build();
    private static final CircuitBreakerPolicy ONE_SUCCESS =
            Breakers.policy("1").probes(1).probeSuccesses(1).build();
    private static final CircuitBreakerPolicy TWO =
            Breakers.policy("1").probes(2).probeSuccesses(100).build();

    private ProbePermits() {}

    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0"},
            expect = ACCEPTABLE)
    @State
    public static class OnePlaceLetsOneOfTwoThrough {
        private final CircuitBreaker breaker = Breakers.opened(ONE, new AtomicInteger());

        @Actor
        public void first(III_Result r) {
            r.r1 = passes(breaker, RECOVERY);
        }

        @Actor
        public void second(III_Result r) {
            r.r2 = passes(breaker, RECOVERY);
        }

        @Arbiter
        public void third(III_Result r) {
            r.r3 = passes(breaker, RECOVERY);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"2, 0, 0", "1, 1, 0", "0, 2, 0"},
            expect = ACCEPTABLE)
    @State
    public static class TwoPlacesLetTwoOfFourThrough {
        private final CircuitBreaker breaker = Breakers.opened(TWO, new AtomicInteger());

        @Actor
        public void first(III_Result r) {
            r.r1 = passes(breaker, RECOVERY) + passes(breaker, RECOVERY);
        }

        @Actor
        public void second(III_Result r) {
            r.r2 = passes(breaker, RECOVERY) + passes(breaker, RECOVERY);
        }

        @Arbiter
        public void third(III_Result r) {
            r.r3 = passes(breaker, RECOVERY);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @State
    public static class APlaceThatIsFreedIsTakenOnce {
        private final CircuitBreaker breaker = Breakers.opened(ONE, new AtomicInteger());
        private final long probe = breaker.tryAcquire(RECOVERY);

        @Actor
        public void cancelled() {
            breaker.onIgnored(probe, RECOVERY);
        }

        @Actor
        public void next(II_Result r) {
            r.r1 = passes(breaker, RECOVERY);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = passes(breaker, RECOVERY);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, HALF_OPEN, 0", "0, OPEN, 0", "1, OPEN, 0"},
            expect = ACCEPTABLE)
    @State
    public static class APlaceWhoseLeaseIsOverIsTakenOnceAndItsOldProbeDecidesOnlyIfItWasFirst {
        private static final long LATE = RECOVERY + LEASE + ProbeLeases.QUANTUM;

        private final CircuitBreaker breaker = Breakers.opened(ONE, new AtomicInteger());
        private final long lost = breaker.tryAcquire(RECOVERY);

        @Actor
        public void late() {
            breaker.onFailure(lost, 0, LATE);
        }

        @Actor
        public void next(ILI_Result r) {
            r.r1 = passes(breaker, LATE);
        }

        @Arbiter
        public void after(ILI_Result r) {
            r.r2 = breaker.state(LATE);
            r.r3 = passes(breaker, LATE);
        }
    }

    @JCStressTest
    @Outcome(id = "1, CLOSED", expect = ACCEPTABLE)
    @State
    public static class AProbeThatSucceedsWhileItsPlaceIsTakenCounts {
        private static final long LATE = RECOVERY + LEASE + ProbeLeases.QUANTUM;

        private final CircuitBreaker breaker = Breakers.opened(ONE_SUCCESS, new AtomicInteger());
        private final long lost = breaker.tryAcquire(RECOVERY);

        @Actor
        public void late() {
            breaker.onSuccess(lost, 0, LATE);
        }

        @Actor
        public void next(IL_Result r) {
            r.r1 = passes(breaker, LATE);
        }

        @Arbiter
        public void after(IL_Result r) {
            r.r2 = breaker.state(LATE);
        }
    }

    /** Both move the long of the place, and neither may miss because the other was faster. */
    @JCStressTest
    @Outcome(id = "OPEN", expect = ACCEPTABLE)
    @State
    public static class AProbeThatLostItsPlaceDoesNotSaveItFromTheFailureOfTheNext {
        private static final long LATE = RECOVERY + LEASE + ProbeLeases.QUANTUM;

        private final CircuitBreaker breaker = Breakers.opened(ONE, new AtomicInteger());
        private final long lost = breaker.tryAcquire(RECOVERY);
        private final long next = breaker.tryAcquire(LATE);

        @Actor
        public void late() {
            breaker.onSuccess(lost, 0, LATE);
        }

        @Actor
        public void next() {
            breaker.onFailure(next, 0, LATE);
        }

        @Arbiter
        public void after(L_Result r) {
            r.r1 = breaker.state(LATE);
        }
    }
}
