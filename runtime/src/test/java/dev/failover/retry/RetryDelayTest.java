package dev.failover.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.failover.Seeds;
import dev.failover.time.Durations;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryDelayTest {
    @Test
    void theWaitDoublesUpToItsCap() {
        RetryPolicy policy = policy(100_000_000, 350_000_000, 2, 0);
        assertThat(policy.delayNanos(1, 0.5)).isEqualTo(100_000_000);
        assertThat(policy.delayNanos(2, 0.5)).isEqualTo(200_000_000);
        assertThat(policy.delayNanos(3, 0.5)).isEqualTo(350_000_000);
        assertThat(policy.delayNanos(1_000_000, 0.5)).isEqualTo(350_000_000);
    }

    @Test
    void noBaseDelayMeansNone() {
        RetryPolicy policy = RetryPolicy.builder().baseDelay(Duration.ZERO).build();
        assertThat(policy.delayNanos(1, 0.9)).isZero();
        assertThat(policy.delayNanos(Integer.MAX_VALUE, 0.9)).isZero();
    }

    /** Cap after jitter leaves no jitter at the cap, jitter after the cap exceeds it: here neither happens. */
    @Test
    void y4_theJitterNeitherExceedsTheCapNorVanishesAtIt() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            double jitter = 0.001 + 0.999 * random.nextDouble();
            long base = 1_000_000 + random.nextLong(1L << (1 + random.nextInt(50)));
            long max = base + random.nextLong(1L << (1 + random.nextInt(50)));
            RetryPolicy policy = policy(base, max, 1.1 + 98 * random.nextDouble(), i % 10 == 0 ? 1 : jitter);
            int saturated = 1_000 + random.nextInt(Integer.MAX_VALUE - 1_000);
            Set<Long> delays = new HashSet<>();
            for (int draw = 0; draw < 200; draw++) {
                long delay = policy.delayNanos(saturated, random.nextDouble());
                assertThat(delay).as("seed %d, round %d: %s", seed, i, policy).isBetween(0L, max);
                delays.add(delay);
            }
            assertThat(delays).as("seed %d, round %d: %s", seed, i, policy).hasSizeGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void y4_theMeanIsInTheMiddleOfTheJitterBelowTheCapAndAtIt() {
        SplittableRandom random = new SplittableRandom(4);
        for (double jitter : new double[] {0.1, 0.5, 1}) {
            RetryPolicy policy = policy(1_000_000, 50_000_000, 3, jitter);
            for (int retry : new int[] {1, 2, 3, 4, 100}) {
                double sum = 0;
                int draws = 20_000;
                for (int draw = 0; draw < draws; draw++) {
                    sum += policy.delayNanos(retry, random.nextDouble());
                }
                double full = Math.min(50_000_000, 1_000_000 * Math.pow(3, retry - 1));
                assertThat(sum / draws / full).isCloseTo(1 - jitter / 2, within(0.01));
            }
        }
    }

    @Test
    void y5_theWaitIsNeverNegativeNorAboveTheCapNorOutsideItsJitter() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            long base = random.nextLong(1L << (1 + random.nextInt(61)));
            long max = random.nextLong(1L << (1 + random.nextInt(61)));
            double jitter = random.nextInt(4) == 0 ? 1 : random.nextDouble();
            RetryPolicy policy = policy(base, max, 1 + 99 * random.nextDouble(), jitter);
            int retry = 1 + random.nextInt(random.nextBoolean() ? 10 : Integer.MAX_VALUE);
            double drawn = new double[] {0, Math.nextDown(1.0), random.nextDouble()}[random.nextInt(3)];
            long delay = policy.delayNanos(retry, drawn);
            long cap = Math.min(Durations.LONGEST_NANOS, Math.max(base, max));
            assertThat(delay)
                    .as("seed %d, round %d: %s, retry %d, %s", seed, i, policy, retry, drawn)
                    .isBetween(base == 0 ? 0L : 1L, base == 0 ? 0L : cap);
            if (base > 0) {
                assertThat((double) delay)
                        .as("seed %d, round %d: %s, retry %d, %s", seed, i, policy, retry, drawn)
                        .isGreaterThanOrEqualTo(
                                Math.min(base, Durations.LONGEST_NANOS) * (1 - jitter) * 0.999_999_999 - 1);
            }
        }
    }

    /** The obvious way, in decimals: multiplied retry by retry, and cut at the cap. */
    @Test
    void behavesLikeItsNaiveTwin() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            long base = random.nextInt(20) == 0 ? 0 : random.nextLong(1L << (1 + random.nextInt(61)));
            long max = random.nextLong(1L << (1 + random.nextInt(61)));
            double multiplier = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1 + 99 * random.nextDouble();
            double jitter = new double[] {0, 1, random.nextDouble()}[random.nextInt(3)];
            RetryPolicy policy = policy(base, max, multiplier, jitter);
            BigDecimal cap = BigDecimal.valueOf(Math.min(Durations.LONGEST_NANOS, Math.max(base, max)));
            BigDecimal full = BigDecimal.valueOf(base).min(cap);
            for (int retry = 1; retry <= 10; retry++) {
                for (int draw = 0; draw < 5; draw++) {
                    double drawn = new double[] {0, Math.nextDown(1.0), random.nextDouble()}[random.nextInt(3)];
                    BigDecimal share = BigDecimal.ONE.subtract(new BigDecimal(jitter).multiply(new BigDecimal(drawn)));
                    BigDecimal expected = full.multiply(share).max(base == 0 ? BigDecimal.ZERO : BigDecimal.ONE);
                    // Half a nanosecond for rounding, and what a double cannot tell apart.
                    double slack = 0.5 + full.doubleValue() * 1e-14;
                    double off = BigDecimal.valueOf(policy.delayNanos(retry, drawn))
                            .subtract(expected)
                            .abs()
                            .doubleValue();
                    if (off > slack) {
                        assertThat(BigDecimal.valueOf(policy.delayNanos(retry, drawn)))
                                .as("seed %d, round %d: %s, retry %d, %s", seed, i, policy, retry, drawn)
                                .isCloseTo(expected, within(BigDecimal.valueOf(slack)));
                    }
                }
                full = full.multiply(new BigDecimal(multiplier), MathContext.DECIMAL64)
                        .min(cap);
            }
        }
    }

    @Test
    void y6_aDelayBelowAMillisecondIsExactAndNeverBecomesNone() {
        for (long nanos = 1; nanos < 1_000_000; nanos = nanos * 7 / 5 + 1) {
            assertThat(policy(nanos, nanos, 1, 0).delayNanos(1, 0.5)).isEqualTo(nanos);
            assertThat(policy(nanos, 2 * nanos, 2, 0).delayNanos(2, 0.5)).isEqualTo(2 * nanos);
            assertThat(policy(nanos, nanos, 2, 1).delayNanos(1, Math.nextDown(1.0)))
                    .isPositive();
        }
        assertThat(policy(1_000, 1_000_000, 1.1, 0).delayNanos(3, 0)).isEqualTo(1_210);
    }

    private static RetryPolicy policy(long base, long max, double multiplier, double jitter) {
        return RetryPolicy.builder()
                .baseDelay(Duration.ofNanos(base))
                .maxDelay(Duration.ofNanos(max))
                .multiplier(multiplier)
                .jitter(jitter)
                .build();
    }
}
