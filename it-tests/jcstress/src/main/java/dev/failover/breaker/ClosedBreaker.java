package dev.failover.breaker;

import static dev.failover.breaker.Breakers.RECOVERY;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILI_Result;
import org.openjdk.jcstress.infra.results.ILL_Result;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Results that meet at the threshold of a closed breaker. */
public final class ClosedBreaker {
    private static final CircuitBreakerPolicy FIRST = Breakers.policy("1").build();
    private static final CircuitBreakerPolicy TWO_IN_A_ROW =
            Breakers.policy("2").build();
    private static final CircuitBreakerPolicy ALL_OF_TWO =
            Breakers.policy("100%").window(2).minimumCalls(2).build();
    private static final CircuitBreakerPolicy HALF_OF_TWO =
            Breakers.policy("50%").window(2).minimumCalls(2).build();
    private static final CircuitBreakerPolicy ALL_OF_TWO_IN_TIME =
            Breakers.policy("100%").window(Duration.ofMillis(1)).minimumCalls(2).build();

    private ClosedBreaker() {}

    /** The recovery time is that of one of the two failures, which were at 0 and 10. */
    @JCStressTest
    @Outcome(
            id = {"1, OPEN, 0", "1, OPEN, 10"},
            expect = ACCEPTABLE)
    @State
    public static class TwoFailuresWhereOneIsEnoughOpenItOnce {
        private final AtomicInteger told = new AtomicInteger();
        private final CircuitBreaker breaker = Breakers.closed(FIRST, told);
        private final long permit = breaker.tryAcquire(0);

        @Actor
        public void first() {
            breaker.onFailure(permit, 0, 0);
        }

        @Actor
        public void second() {
            breaker.onFailure(permit, 0, 10);
        }

        @Arbiter
        public void after(ILI_Result r) {
            r.r1 = told.get();
            r.r2 = breaker.state(10);
            r.r3 = (int) (breaker.recoveryEndsIn(10) + 10 - RECOVERY);
        }
    }

    private abstract static class Failures {
        private final AtomicInteger told = new AtomicInteger();
        private final CircuitBreaker breaker;
        private final long now;

        Failures(CircuitBreakerPolicy policy, long now) {
            this.breaker = Breakers.closed(policy, told);
            this.now = now;
        }

        void fail() {
            Breakers.fail(breaker, now);
        }

        void look(IL_Result r) {
            r.r1 = told.get();
            r.r2 = breaker.state(now);
        }
    }

    @JCStressTest
    @Outcome(id = "1, OPEN", expect = ACCEPTABLE)
    @State
    public static class TwoFailuresAtTheThresholdOpenItOnce extends Failures {
        public TwoFailuresAtTheThresholdOpenItOnce() {
            super(TWO_IN_A_ROW, 0);
        }

        @Actor
        public void first() {
            fail();
        }

        @Actor
        public void second() {
            fail();
        }

        @Arbiter
        public void after(IL_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, OPEN", expect = ACCEPTABLE)
    @State
    public static class TwoFailuresThatCompleteTheWindowOpenItOnce extends Failures {
        public TwoFailuresThatCompleteTheWindowOpenItOnce() {
            super(ALL_OF_TWO, 0);
        }

        @Actor
        public void first() {
            fail();
        }

        @Actor
        public void second() {
            fail();
        }

        @Arbiter
        public void after(IL_Result r) {
            look(r);
        }
    }

    /** Both are the first ones of a bucket of the window. */
    @JCStressTest
    @Outcome(id = "1, OPEN", expect = ACCEPTABLE)
    @State
    public static class TwoFailuresThatBeginABucketOpenItOnce extends Failures {
        public TwoFailuresThatBeginABucketOpenItOnce() {
            super(ALL_OF_TWO_IN_TIME, 100_000);
        }

        @Actor
        public void first() {
            fail();
        }

        @Actor
        public void second() {
            fail();
        }

        @Arbiter
        public void after(IL_Result r) {
            look(r);
        }
    }

    /** One failure was there. Whoever comes first: the next failure is at least the second in a row, and never lost. */
    @JCStressTest
    @Outcome(id = "OPEN, OPEN", expect = ACCEPTABLE, desc = "the failure came first")
    @Outcome(id = "CLOSED, OPEN", expect = ACCEPTABLE, desc = "the success came first")
    @State
    public static class ASuccessBreaksTheRowBeforeTheLastFailureOrComesTooLate {
        private final CircuitBreaker breaker = Breakers.closed(TWO_IN_A_ROW, new AtomicInteger());
        private final long permit = breaker.tryAcquire(0);

        public ASuccessBreaksTheRowBeforeTheLastFailureOrComesTooLate() {
            Breakers.fail(breaker, 0);
        }

        @Actor
        public void failure() {
            breaker.onFailure(permit, 0, 0);
        }

        @Actor
        public void success() {
            breaker.onSuccess(permit, 0, 0);
        }

        @Arbiter
        public void after(LL_Result r) {
            r.r1 = breaker.state(0);
            Breakers.fail(breaker, 0);
            r.r2 = breaker.state(0);
        }
    }

    @JCStressTest
    @Outcome(id = "1, OPEN, NaN", expect = ACCEPTABLE, desc = "the failure saw both results")
    @Outcome(id = "0, CLOSED, 0.5", expect = ACCEPTABLE, desc = "the success was last, and never opens it")
    @State
    public static class AFailureAndASuccessAreBothInTheWindow {
        private final AtomicInteger told = new AtomicInteger();
        private final CircuitBreaker breaker = Breakers.closed(HALF_OF_TWO, told);

        @Actor
        public void failure() {
            Breakers.fail(breaker, 0);
        }

        @Actor
        public void success() {
            Breakers.succeed(breaker, 0);
        }

        @Arbiter
        public void after(ILL_Result r) {
            r.r1 = told.get();
            r.r2 = breaker.state(0);
            r.r3 = breaker.failureRate(0);
        }
    }
}
