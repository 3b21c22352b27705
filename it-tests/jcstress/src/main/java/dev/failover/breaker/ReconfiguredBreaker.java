package dev.failover.breaker;

import static dev.failover.breaker.Breakers.RECOVERY;
import static dev.failover.breaker.Breakers.passes;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Another policy while calls come and go: state and history stay. */
public final class ReconfiguredBreaker {
    private static final CircuitBreakerPolicy ONE_PROBE =
            Breakers.policy("1").probes(1).probeSuccesses(100).build();
    private static final CircuitBreakerPolicy TWO_PROBES =
            ONE_PROBE.toBuilder().probes(2).build();
    private static final CircuitBreakerPolicy SLOWER =
            ONE_PROBE.toBuilder().recoveryTime(Duration.ofSeconds(1)).build();
    private static final CircuitBreakerPolicy THREE_IN_A_ROW =
            Breakers.policy("3").build();
    private static final CircuitBreakerPolicy TWO_IN_A_ROW =
            Breakers.policy("2").build();
    private static final CircuitBreakerPolicy WINDOW =
            Breakers.policy("100%").window(4).minimumCalls(1).build();
    private static final CircuitBreakerPolicy LARGER_WINDOW =
            WINDOW.toBuilder().window(8).build();

    private ReconfiguredBreaker() {}

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @State
    public static class OneMorePlaceForProbesIsTakenOnce {
        private final CircuitBreaker breaker = Breakers.opened(ONE_PROBE, new AtomicInteger());

        public OneMorePlaceForProbesIsTakenOnce() {
            breaker.tryAcquire(RECOVERY);
        }

        @Actor
        public void reconfigure() {
            breaker.reconfigure(TWO_PROBES);
        }

        @Actor
        public void call(II_Result r) {
            r.r1 = passes(breaker, RECOVERY);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = passes(breaker, RECOVERY);
        }
    }

    @JCStressTest
    @Outcome(id = "0, HALF_OPEN", expect = ACCEPTABLE)
    @State
    public static class ABreakerThatIsOpenStaysOpenAsLongAsItWas {
        private final CircuitBreaker breaker = Breakers.opened(ONE_PROBE, new AtomicInteger());

        @Actor
        public void reconfigure() {
            breaker.reconfigure(SLOWER);
        }

        @Actor
        public void call(IL_Result r) {
            r.r1 = passes(breaker, RECOVERY - 1);
        }

        @Arbiter
        public void after(IL_Result r) {
            r.r2 = breaker.state(RECOVERY);
        }
    }

    @JCStressTest
    @Outcome(id = "OPEN, OPEN", expect = ACCEPTABLE, desc = "judged by the new threshold")
    @Outcome(id = "CLOSED, OPEN", expect = ACCEPTABLE, desc = "judged by the old one")
    @State
    public static class FailuresInARowAreKept {
        private final CircuitBreaker breaker = Breakers.closed(THREE_IN_A_ROW, new AtomicInteger());

        public FailuresInARowAreKept() {
            Breakers.fail(breaker, 0);
        }

        @Actor
        public void reconfigure() {
            breaker.reconfigure(TWO_IN_A_ROW);
        }

        @Actor
        public void failure() {
            Breakers.fail(breaker, 0);
        }

        @Arbiter
        public void after(LL_Result r) {
            r.r1 = breaker.state(0);
            Breakers.fail(breaker, 0);
            r.r2 = breaker.state(0);
        }
    }

    @JCStressTest
    @Outcome(id = "0.5", expect = ACCEPTABLE)
    @Outcome(
            id = "0.0",
            expect = ACCEPTABLE_INTERESTING,
            desc = "the failure of this very moment is missing, as documented")
    @State
    public static class ResultsInTheWindowAreKept {
        private final CircuitBreaker breaker = Breakers.closed(WINDOW, new AtomicInteger());

        public ResultsInTheWindowAreKept() {
            Breakers.succeed(breaker, 0);
        }

        @Actor
        public void reconfigure() {
            breaker.reconfigure(LARGER_WINDOW);
        }

        @Actor
        public void failure() {
            Breakers.fail(breaker, 0);
        }

        @Arbiter
        public void after(L_Result r) {
            r.r1 = breaker.failureRate(0);
        }
    }
}
