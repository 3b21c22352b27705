package dev.failover.breaker;

import static dev.failover.breaker.TestBreaker.RECOVERY;
import static dev.failover.breaker.TestBreaker.opened;
import static dev.failover.breaker.TestBreaker.policy;
import static dev.failover.breaker.TestBreaker.recovering;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BreakerModeTest {
    private static TestBreaker in(BreakerMode mode, TestBreaker test) {
        test.breaker.mode(mode);
        assertThat(test.breaker.mode()).isEqualTo(mode);
        return test;
    }

    @Test
    void forcedOpenNothingPasses() {
        TestBreaker test = in(BreakerMode.FORCED_OPEN, new TestBreaker(policy("2")));
        test.now += 1_000 * RECOVERY;
        assertThat(test.acquire()).isEqualTo(CircuitBreaker.REJECTED);
        assertThat(test.passes()).isFalse();
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
        assertThat(test.breaker.recoveryEndsIn(test.now)).isEqualTo(Long.MAX_VALUE);
        in(BreakerMode.AUTOMATIC, test);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(test.told).isEmpty();
    }

    @Test
    void forcedOpenWhatIsUnderWayStillCounts() {
        TestBreaker test = new TestBreaker(policy("2"));
        long one = test.acquire();
        long two = test.acquire();
        in(BreakerMode.FORCED_OPEN, test);
        test.failure(one);
        test.failure(two);
        in(BreakerMode.AUTOMATIC, test);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void forcedClosedItCountsAndNeverOpens() {
        TestBreaker test = in(BreakerMode.FORCED_CLOSED, new TestBreaker(policy("50%", 10, 10)));
        test.fail(100);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(test.breaker.failureRate(test.now)).isOne();
        in(BreakerMode.AUTOMATIC, test).fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void forcedClosedItCountsFailuresInARow() {
        TestBreaker test =
                in(BreakerMode.FORCED_CLOSED, new TestBreaker(policy("3"))).fail(50_000);
        assertThat(test.passes()).isTrue();
        in(BreakerMode.AUTOMATIC, test);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        test.fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void forcedClosedAnOpenOneClosesWithTheNextCall() {
        TestBreaker test = in(BreakerMode.FORCED_CLOSED, opened(policy("1")));
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(test.acquire()).isNotNegative();
        assertThat(test.told).containsExactly("CLOSED OPEN", "OPEN CLOSED");
        in(BreakerMode.AUTOMATIC, test);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void forcedClosedAFailedProbeOpensNothing() {
        TestBreaker test = recovering(policy("1"));
        long probe = test.acquire();
        in(BreakerMode.FORCED_CLOSED, test).failure(probe);
        in(BreakerMode.AUTOMATIC, test);
        assertThat(test.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(test.acquire()).isNotNegative();
    }

    @Test
    void disabledEverythingPassesAndNothingCounts() {
        TestBreaker test = in(BreakerMode.DISABLED, new TestBreaker(policy("50%", 10, 1)));
        assertThat(test.acquire()).isEqualTo(CircuitBreaker.UNCOUNTED);
        test.fail(100);
        assertThat(test.passes()).isTrue();
        assertThat(test.breaker.failureRate(test.now)).isNaN();
        in(BreakerMode.AUTOMATIC, test);
        assertThat(test.breaker.failureRate(test.now)).isNaN();
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void disabledStateAndHistoryStay() {
        TestBreaker test = opened(policy("1"));
        in(BreakerMode.DISABLED, test).succeed(10);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        in(BreakerMode.AUTOMATIC, test);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
        test.now += RECOVERY;
        long probe = test.acquire();
        in(BreakerMode.DISABLED, test).failure(probe);
        in(BreakerMode.AUTOMATIC, test);
        assertThat(test.acquire()).as("its place is free").isNotNegative();
    }

    @Test
    void observingItOpensAndClosesAndLetsEverythingPass() {
        TestBreaker test = in(BreakerMode.OBSERVE, new TestBreaker(policy("2"))).fail(2);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
        assertThat(test.passes()).isTrue();
        assertThat(test.acquire()).isEqualTo(CircuitBreaker.UNCOUNTED);
        test.fail(10).succeed(10);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
        test.now += RECOVERY;
        long probe = test.acquire();
        assertThat(probe).isNotNegative();
        assertThat(test.acquire()).as("beside the probe").isEqualTo(CircuitBreaker.UNCOUNTED);
        test.success(probe);
        assertThat(test.told).containsExactly("CLOSED OPEN", "OPEN HALF_OPEN", "HALF_OPEN CLOSED");
    }

    @Test
    void thePolicySaysInWhichModeItBegins() {
        TestBreaker test = new TestBreaker(policy("1").initialMode(BreakerMode.FORCED_OPEN));
        assertThat(test.breaker.mode()).isEqualTo(BreakerMode.FORCED_OPEN);
        CircuitBreaker disabled = new CircuitBreaker(CircuitBreakerPolicy.disabled());
        assertThat(disabled.mode()).isEqualTo(BreakerMode.DISABLED);
        assertThat(disabled.tryAcquire(0)).isEqualTo(CircuitBreaker.UNCOUNTED);
    }
}
