package dev.failover.breaker;

import static dev.failover.breaker.TestBreaker.LEASE;
import static dev.failover.breaker.TestBreaker.RECOVERY;
import static dev.failover.breaker.TestBreaker.opened;
import static dev.failover.breaker.TestBreaker.policy;
import static dev.failover.breaker.TestBreaker.recovering;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** Failures in a row, one probe at a time: what the default policy does. */
class CircuitBreakerTest {
    @Test
    void opensAfterSoManyFailuresInARow() {
        TestBreaker test = new TestBreaker(policy("3"));
        test.fail(2).succeed(1).fail(2);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        test.fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
        assertThat(test.acquire()).isEqualTo(CircuitBreaker.REJECTED);
        assertThat(test.passes()).isFalse();
        assertThat(test.told).containsExactly("CLOSED OPEN");
    }

    @Test
    void letsOneProbeThroughWhenTheRecoveryTimeIsOver() {
        TestBreaker test = opened(policy("3"));
        test.now += RECOVERY - 1;
        assertThat(test.acquire()).isEqualTo(CircuitBreaker.REJECTED);
        test.now += 1;
        assertThat(test.state()).as("by the clock alone").isEqualTo(BreakerState.HALF_OPEN);
        long probe = test.acquire();
        assertThat(probe).isNotNegative();
        assertThat(test.acquire()).isEqualTo(CircuitBreaker.REJECTED);
        test.success(probe);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(test.told).containsExactly("CLOSED OPEN", "OPEN HALF_OPEN", "HALF_OPEN CLOSED");
    }

    @Test
    void aFailingProbeOpensForAnotherRecoveryTime() {
        TestBreaker test = recovering(policy("3"));
        long probe = test.acquire();
        test.now += 7;
        test.failure(probe);
        test.now += RECOVERY - 1;
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
        test.now += 1;
        assertThat(test.acquire()).isNotNegative();
    }

    /** The end of a probe's lease is later than the end of a recovery time, and must not be taken for one. */
    @Test
    void openingAgainSoonAfterAProbeClosedItLastsOneRecoveryTimeOnly() {
        TestBreaker test = recovering(policy("3")).succeed(1);
        test.now += 5;
        test.fail(3);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
        test.now += RECOVERY;
        assertThat(test.acquire()).isNotNegative();
    }

    @Test
    void whatIsIgnoredWhileClosedCountsForNothing() {
        TestBreaker test = new TestBreaker(policy("2")).fail(1);
        test.ignored(test.acquire());
        test.fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void worksWhereTheClockOverflows() {
        TestBreaker test = new TestBreaker(policy("1"));
        test.now = Long.MAX_VALUE - RECOVERY / 2;
        test.fail(1);
        test.now += RECOVERY - 1;
        assertThat(test.acquire()).isEqualTo(CircuitBreaker.REJECTED);
        assertThat(test.breaker.recoveryEndsIn(test.now)).isOne();
        test.now += 1;
        assertThat(test.breaker.recoveryEndsIn(test.now)).isZero();
        test.succeed(1);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void leasesEndWhereTheClockOverflows() {
        TestBreaker test = new TestBreaker(policy("1"));
        test.now = Long.MAX_VALUE - RECOVERY - LEASE / 2;
        test.fail(1);
        test.now += RECOVERY;
        long probe = test.acquire();
        test.now += LEASE - 1;
        assertThat(test.acquire()).isEqualTo(CircuitBreaker.REJECTED);
        test.success(probe);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    /** Three hundred years later a difference of readings has another sign. */
    @Test
    void recoversAfterTheLongestIdleness() {
        TestBreaker test = opened(policy("1"));
        test.now += Long.MAX_VALUE;
        test.now += 1_000;
        assertThat(test.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(test.acquire()).as("a probe that is lost").isNotNegative();
        test.now += Long.MAX_VALUE;
        test.now += 1_000;
        test.succeed(1);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void twoCopiesShareOneRow() {
        AtomicLongArray row = new AtomicLongArray(CircuitBreaker.SLOTS + 2);
        CircuitBreakerPolicy policy = policy("2").build();
        CircuitBreaker one = new CircuitBreaker(policy, row, 1, () -> 0, null);
        CircuitBreaker other = new CircuitBreaker(policy, row, 1, () -> 0, null);
        one.onFailure(one.tryAcquire(0), 0, 0);
        other.onFailure(other.tryAcquire(0), 0, 0);
        assertThat(one.state(0)).isEqualTo(BreakerState.OPEN);
        assertThat(other.state(0)).isEqualTo(BreakerState.OPEN);
        long probe = one.tryAcquire(RECOVERY);
        assertThat(probe).isNotNegative();
        assertThat(other.tryAcquire(RECOVERY)).isEqualTo(CircuitBreaker.REJECTED);
        one.onSuccess(probe, 0, RECOVERY);
        assertThat(other.state(RECOVERY)).isEqualTo(BreakerState.CLOSED);
        assertThat(row.get(0)).isZero();
        assertThat(row.get(CircuitBreaker.SLOTS + 1)).isZero();
    }

    @Test
    void tellsWhenItsRecoveryEnds() {
        TestBreaker test = new TestBreaker(policy("1"));
        assertThat(test.breaker.recoveryEndsIn(test.now)).isZero();
        test.fail(1);
        test.now += 300;
        assertThat(test.breaker.recoveryEndsIn(test.now)).isEqualTo(RECOVERY - 300);
        test.now += RECOVERY;
        assertThat(test.breaker.recoveryEndsIn(test.now)).isZero();
    }

    @Test
    void whatHoldsNoPermitReportsNothing() {
        TestBreaker test = new TestBreaker(policy("1"));
        test.failure(CircuitBreaker.REJECTED);
        test.failure(CircuitBreaker.UNCOUNTED);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }
}
