package dev.failover.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong calls = new AtomicLong();

    @Test
    void spendsAShareOfTheCallsAndTheFloor() {
        RetryBudget budget = budget(RetryBudgetPolicy.defaults());
        assertThat(spendAll(budget, 0)).as("3 per second for 10 s").isEqualTo(30);
        calls.addAndGet(100);
        assertThat(budget.available(0)).isEqualTo(20);
        assertThat(spendAll(budget, 0)).isEqualTo(20);
        assertThat(budget.available(0)).isZero();
    }

    @Test
    void nothingGivesBackWhatIsSpentButTime() {
        RetryBudget budget = budget(RetryBudgetPolicy.defaults());
        spendAll(budget, SECOND / 2);
        assertThat(budget.trySpend(10 * SECOND)).isFalse();
        assertThat(budget.trySpend(11 * SECOND - 1))
                .as("the window and the rest of its first tenth")
                .isFalse();
        assertThat(spendAll(budget, 11 * SECOND)).isEqualTo(30);
    }

    @Test
    void callsThatLieBackTooFarNoLongerCount() {
        RetryBudget budget = budget(RetryBudgetPolicy.defaults().withFloorPerSecond(0));
        budget.advance(0);
        calls.addAndGet(1_000);
        assertThat(budget.available(10 * SECOND)).isEqualTo(200);
        assertThat(budget.available(11 * SECOND)).isZero();
        assertThat(budget.trySpend(11 * SECOND)).isFalse();
    }

    @Test
    void callsBeforeItBeganDoNotCount() {
        calls.set(1_000_000);
        assertThat(spendAll(budget(RetryBudgetPolicy.defaults()), 0)).isEqualTo(30);
    }

    @Test
    void aRefusalCostsNothing() {
        RetryBudget budget = budget(RetryBudgetPolicy.defaults());
        spendAll(budget, 0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(budget.trySpend(0)).isFalse();
        }
        calls.addAndGet(5);
        assertThat(spendAll(budget, 0)).isEqualTo(1);
    }

    @Test
    void aShareThatADoubleCannotHoldIsExactAllTheSame() {
        for (int percent = 0; percent <= 100; percent++) {
            RetryBudget budget = budget(
                    RetryBudgetPolicy.defaults().withRatio(percent / 100.0).withFloorPerSecond(0));
            calls.addAndGet(100);
            assertThat(spendAll(budget, 0)).isEqualTo(percent);
        }
    }

    @Test
    void aFloorMayBeLessThanOnePerSecond() {
        assertThat(spendAll(budget(RetryBudgetPolicy.defaults().withRatio(0).withFloorPerSecond(0.1)), 0))
                .isEqualTo(1);
        assertThat(spendAll(budget(RetryBudgetPolicy.defaults().withRatio(0).withFloorPerSecond(0)), 0))
                .isZero();
    }

    @Test
    void whatIsSpentWhileAnotherThreadMovesTheWindowIsSpent() {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        AtomicLong spent = new AtomicLong();
        RetryBudget budget = new RetryBudget(
                RetryBudgetPolicy.defaults(),
                () -> {
                    meanwhile.getAndSet(() -> {}).run();
                    return 0;
                },
                0);
        meanwhile.set(() -> spent.addAndGet(spendAll(budget, 60 * SECOND)));
        budget.advance(60 * SECOND);
        assertThat(spent).hasValue(30);
        assertThat(spendAll(budget, 60 * SECOND)).isZero();
    }

    @Test
    void withoutABoundItAlwaysSaysYes() {
        RetryBudget budget = budget(RetryBudgetPolicy.unlimited());
        for (int i = 0; i < 10_000; i++) {
            budget.advance(i);
            assertThat(budget.trySpend(i)).isTrue();
        }
        assertThat(budget.available(0)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void thePolicyRefusesWhatMeansNothing() {
        RetryBudgetPolicy policy = RetryBudgetPolicy.defaults();
        for (double share : new double[] {-0.01, 1.01, 20, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> policy.withRatio(share))
                    .withMessageContaining("such as 0.2 for 20%");
        }
        for (double floor : new double[] {-1, 1_000_001, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> policy.withFloorPerSecond(floor))
                    .withMessageContaining("allowed is 0 to 1000000");
        }
        for (Duration window : new Duration[] {Duration.ofMillis(999), Duration.ofMinutes(61), Duration.ofNanos(-1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> policy.withWindow(window))
                    .withMessageContaining("budget window");
        }
        assertThat(policy.withRatio(1).withRatio(0.2)).isEqualTo(policy).hasSameHashCodeAs(policy);
        assertThat(policy.withRatio(0.1).withFloorPerSecond(1_000_000).withWindow(Duration.ofHours(1)))
                .hasToString("RetryBudgetPolicy{ratio=0.1, floorPerSecond=1000000.0, window=PT1H}");
    }

    @Test
    void whoSaysABoundMeansABound() {
        RetryBudgetPolicy policy = RetryBudgetPolicy.unlimited();
        assertThat(policy).isNotEqualTo(RetryBudgetPolicy.defaults()).asString().contains("unlimited");
        assertThat(policy.withRatio(0.2)).isEqualTo(RetryBudgetPolicy.defaults());
        assertThat(policy.withFloorPerSecond(3)).isEqualTo(RetryBudgetPolicy.defaults());
        assertThat(policy.withWindow(Duration.ofSeconds(10))).isEqualTo(RetryBudgetPolicy.defaults());
    }

    private RetryBudget budget(RetryBudgetPolicy policy) {
        return new RetryBudget(policy, calls::get, 0);
    }

    private static int spendAll(RetryBudget budget, long now) {
        int spent = 0;
        while (budget.trySpend(now)) {
            spent++;
        }
        return spent;
    }
}
