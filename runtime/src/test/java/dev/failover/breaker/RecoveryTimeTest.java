package dev.failover.breaker;

import static dev.failover.breaker.TestBreaker.nanos;
import static dev.failover.breaker.TestBreaker.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How the recovery time grows and shrinks. */
class RecoveryTimeTest {
    private static final long BASE = 1_000;

    private static CircuitBreakerPolicy.Builder growing() {
        return policy("1").recoveryTime(nanos(BASE)).recoveryMultiplier(2).maxRecoveryTime(nanos(5_000));
    }

    private static long endsIn(TestBreaker test) {
        return test.breaker.recoveryEndsIn(test.now);
    }

    private static TestBreaker afterFailedProbes(CircuitBreakerPolicy.Builder policy, int probes) {
        TestBreaker test = TestBreaker.opened(policy);
        for (int i = 0; i < probes; i++) {
            test.now += endsIn(test);
            test.fail(1);
        }
        return test;
    }

    @Test
    void growsWithEachFailedProbeUpToItsCap() {
        long[] expected = {1_000, 2_000, 4_000, 5_000, 5_000, 5_000};
        for (int probes = 0; probes < expected.length; probes++) {
            assertThat(endsIn(afterFailedProbes(growing(), probes))).isEqualTo(expected[probes]);
        }
    }

    @Test
    void reopeningSoonKeepsIt() {
        TestBreaker test = afterFailedProbes(growing(), 2);
        test.now += endsIn(test);
        test.succeed(1);
        test.now += BASE - 1;
        test.fail(1);
        assertThat(endsIn(test)).isEqualTo(4_000);
    }

    @Test
    void eachRecoveryTimeOfBeingClosedTakesOneStepAway() {
        long[] expected = {5_000, 4_000, 2_000, 1_000, 1_000};
        for (int periods = 0; periods < expected.length; periods++) {
            TestBreaker test = afterFailedProbes(growing(), 40);
            test.now += endsIn(test);
            test.succeed(1);
            test.now += periods * BASE;
            test.fail(1);
            assertThat(endsIn(test)).as("after %d", periods).isEqualTo(expected[periods]);
        }
    }

    @Test
    void longIdlenessTakesAllOfItAwayAlsoWhenTheClockHasComeRound() {
        TestBreaker test = afterFailedProbes(growing(), 3);
        test.now += endsIn(test);
        test.succeed(1);
        test.now += Long.MAX_VALUE;
        test.now += 77;
        test.fail(1);
        assertThat(endsIn(test)).isEqualTo(BASE);
    }

    @Test
    void aThreadThatIsLateTakesNothingAway() {
        TestBreaker test = afterFailedProbes(growing(), 2);
        test.now += endsIn(test);
        test.succeed(1);
        test.now -= 10;
        test.fail(1);
        assertThat(endsIn(test)).isEqualTo(4_000);
    }

    @Test
    void aCapBelowTheRecoveryTimeMeansTheRecoveryTime() {
        assertThat(endsIn(afterFailedProbes(growing().maxRecoveryTime(nanos(10)), 3)))
                .isEqualTo(BASE);
        assertThat(growing().maxRecoveryTime(nanos(10)).build().maxRecoveryTime())
                .isEqualTo(nanos(BASE));
    }

    @Test
    void theDefaultsAreTenSecondsToTwoMinutes() {
        CircuitBreakerPolicy policy = CircuitBreakerPolicy.defaults();
        assertThat(policy.recoveryTime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(policy.maxRecoveryTime()).isEqualTo(Duration.ofMinutes(2));
        long[] seconds = {10, 20, 40, 80, 120, 120};
        for (int level = 0; level < seconds.length; level++) {
            assertThat(policy.recovery().nanos(level, 0)).isEqualTo(seconds[level] * 1_000_000_000);
        }
    }

    /** Jitter must neither exceed the cap nor vanish at it. */
    @Test
    void jitterShortensItAlsoAtTheCap() {
        CircuitBreakerPolicy policy = growing().recoveryJitter(0.1).build();
        SplittableRandom random = new SplittableRandom(1);
        for (int level = 0; level < 300; level++) {
            Set<Long> different = new HashSet<>();
            long longest = Math.min(5_000, BASE << Math.min(level, 10));
            for (int i = 0; i < 200; i++) {
                long nanos = policy.recovery().nanos(level, random.nextDouble());
                assertThat(nanos).isBetween(longest * 9 / 10, longest);
                different.add(nanos);
            }
            assertThat(different).hasSizeGreaterThan(50);
        }
    }

    @Test
    void theLongestTimesDoNotOverflow() {
        CircuitBreakerPolicy policy = CircuitBreakerPolicy.builder()
                .recoveryTime(Duration.ofDays(400_000))
                .maxRecoveryTime(Duration.ofDays(400_000_000))
                .recoveryMultiplier(100)
                .build();
        assertThat(policy.recovery().nanos(255, 0)).isPositive();
        TestBreaker test = TestBreaker.opened(policy.toBuilder().failureThreshold("1"));
        assertThat(endsIn(test)).isPositive();
        assertThat(test.passes()).isFalse();
    }

    @Test
    void theRandomOfTheBreakerIsAskedOnceForEachOpening() {
        TestBreaker test = new TestBreaker(growing().recoveryJitter(0.5));
        test.random = 0.5;
        test.fail(1);
        assertThat(endsIn(test)).isEqualTo(750);
    }
}
