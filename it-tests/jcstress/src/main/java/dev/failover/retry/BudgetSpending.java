package dev.failover.retry;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A retry budget is never overspent, and nothing of it is lost. */
public final class BudgetSpending {
    private static final long SECOND = 1_000_000_000L;
    private static final RetryBudgetPolicy FLOOR_OF_ONE =
            RetryBudgetPolicy.defaults().withRatio(0).withFloorPerSecond(0.1).withWindow(Duration.ofSeconds(10));
    private static final RetryBudgetPolicy ONE_FOR_EACH_CALL =
            FLOOR_OF_ONE.withFloorPerSecond(0).withRatio(1);

    private BudgetSpending() {}

    private static int spend(RetryBudget budget, long now) {
        return budget.trySpend(now) ? 1 : 0;
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0"},
            expect = ACCEPTABLE)
    @State
    public static class TheLastOneIsSpentOnce {
        private final RetryBudget budget = new RetryBudget(FLOOR_OF_ONE, () -> 0, 0);

        @Actor
        public void first(III_Result r) {
            r.r1 = spend(budget, 0);
        }

        @Actor
        public void second(III_Result r) {
            r.r2 = spend(budget, 0);
        }

        @Arbiter
        public void third(III_Result r) {
            r.r3 = spend(budget, 0);
        }
    }

    /** One of them reads the clock before the edge of a bucket, the other one after it. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0"},
            expect = ACCEPTABLE)
    @State
    public static class TheLastOneIsSpentOnceAtTheEdgeOfABucket {
        private final RetryBudget budget = new RetryBudget(FLOOR_OF_ONE, () -> 0, 0);

        @Actor
        public void before(III_Result r) {
            r.r1 = spend(budget, SECOND - 1);
        }

        @Actor
        public void behind(III_Result r) {
            r.r2 = spend(budget, SECOND);
        }

        @Arbiter
        public void third(III_Result r) {
            r.r3 = spend(budget, SECOND);
        }
    }

    /** Spent while the call that pays for it is being counted. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0"},
            expect = ACCEPTABLE)
    @State
    public static class ACallPaysForOneRetry {
        private final AtomicLong calls = new AtomicLong();
        private final RetryBudget budget = new RetryBudget(ONE_FOR_EACH_CALL, calls::get, 0);

        @Actor
        public void call() {
            budget.advance(SECOND);
            calls.incrementAndGet();
        }

        @Actor
        public void retry(III_Result r) {
            r.r1 = spend(budget, SECOND);
        }

        @Arbiter
        public void after(III_Result r) {
            r.r2 = spend(budget, SECOND);
            r.r3 = spend(budget, SECOND);
        }
    }
}
