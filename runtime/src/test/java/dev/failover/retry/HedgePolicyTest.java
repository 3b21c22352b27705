package dev.failover.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HedgePolicyTest {
    @Test
    void hasTheDefaultsThatItSays() {
        HedgePolicy policy = HedgePolicy.afterPercentile(95);
        assertThat(policy.delay()).isEqualTo(HedgeDelay.percentile(95));
        assertThat(policy.maxHedges()).isEqualTo(1);
        assertThat(policy.minSamples()).isEqualTo(100);
        assertThat(policy.minDelayNanos()).isEqualTo(1_000_000);
        assertThat(policy.budget().ratio()).isEqualTo(0.05);
        assertThat(policy.budget().floorPerSecond()).isEqualTo(0.1);
        assertThat(policy.budget().window()).isEqualTo(Duration.ofSeconds(10));
        assertThat(policy)
                .hasToString("HedgePolicy{delay=p95, maxHedges=1, minSamples=100, minDelay=PT0.001S, "
                        + "budget=RetryBudgetPolicy{ratio=0.05, floorPerSecond=0.1, window=PT10S}}");
    }

    @Test
    void keepsWhatWasSaid() {
        HedgePolicy policy = HedgePolicy.after(Duration.ofMillis(150))
                .withMaxHedges(5)
                .withMinSamples(1)
                .withMinDelay(Duration.ZERO)
                .withBudget(RetryBudgetPolicy.unlimited());
        assertThat(policy.delay().fixedNanos()).isEqualTo(150_000_000);
        assertThat(policy.delay().isPercentile()).isFalse();
        assertThat(policy.maxHedges()).isEqualTo(5);
        assertThat(policy.minSamples()).isEqualTo(1);
        assertThat(policy.minDelayNanos()).isZero();
        assertThat(policy.budget().isUnlimited()).isTrue();
        assertThat(policy.withDelay(HedgeDelay.percentile(50)).withDelay(policy.delay()))
                .isEqualTo(policy)
                .hasSameHashCodeAs(policy)
                .isNotEqualTo(policy.withMaxHedges(4));
        assertThat(policy).asString().startsWith("HedgePolicy{delay=PT0.15S, maxHedges=5, budget=");
    }

    @Test
    void refusesWhatMeansNothing() {
        HedgePolicy policy = HedgePolicy.afterPercentile(95);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withMaxHedges(0))
                .withMessageContaining("leave the hedge delay out");
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMaxHedges(6));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMinSamples(0));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMinSamples(1_000_001));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMinDelay(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> HedgePolicy.after(Duration.ZERO));
        for (double percent : new double[] {0.95, 49.9, 99.91, 100, -1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HedgePolicy.afterPercentile(percent))
                    .withMessageContaining("allowed is p50 to p99.9");
        }
    }

    @Test
    void readsAPercentile() {
        assertThat(HedgeDelay.parsePercentile("p95")).isEqualTo(HedgeDelay.percentile(95));
        assertThat(HedgeDelay.parsePercentile(" P99.9 "))
                .isEqualTo(HedgeDelay.percentile(99.9))
                .hasToString("p99.9");
        assertThat(HedgeDelay.parsePercentile("p50")).hasToString("p50");
        assertThat(HedgeDelay.parsePercentile("p090.0")).hasToString("p90");
    }

    @Test
    void saysWhatIsWrongWithAPercentile() {
        for (String text :
                new String[] {"", "p", "95", "p95%", "p9x", "p.95", "p95.", "p9.9.5", "p-95", "p1e2", "P1D"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HedgeDelay.parsePercentile(text))
                    .withMessage("\"" + text + "\" is not a percentile; write p and 50 to 99.9, such as p95 or p99.9");
        }
        for (String text : new String[] {"p5", "p100", "p0", "p99.99", "p123456789"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HedgeDelay.parsePercentile(text))
                    .withMessageContaining("allowed is p50 to p99.9");
        }
    }

    @Test
    void tellsAPercentileFromADuration() {
        assertThat(HedgeDelay.isPercentile("p95")).isTrue();
        assertThat(HedgeDelay.isPercentile("P7")).isTrue();
        assertThat(HedgeDelay.isPercentile("P1D")).isFalse();
        assertThat(HedgeDelay.isPercentile("PT0.1S")).isFalse();
        assertThat(HedgeDelay.isPercentile("150ms")).isFalse();
        assertThat(HedgeDelay.isPercentile("")).isFalse();
    }

    /** A budget answers a question and nothing else: the machine cannot take a refusal for a failure of the call. */
    @Test
    void y14_anExhaustedBudgetOnlyRefusesTheNextHedge() {
        RetryBudget hedges = new RetryBudget(HedgePolicy.afterPercentile(95).budget(), () -> 0, 0);
        RetryBudget retries = new RetryBudget(RetryBudgetPolicy.defaults(), () -> 0, 0);
        assertThat(hedges.trySpend(0)).as("the floor: one in 10 s").isTrue();
        for (int i = 0; i < 1_000; i++) {
            assertThat(hedges.trySpend(0)).isFalse();
        }
        assertThat(retries.available(0)).as("retries do not pay for hedges").isEqualTo(30);
        assertThat(hedges.trySpend(11_000_000_000L)).isTrue();
    }
}
