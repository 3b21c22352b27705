package dev.failover.breaker;

import static dev.failover.breaker.Breakers.RECOVERY;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILL_Result;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Results of probes, of each other's and of earlier states. */
public final class HalfOpenBreaker {
    private static final CircuitBreakerPolicy ONE =
            Breakers.policy("1").probes(1).probeSuccesses(1).build();
    private static final CircuitBreakerPolicy ONE_OF_TWO_FAILURES =
            Breakers.policy("2").probes(1).probeSuccesses(1).build();
    private static final CircuitBreakerPolicy TWO =
            Breakers.policy("1").probes(2).probeSuccesses(1).build();
    private static final CircuitBreakerPolicy TWO_SUCCESSES =
            Breakers.policy("1").probes(2).probeSuccesses(2).build();

    private HalfOpenBreaker() {}

    private abstract static class Probed {
        final AtomicInteger told = new AtomicInteger();
        final CircuitBreaker breaker;
        /** Of the closed breaker. */
        final long early;

        final long probe;
        final long otherProbe;

        Probed(CircuitBreakerPolicy policy) {
            breaker = Breakers.closed(policy, told);
            early = breaker.tryAcquire(0);
            while (breaker.state(0) == BreakerState.CLOSED) {
                Breakers.fail(breaker, 0);
            }
            probe = breaker.tryAcquire(RECOVERY);
            otherProbe = policy.probes() > 1 ? breaker.tryAcquire(RECOVERY) : CircuitBreaker.REJECTED;
            told.set(0);
        }

        void look(IL_Result r) {
            r.r1 = told.get();
            r.r2 = breaker.state(RECOVERY);
        }
    }

    @JCStressTest
    @Outcome(id = "1, OPEN", expect = ACCEPTABLE)
    @State
    public static class ALateSuccessDoesNotSaveItFromTheFailedProbe extends Probed {
        public ALateSuccessDoesNotSaveItFromTheFailedProbe() {
            super(ONE);
        }

        @Actor
        public void probe() {
            breaker.onFailure(probe, 0, RECOVERY);
        }

        @Actor
        public void late() {
            breaker.onSuccess(early, 0, RECOVERY);
        }

        @Arbiter
        public void after(IL_Result r) {
            look(r);
        }
    }

    /** Two failures in a row would open it: the late one is none of them. */
    @JCStressTest
    @Outcome(id = "1, CLOSED, CLOSED", expect = ACCEPTABLE)
    @State
    public static class ALateFailureDoesNotCountAgainstTheBreakerThatTheProbeCloses extends Probed {
        public ALateFailureDoesNotCountAgainstTheBreakerThatTheProbeCloses() {
            super(ONE_OF_TWO_FAILURES);
        }

        @Actor
        public void probe() {
            breaker.onSuccess(probe, 0, RECOVERY);
        }

        @Actor
        public void late() {
            breaker.onFailure(early, 0, RECOVERY);
        }

        @Arbiter
        public void after(ILL_Result r) {
            r.r1 = told.get();
            r.r2 = breaker.state(RECOVERY);
            Breakers.fail(breaker, RECOVERY);
            r.r3 = breaker.state(RECOVERY);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, OPEN", "1, CLOSED"},
            expect = ACCEPTABLE)
    @State
    public static class ProbesThatDisagreeMakeOneTransition extends Probed {
        public ProbesThatDisagreeMakeOneTransition() {
            super(TWO);
        }

        @Actor
        public void good() {
            breaker.onSuccess(probe, 0, RECOVERY);
        }

        @Actor
        public void bad() {
            breaker.onFailure(otherProbe, 0, RECOVERY);
        }

        @Arbiter
        public void after(IL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, CLOSED", expect = ACCEPTABLE)
    @State
    public static class TwoGoodProbesCloseItOnce extends Probed {
        public TwoGoodProbesCloseItOnce() {
            super(TWO_SUCCESSES);
        }

        @Actor
        public void first() {
            breaker.onSuccess(probe, 0, RECOVERY);
        }

        @Actor
        public void second() {
            breaker.onSuccess(otherProbe, 0, RECOVERY);
        }

        @Arbiter
        public void after(IL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @Outcome(id = "HALF_OPEN, CLOSED", expect = ACCEPTABLE)
    @State
    public static class AProbeThatIsReportedTwiceCountsOnce extends Probed {
        public AProbeThatIsReportedTwiceCountsOnce() {
            super(TWO_SUCCESSES);
        }

        @Actor
        public void first() {
            breaker.onSuccess(probe, 0, RECOVERY);
        }

        @Actor
        public void second() {
            breaker.onSuccess(probe, 0, RECOVERY);
        }

        @Arbiter
        public void after(LL_Result r) {
            r.r1 = breaker.state(RECOVERY);
            breaker.onSuccess(otherProbe, 0, RECOVERY);
            r.r2 = breaker.state(RECOVERY);
        }
    }

    /** What the next call holds decides what its failure does: that of a probe which is no longer asked does nothing. */
    @JCStressTest
    @Outcome(id = "0, CLOSED", expect = ACCEPTABLE, desc = "turned away")
    @Outcome(id = "1, OPEN", expect = ACCEPTABLE, desc = "a permit of the closed breaker")
    @Outcome(id = "2, CLOSED", expect = ACCEPTABLE, desc = "a probe, freed and taken before the transition")
    @State
    public static class TheNextCallAfterTheProbeHoldsWhatItsFailureSays extends Probed {
        private long next;

        public TheNextCallAfterTheProbeHoldsWhatItsFailureSays() {
            super(ONE);
        }

        @Actor
        public void probe() {
            breaker.onSuccess(probe, 0, RECOVERY);
        }

        @Actor
        public void next(IL_Result r) {
            next = breaker.tryAcquire(RECOVERY);
            r.r1 = next == CircuitBreaker.REJECTED ? 0 : ProbeLeases.isLease(next) ? 2 : 1;
        }

        @Arbiter
        public void after(IL_Result r) {
            breaker.onFailure(next, 0, RECOVERY);
            r.r2 = breaker.state(RECOVERY);
        }
    }
}
