package dev.failover.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RateLimiterTwinTest {
    private static final int POLICIES = 400;
    private static final int STEPS = 3_000;

    @Test
    void behavesLikeItsNaiveTwin() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int policy = 0; policy < POLICIES; policy++) {
            compare(random.split(), "seed " + seed + ", policy " + policy);
        }
    }

    private static void compare(SplittableRandom random, String where) {
        long interval = 1 + random.nextInt(1000);
        int burst = 1 + random.nextInt(20);
        long origin = random.nextInt(3) == 0 ? Long.MAX_VALUE - random.nextInt(100_000) : random.nextLong();
        RateLimiterPolicy policy =
                RateLimiterPolicy.of(Rate.of(1, Duration.ofNanos(interval))).withBurst(burst);
        RateLimiter limiter = new RateLimiter(policy, origin);
        NaiveLimiter twin = new NaiveLimiter(interval, burst);
        long elapsed = 0;
        Deque<Long> begun = new ArrayDeque<>();
        for (int i = 0; i < STEPS; i++) {
            elapsed += random.nextInt(4) == 0 ? random.nextInt(random.nextInt(20) == 0 ? 100_000 : 700) : 0;
            long maxWait = random.nextBoolean() ? 0 : random.nextInt(5000);
            long expected = twin.reserve(elapsed, maxWait);
            long wait = limiter.reserve(origin + elapsed, maxWait);
            assertThat(wait).as("%s, step %d", where, i).isEqualTo(expected);
            if (wait > 0 && random.nextInt(4) == 0) {
                limiter.giveBack(-wait);
                twin.giveBack();
            } else if (wait >= 0) {
                begun.addLast(elapsed + wait);
                // In no stretch of time do more calls begin than a burst and what is refilled meanwhile.
                if (begun.size() > burst + 1) {
                    begun.removeFirst();
                }
                if (begun.size() == burst + 1) {
                    assertThat(begun.peekLast() - begun.peekFirst())
                            .as("%s, step %d", where, i)
                            .isGreaterThanOrEqualTo(interval);
                }
            }
        }
    }
}
