package dev.failover.breaker;

import static dev.failover.breaker.TestBreaker.RECOVERY;
import static dev.failover.breaker.TestBreaker.nanos;
import static dev.failover.breaker.TestBreaker.policy;
import static dev.failover.breaker.TestBreaker.recovering;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlowCallsTest {
    private static final long LONGEST = 100;

    private static CircuitBreakerPolicy.Builder slow(String threshold) {
        return policy(threshold, 10, 10).slowCallDuration(nanos(LONGEST)).slowCallRate(0.5);
    }

    @Test
    void openABreakerThatCountsFailuresInARowToo() {
        TestBreaker test = new TestBreaker(slow("5")).succeed(5, LONGEST).succeed(4, LONGEST + 1);
        assertThat(test.breaker.slowRate(test.now)).as("too few").isNaN();
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        test.succeed(1, LONGEST + 1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void countBesideARateOfFailures() {
        TestBreaker test = new TestBreaker(slow("50%")).succeed(5, LONGEST + 1).fail(4);
        test.breaker.onFailure(test.acquire(), LONGEST + 1, test.now);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void leaveTheWindowLikeOtherResults() {
        TestBreaker test = new TestBreaker(slow("50%")).succeed(4, LONGEST + 1).succeed(6);
        assertThat(test.breaker.slowRate(test.now)).isEqualTo(0.4);
        assertThat(test.breaker.failureRate(test.now)).isZero();
        test.succeed(4);
        assertThat(test.breaker.slowRate(test.now)).isZero();
        test.succeed(100).succeed(4, LONGEST + 1);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void endARowOfFailures() {
        TestBreaker test =
                new TestBreaker(slow("3")).fail(2).succeed(1, LONGEST + 1).fail(2);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void areOverASpanOfTimeToo() {
        TestBreaker test =
                new TestBreaker(slow("5").window(nanos(1_000))).succeed(10).succeed(9, LONGEST + 1);
        test.now += 1_000;
        test.succeed(1, LONGEST + 1);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        test.succeed(9, LONGEST + 1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void asProbesHaveFailed() {
        TestBreaker test = recovering(slow("5"));
        test.success(test.acquire(), LONGEST + 1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
        test.now += RECOVERY;
        test.success(test.acquire(), LONGEST);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void areNoneByDefault() {
        TestBreaker test = new TestBreaker(policy("50%", 10, 1)).succeed(100, Long.MAX_VALUE);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(test.breaker.slowRate(test.now)).isNaN();
        assertThat(test.breaker.failureRate(test.now)).isZero();
    }
}
