package dev.failover.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failover.time.Durations;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    @Test
    void theWaitDoublesUpToItsCap() {
        RetryPolicy policy = RetryPolicy.builder()
                .baseDelay(Duration.ofMillis(100))
                .maxDelay(Duration.ofMillis(350))
                .jitter(0)
                .build();
        assertThat(policy.delayNanos(1, 0.5)).isEqualTo(100_000_000);
        assertThat(policy.delayNanos(2, 0.5)).isEqualTo(200_000_000);
        assertThat(policy.delayNanos(3, 0.5)).isEqualTo(350_000_000);
        assertThat(policy.delayNanos(1_000_000, 0.5)).isEqualTo(350_000_000);
    }

    @Test
    void theWaitIsNeverNegativeNorAboveTheCapNorOutsideItsJitter() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            long base = random.nextLong(1L << (1 + random.nextInt(61)));
            long max = random.nextLong(1L << (1 + random.nextInt(61)));
            double jitter = random.nextInt(4) == 0 ? 1 : random.nextDouble();
            RetryPolicy policy = RetryPolicy.builder()
                    .baseDelay(Duration.ofNanos(base))
                    .maxDelay(Duration.ofNanos(max))
                    .multiplier(1 + 99 * random.nextDouble())
                    .jitter(jitter)
                    .build();
            int retry = 1 + random.nextInt(random.nextBoolean() ? 10 : Integer.MAX_VALUE);
            double drawn = new double[] {0, Math.nextDown(1.0), random.nextDouble()}[random.nextInt(3)];
            long delay = policy.delayNanos(retry, drawn);
            long cap = Math.min(Durations.LONGEST_NANOS, Math.max(base, max));
            assertThat(delay)
                    .as("seed %d, round %d: %s, retry %d, %s", seed, i, policy, retry, drawn)
                    .isBetween(0L, cap);
            if (base > 0) {
                assertThat((double) delay)
                        .as("seed %d, round %d: %s, retry %d, %s", seed, i, policy, retry, drawn)
                        .isGreaterThanOrEqualTo(
                                Math.min(base, Durations.LONGEST_NANOS) * (1 - jitter) * 0.999_999_999 - 1);
            }
        }
    }

    @Test
    void thereIsJitterAtTheCapToo() {
        RetryPolicy policy = RetryPolicy.defaults();
        SplittableRandom random = new SplittableRandom(1);
        Set<Long> delays = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            delays.add(policy.delayNanos(50, random.nextDouble()));
        }
        assertThat(delays).hasSizeGreaterThan(90);
        assertThat(delays).allMatch(delay -> delay > 1_000_000_000L && delay <= 2_000_000_000L);
    }

    @Test
    void noBaseDelayMeansNone() {
        RetryPolicy policy = RetryPolicy.builder().baseDelay(Duration.ZERO).build();
        assertThat(policy.delayNanos(1, 0.9)).isZero();
        assertThat(policy.delayNanos(Integer.MAX_VALUE, 0.9)).isZero();
    }

    @Test
    void belowTheBaseDelayTheCapIsTheBaseDelay() {
        RetryPolicy policy = RetryPolicy.builder()
                .baseDelay(Duration.ofSeconds(5))
                .maxDelay(Duration.ofSeconds(1))
                .build();
        assertThat(policy.maxDelay()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void refusesWhatMeansNothing() {
        RetryPolicy.Builder builder = RetryPolicy.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxAttempts(0))
                .withMessageContaining("it counts the first one");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.multiplier(0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.multiplier(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.jitter(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.jitter(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.baseDelay(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.retryOnStatus(200));
        assertThat(builder.build()).isEqualTo(RetryPolicy.defaults());
    }

    @Test
    void theStatusesAreThoseThatWereGiven() {
        int[] statuses = {429, 503};
        RetryPolicy policy = RetryPolicy.builder().retryOnStatus(statuses).build();
        statuses[0] = 500;
        assertThat(policy.retriesStatus(429)).isTrue();
        assertThat(policy.retriesStatus(500)).isFalse();
        assertThat(policy.retriesStatus(502)).isFalse();
        assertThat(policy.toBuilder().build()).isEqualTo(policy);
    }
}
