package dev.failover.breaker;

import static dev.failover.breaker.TestBreaker.RECOVERY;
import static dev.failover.breaker.TestBreaker.nanos;
import static dev.failover.breaker.TestBreaker.opened;
import static dev.failover.breaker.TestBreaker.policy;
import static dev.failover.breaker.TestBreaker.recovering;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReconfigureTest {
    private static double rate(TestBreaker test) {
        return test.breaker.failureRate(test.now);
    }

    private static TestBreaker reconfigured(TestBreaker test, CircuitBreakerPolicy.Builder policy) {
        test.breaker.reconfigure(policy.build());
        assertThat(test.breaker.policy()).isEqualTo(policy.build());
        return test;
    }

    @Test
    void b16_anOpenBreakerStaysOpenUntilItsTime() {
        TestBreaker test = reconfigured(opened(policy("1")), policy("7").recoveryTime(nanos(5)));
        assertThat(test.breaker.recoveryEndsIn(test.now)).isEqualTo(RECOVERY);
        test.now += RECOVERY - 1;
        assertThat(test.passes()).isFalse();
        test.now += 1;
        test.fail(1);
        assertThat(test.breaker.recoveryEndsIn(test.now)).isEqualTo(5);
        assertThat(test.told).as("the listener is still there").hasSize(3);
    }

    @Test
    void b16_failuresInARowAreKept() {
        TestBreaker test = reconfigured(new TestBreaker(policy("5")).fail(3), policy("4"));
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        test.fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void b16_anotherThresholdIsAppliedToTheSameResults() {
        TestBreaker test = new TestBreaker(policy("80%", 10, 10)).fail(5).succeed(5);
        reconfigured(test, policy("40%", 10, 10));
        assertThat(rate(test)).isEqualTo(0.5);
        test.fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void b16_aSmallerWindowKeepsTheLatestResults() {
        TestBreaker test = new TestBreaker(policy("100%", 10, 1));
        test.succeed(3).fail(7).succeed(2).fail(2);
        reconfigured(test, policy("100%", 5, 5));
        assertThat(rate(test)).as("F S S F F").isEqualTo(0.6);
        test.succeed(1);
        assertThat(rate(test)).as("S S F F S").isEqualTo(0.4);
        test.succeed(4);
        assertThat(rate(test)).isZero();
    }

    @Test
    void b16_aLargerWindowKeepsAllResults() {
        TestBreaker test = new TestBreaker(policy("100%", 70, 1)).succeed(100).fail(30);
        reconfigured(test, policy("100%", 1000, 70));
        assertThat(rate(test)).isEqualTo(30.0 / 70);
        test.succeed(930);
        assertThat(rate(test)).isEqualTo(0.03);
        test.succeed(40);
        assertThat(rate(test)).isEqualTo(0.03);
        test.succeed(30);
        assertThat(rate(test)).isZero();
    }

    @Test
    void b16_slowCallsThatWereNotAskedForBeginWithNone() {
        TestBreaker test =
                new TestBreaker(policy("100%", 10, 1)).succeed(5, 1_000).fail(1);
        reconfigured(test, policy("100%", 10, 1).slowCallDuration(nanos(100)));
        assertThat(rate(test)).isEqualTo(1.0 / 6);
        assertThat(test.breaker.slowRate(test.now)).isZero();
        test.succeed(1, 1_000);
        assertThat(test.breaker.slowRate(test.now)).isEqualTo(1.0 / 7);
    }

    @Test
    void b16_aSpanOfTimeStaysWhatItWas() {
        TestBreaker test = new TestBreaker(policy("100%").window(nanos(1_000)).minimumCalls(2))
                .succeed(2)
                .fail(1);
        test.breaker.reconfigure(
                policy("90%").window(nanos(1_000)).minimumCalls(2).build());
        test.succeed(1);
        assertThat(rate(test)).isEqualTo(0.25);
        test.now += 1_000;
        test.succeed(2);
        assertThat(rate(test)).isZero();
    }

    @Test
    void b16_anotherSpanTakesResultsToBeFromNow() {
        TestBreaker test = new TestBreaker(policy("100%").window(nanos(1_000)).minimumCalls(1)).succeed(1);
        test.now += 900;
        test.fail(3);
        reconfigured(test, policy("100%").window(nanos(500)).minimumCalls(1));
        assertThat(rate(test)).isEqualTo(0.75);
        test.now += 499;
        assertThat(rate(test)).isEqualTo(0.75);
        test.now += 1;
        assertThat(rate(test)).isNaN();
    }

    @Test
    void b16_fromTimeToCallsKeepsTheShares() {
        TestBreaker test = new TestBreaker(policy("100%").window(nanos(1_000)).minimumCalls(1));
        test.succeed(150).fail(50);
        reconfigured(test, policy("100%", 100, 100));
        assertThat(rate(test)).isEqualTo(0.25);
        test.succeed(25);
        assertThat(rate(test)).as("bad ones are the oldest").isZero();
    }

    @Test
    void b16_fromCallsToTimeKeepsTheResults() {
        TestBreaker test = new TestBreaker(policy("100%", 10, 1)).succeed(20).fail(5);
        reconfigured(test, policy("100%").window(nanos(1_000)).minimumCalls(10));
        assertThat(rate(test)).isEqualTo(0.5);
        test.now += 1_000;
        assertThat(rate(test)).isNaN();
    }

    @Test
    void b16_theLevelIsKept() {
        TestBreaker test = recovering(policy("1").recoveryMultiplier(2)).fail(1);
        assertThat(test.breaker.recoveryEndsIn(test.now)).isEqualTo(2 * RECOVERY);
        reconfigured(test, policy("1").recoveryMultiplier(3));
        test.now += 2 * RECOVERY;
        test.fail(1);
        assertThat(test.breaker.recoveryEndsIn(test.now)).isEqualTo(9 * RECOVERY);
    }

    @Test
    void b16_probesUnderWayStillCount() {
        TestBreaker test = recovering(policy("1").probes(2).probeSuccesses(3));
        long one = test.acquire();
        long two = test.acquire();
        reconfigured(test, policy("1").probes(1).probeSuccesses(2));
        test.success(two);
        assertThat(test.acquire()).as("the only place is taken").isEqualTo(CircuitBreaker.REJECTED);
        test.success(one);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void b16_aModeThatWasSetByHandStays() {
        TestBreaker test = new TestBreaker(policy("1"));
        test.breaker.mode(BreakerMode.FORCED_OPEN);
        reconfigured(test, policy("2"));
        assertThat(test.breaker.mode()).isEqualTo(BreakerMode.FORCED_OPEN);
        reconfigured(test, policy("2").enabled(false));
        assertThat(test.breaker.mode()).as("the policy has changed its mind").isEqualTo(BreakerMode.DISABLED);
    }

    @Test
    void aWindowThatIsNoLongerNeededIsForgotten() {
        TestBreaker test = new TestBreaker(policy("100%", 10, 1)).succeed(1).fail(5);
        reconfigured(test, policy("9"));
        assertThat(rate(test)).isNaN();
        reconfigured(test, policy("100%", 10, 1));
        assertThat(rate(test)).isNaN();
        test.fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }
}
