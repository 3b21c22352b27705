package dev.failover.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failover.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Several rates at once, and permits that count for more than one. */
class SeveralBandwidthsTest {
    private static final long MS = 1_000_000;

    @Test
    void aCallNeedsAPermitOfEach() {
        RateLimiter limiter = limiter("100/s burst 2, 10/s burst 3");
        assertThat(limiter.reserve(0, 0)).isZero();
        assertThat(limiter.reserve(0, 0)).isZero();
        assertThat(limiter.reserve(0, 0)).as("the faster one is used up").isEqualTo(-10 * MS);
        assertThat(limiter.reserve(10 * MS, 0)).isZero();
        assertThat(limiter.reserve(20 * MS, 0)).as("now the slower one is").isEqualTo(-80 * MS);
        assertThat(limiter.reserve(100 * MS, 0)).isZero();
        assertThat(limiter.reserve(100 * MS, 0)).isEqualTo(-100 * MS);
    }

    @Test
    void l9_whatOneRefusesIsTakenFromNone() {
        RateLimiter limiter = limiter("100/s burst 5, 1/h burst 6");
        for (int i = 0; i < 5; i++) {
            limiter.reserve(0, 0);
        }
        assertThat(limiter.reserve(1_000 * MS, 0)).isZero();
        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter.reserve(1_000 * MS, 0)).isNegative();
        }
        limiter.reconfigure(RateLimiterPolicy.of("100/s burst 5"), 1_000 * MS);
        assertThat(limiter.availablePermits(1_000 * MS)).isEqualTo(4);
    }

    @Test
    void theWaitIsTheLongestOfAll() {
        RateLimiter limiter = limiter("100/s burst 1, 10/s burst 2");
        assertThat(limiter.reserve(0, 0)).isZero();
        assertThat(limiter.reserve(0, 100 * MS)).isEqualTo(10 * MS);
        assertThat(limiter.reserve(0, 99 * MS)).isEqualTo(-100 * MS);
        assertThat(limiter.reserve(0, 100 * MS)).isEqualTo(100 * MS);
        assertThat(limiter.reserve(0, 300 * MS)).isEqualTo(200 * MS);
    }

    @Test
    void whatIsGivenBackIsGivenBackToEach() {
        RateLimiter limiter = limiter("100/s burst 4, 600/m burst 4");
        assertThat(limiter.reserve(0, 4, 0)).isZero();
        limiter.giveBack(3, 0, 0);
        assertThat(limiter.availablePermits(0)).isEqualTo(3);
        assertThat(limiter.reserve(0, 3, 0)).isZero();
        // A tenth of the slower one's permit is refilled after 10 ms, so nine tenths come back: one whole permit is
        // there.
        limiter.giveBack(1, 10 * MS, 10 * MS);
        assertThat(limiter.reserve(10 * MS, 0)).isZero();
        assertThat(limiter.reserve(10 * MS, 0)).isEqualTo(-100 * MS);
    }

    @Test
    void aHeavyPermitWaitsUntilAllOfItIsThere() {
        RateLimiter limiter = limiter("100/s burst 10");
        assertThat(limiter.reserve(0, 7, 0)).isZero();
        assertThat(limiter.reserve(0, 4, 0)).isEqualTo(-10 * MS);
        assertThat(limiter.reserve(0, 3, 0)).isZero();
        assertThat(limiter.reserve(0, 10, 100 * MS)).isEqualTo(100 * MS);
        assertThat(limiter.reserve(0, 1, 200 * MS))
                .as("first come, first served")
                .isEqualTo(110 * MS);
    }

    /** Pitfall L11: an estimate of when, where there is no when. */
    @Test
    void l11_moreThanABurstIsNeverToBeHad() {
        RateLimiter limiter = limiter("100/s burst 10, 5000/h burst 8");
        assertThat(limiter.reserve(0, 9, Long.MAX_VALUE))
                .isEqualTo(RateLimiter.NEVER)
                .isNegative();
        assertThat(limiter.reserve(0, Integer.MAX_VALUE, 0)).isEqualTo(RateLimiter.NEVER);
        assertThat(limiter.reserve(0, 8, 0)).isZero();
        assertThat(limiter("1/s").reserve(0, 2, 0)).isEqualTo(RateLimiter.NEVER);
        assertThatIllegalArgumentException().isThrownBy(() -> limiter.reserve(0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> limiter.giveBack(0, 0, 0));
    }

    /** A refusal says when; one nanosecond before it is refused again, and then it is there. */
    @Test
    void l11_theRetryAfterIsExact() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            RateLimiter limiter = limiter("1000000/s burst 9, 300000/s burst 20, 70000/s burst 60");
            long now = 0;
            for (int i = 0; i < 60; i++) {
                now += random.nextInt(4_000);
                int weight = 1 + random.nextInt(9);
                long wait = limiter.reserve(now, weight, random.nextBoolean() ? 0 : random.nextInt(20_000));
                if (wait < 0) {
                    assertThat(limiter.reserve(now - wait - 1, weight, 0))
                            .as("seed %d", seed)
                            .isEqualTo(-1);
                    assertThat(limiter.reserve(now - wait, weight, 0))
                            .as("seed %d", seed)
                            .isZero();
                    now -= wait;
                }
            }
        }
    }

    /** Pitfall L8, with waits and weights: what starts within any period is at most the rate and one burst, for each rate. */
    @Test
    void l8_anySlidingPeriodAdmitsAtMostTheLimitAndABurst() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            List<Long> intervals = new ArrayList<>();
            List<Integer> bursts = new ArrayList<>();
            RateLimiterPolicy policy = RateLimiterPolicy.fromServer().fromServer(false);
            for (int i = random.nextInt(3); i >= 0; i--) {
                long interval = 1 + random.nextInt(1_000);
                int burst = 3 + random.nextInt(60);
                try {
                    policy = policy.and(Rate.of(1, Duration.ofNanos(interval)), burst);
                } catch (IllegalArgumentException oneNeverMatters) {
                    continue;
                }
                intervals.add(interval);
                bursts.add(burst);
            }
            RateLimiter limiter = new RateLimiter(policy, 0);
            List<long[]> starts = new ArrayList<>();
            long now = 0;
            for (int step = 0; step < 600; step++) {
                now += random.nextInt(3) == 0 ? random.nextInt(random.nextInt(20) == 0 ? 40_000 : 900) : 0;
                int weight = 1 + random.nextInt(3);
                long wait = limiter.reserve(now, weight, random.nextBoolean() ? 0 : random.nextInt(30_000));
                if (wait < 0) {
                    continue;
                }
                long[] start = {now + wait, weight};
                assertThat(starts.isEmpty() || starts.get(starts.size() - 1)[0] <= start[0])
                        .as("in the order in which they came; seed %d", seed)
                        .isTrue();
                starts.add(start);
                for (int rate = 0; rate < bursts.size(); rate++) {
                    long weights = 0;
                    for (int i = starts.size() - 1; i >= 0 && i > starts.size() - 200; i--) {
                        weights += starts.get(i)[1];
                        long limit = bursts.get(rate) + (start[0] - starts.get(i)[0]) / intervals.get(rate);
                        if (weights > limit) {
                            throw new AssertionError("seed " + seed + ", round " + round + ", step " + step + ": "
                                    + weights + " of " + limit + " in " + (start[0] - starts.get(i)[0]) + " ns by "
                                    + policy);
                        }
                    }
                }
            }
        }
    }

    private static RateLimiter limiter(String rates) {
        return new RateLimiter(RateLimiterPolicy.of(rates), 0);
    }
}
