package dev.failover.breaker;

import static dev.failover.breaker.TestBreaker.nanos;
import static dev.failover.breaker.TestBreaker.policy;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeWindowTest {
    private static final long SPAN = 1_000;

    private static CircuitBreakerPolicy.Builder window(String threshold, int minimumCalls) {
        return policy(threshold).window(nanos(SPAN)).minimumCalls(minimumCalls);
    }

    @Test
    void resultsLeaveWithTheirTenthOfTheSpan() {
        TestBreaker test = new TestBreaker(window("50%", 4)).fail(2);
        test.now += SPAN - 1;
        test.succeed(2);
        assertThat(test.breaker.failureRate(test.now)).isEqualTo(0.5);
        test.now += 1;
        assertThat(test.breaker.failureRate(test.now)).as("too few are left").isNaN();
        test.succeed(2);
        assertThat(test.breaker.failureRate(test.now)).isZero();
    }

    @Test
    void aRateNeedsItsMinimumOfCalls() {
        TestBreaker test = new TestBreaker(window("50%", 300)).fail(299);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        test.fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void b10_aClockThatStepsBackForgetsNothing() {
        TestBreaker test = new TestBreaker(window("50%", 10)).fail(5);
        test.now += SPAN / 2;
        test.fail(4);
        test.now -= SPAN / 2 + 5;
        test.fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 9})
    void b13_atExactlyABucketsEdgeOneBucketGoes(long buckets) {
        TestBreaker test = new TestBreaker(window("100%", 1)).succeed(1).fail(9);
        test.now += buckets * SPAN / 10;
        test.succeed(1);
        assertThat(test.breaker.failureRate(test.now)).isEqualTo(9.0 / 11);
        test.now += SPAN - buckets * SPAN / 10 - 1;
        assertThat(test.breaker.failureRate(test.now)).isEqualTo(9.0 / 11);
        test.now += 1;
        assertThat(test.breaker.failureRate(test.now)).isZero();
    }

    @Test
    void b15_failuresThatStraddleAnEdgeStillOpenIt() {
        for (long edge = 0; edge <= SPAN; edge++) {
            TestBreaker test = new TestBreaker(window("50%", 10)).succeed(1);
            test.now += edge;
            test.fail(4);
            test.now += SPAN / 2;
            test.fail(5);
            test.fail(1);
            assertThat(test.state()).as("edge %d", edge).isEqualTo(BreakerState.OPEN);
        }
    }

    @Test
    void forgetsEverythingDuringLongIdleness() {
        TestBreaker test = new TestBreaker(window("50%", 10)).fail(9);
        test.now += Long.MAX_VALUE;
        test.now += 12_345;
        test.fail(9);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        test.fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }
}
