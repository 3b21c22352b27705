package dev.failover.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.failover.Seeds;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryBudgetTwinTest {
    private static final int POLICIES = 400;
    private static final int STEPS = 3_000;
    private static final long YEARS = 200L * 365 * 24 * 3600 * 1_000_000_000L;

    @Test
    void behavesLikeItsNaiveTwin() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int policy = 0; policy < POLICIES; policy++) {
            compare(random.split(), "seed " + seed + ", policy " + policy);
        }
    }

    private static void compare(SplittableRandom random, String where) {
        int permille = random.nextInt(4) == 0 ? 1_000 * random.nextInt(2) : random.nextInt(1_001);
        int floor = random.nextInt(3) == 0 ? 0 : random.nextInt(5_000);
        int seconds = 1 + random.nextInt(random.nextBoolean() ? 20 : 3_600);
        long window = seconds * 1_000_000_000L;
        RetryBudgetPolicy policy = RetryBudgetPolicy.defaults()
                .withRatio(permille / 1_000.0)
                .withFloorPerSecond(floor / 1_000.0)
                .withWindow(Duration.ofSeconds(seconds));
        long origin = random.nextInt(3) == 0 ? Long.MAX_VALUE - random.nextLong(20 * window) : random.nextLong();
        AtomicLong calls = new AtomicLong(random.nextInt(1_000));
        RetryBudget budget = new RetryBudget(policy, calls::get, origin);
        NaiveBudget twin = new NaiveBudget(permille, floor, seconds);
        boolean idleForCenturies = random.nextInt(4) == 0;
        long elapsed = 0;
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(4) == 0) {
                elapsed += random.nextLong(random.nextInt(50) == 0 ? 3 * window : window / 20);
            }
            if (idleForCenturies && step == STEPS / 2) {
                elapsed += YEARS;
            }
            long now = origin + elapsed;
            if (random.nextInt(3) > 0) {
                budget.advance(now);
                calls.incrementAndGet();
                twin.call(elapsed);
            } else {
                boolean spent = budget.trySpend(now);
                assertThat(spent).as("%s, step %d", where, step).isEqualTo(twin.spend(elapsed));
                // What the twin cannot have misunderstood as well: with it, there are no more in the window than
                // allowed.
                assertThat(spent ? 1_000L * twin.spentSince(elapsed - window) : 0)
                        .as("%s, step %d", where, step)
                        .isLessThanOrEqualTo((long) permille * twin.callsKept() + (long) floor * seconds);
            }
            if (step % 16 == 0) {
                assertThat(budget.available(now))
                        .as("%s, step %d", where, step)
                        .isCloseTo(twin.thousandthsLeft(elapsed) / 1_000.0, within(1e-6));
            }
        }
    }
}
