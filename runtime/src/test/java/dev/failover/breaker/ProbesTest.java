package dev.failover.breaker;

import static dev.failover.breaker.TestBreaker.LEASE;
import static dev.failover.breaker.TestBreaker.RECOVERY;
import static dev.failover.breaker.TestBreaker.nanos;
import static dev.failover.breaker.TestBreaker.policy;
import static dev.failover.breaker.TestBreaker.recovering;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 10})
    void soManyMayBeUnderWay(int probes) {
        TestBreaker test = recovering(policy("1").probes(probes).probeSuccesses(100));
        long[] permits = new long[probes];
        for (int i = 0; i < probes; i++) {
            assertThat(test.passes()).isTrue();
            permits[i] = test.acquire();
            assertThat(permits[i]).isNotNegative();
        }
        assertThat(test.passes()).isFalse();
        assertThat(test.acquire()).isEqualTo(CircuitBreaker.REJECTED);
        test.success(permits[probes / 2]);
        assertThat(test.acquire()).as("the place of one that succeeded").isNotNegative();
        assertThat(test.acquire()).isEqualTo(CircuitBreaker.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void soManyMustSucceed(int successes) {
        TestBreaker test = recovering(policy("1").probes(3).probeSuccesses(successes));
        for (int i = 1; i < successes; i++) {
            test.success(test.acquire());
            assertThat(test.state()).isEqualTo(BreakerState.HALF_OPEN);
        }
        test.success(test.acquire());
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void oneThatFailsOpensAndTheOthersCountNoMore() {
        TestBreaker test = recovering(policy("1").probes(3).probeSuccesses(2));
        long one = test.acquire();
        long two = test.acquire();
        test.succeed(1);
        test.failure(one);
        test.success(two);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
        test.now += RECOVERY;
        for (int i = 0; i < 3; i++) {
            assertThat(test.acquire()).as("the places are free again").isNotNegative();
        }
        test.success(two);
        assertThat(test.acquire()).isEqualTo(CircuitBreaker.REJECTED);
    }

    @Test
    void b2_anIgnoredEndingReturnsThePlace() {
        TestBreaker test = recovering(policy("1"));
        for (int i = 0; i < 1_000; i++) {
            long probe = test.acquire();
            assertThat(probe).isNotNegative();
            assertThat(test.acquire()).isEqualTo(CircuitBreaker.REJECTED);
            test.ignored(probe);
            assertThat(test.state()).isEqualTo(BreakerState.HALF_OPEN);
        }
        test.succeed(1);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void b4_aProbeThatNeverReportsLosesItsLease() {
        TestBreaker test = recovering(policy("1"));
        // To the unit that leases are rounded to.
        test.now = 40 * ProbeLeases.QUANTUM;
        long lost = test.acquire();
        test.now += LEASE - 1;
        assertThat(test.acquire()).isEqualTo(CircuitBreaker.REJECTED);
        assertThat(test.passes()).isFalse();
        test.now += 1;
        assertThat(test.passes()).isTrue();
        long second = test.acquire();
        assertThat(second).isNotNegative();
        test.failure(lost);
        test.ignored(lost);
        assertThat(test.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(test.acquire()).isEqualTo(CircuitBreaker.REJECTED);
        test.success(second);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    /** The default lease is one minute, and there are answers that take longer. */
    @ParameterizedTest
    @ValueSource(longs = {LEASE, LEASE + 1, 1_000 * LEASE})
    void aProbeWhosePlaceNobodyTookCountsHoweverLate(long duration) {
        TestBreaker test = recovering(policy("1").probeSuccesses(2));
        for (int i = 0; i < 2; i++) {
            assertThat(test.state()).isEqualTo(BreakerState.HALF_OPEN);
            long slow = test.acquire();
            test.now += duration;
            test.success(slow);
        }
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        test.fail(1);
        test.now += RECOVERY;
        long slow = test.acquire();
        test.now += duration;
        test.failure(slow);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    /** With traffic, somebody always takes the place before the answer comes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 100})
    void anEndpointWhoseAnswersTakeLongerThanALeaseIsBelievedInTheEnd(int successes) {
        TestBreaker test = recovering(policy("1").probeSuccesses(successes));
        Deque<Long> underWay = new ArrayDeque<>();
        for (int i = 0; i < successes; i++) {
            assertThat(test.state()).isEqualTo(BreakerState.HALF_OPEN);
            while (underWay.size() < 3) {
                underWay.add(test.acquire());
                test.now += LEASE + ProbeLeases.QUANTUM;
            }
            test.success(underWay.remove());
        }
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void theSuccessOfOneThatLostItsPlaceCountsOnceAndLeavesThePlaceToWhoHasIt() {
        TestBreaker test = recovering(policy("1").probeSuccesses(3));
        long lost = test.acquire();
        test.now += LEASE + ProbeLeases.QUANTUM;
        long second = test.acquire();
        test.success(lost);
        test.success(lost);
        assertThat(test.acquire()).as("the second is still out").isEqualTo(CircuitBreaker.REJECTED);
        test.success(second);
        assertThat(test.state()).as("two successes").isEqualTo(BreakerState.HALF_OPEN);
        test.success(lost);
        long third = test.acquire();
        test.success(lost);
        assertThat(test.state()).as("still two").isEqualTo(BreakerState.HALF_OPEN);
        test.success(third);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void theFailureOfOneThatTookAPlaceOpensThoughTheOneBeforeSucceeded() {
        TestBreaker test = recovering(policy("1").probeSuccesses(2));
        long lost = test.acquire();
        test.now += LEASE + ProbeLeases.QUANTUM;
        long second = test.acquire();
        test.success(lost);
        test.failure(second);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
        test.now += RECOVERY;
        long probe = test.acquire();
        test.success(lost);
        assertThat(test.state()).as("of the recovery before").isEqualTo(BreakerState.HALF_OPEN);
        test.success(probe);
        test.succeed(1);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void b6_aLateProbeOfAnEarlierRecoveryChangesNothing() {
        TestBreaker test = recovering(policy("1").probes(2).probeSuccesses(2));
        long first = test.acquire();
        long late = test.acquire();
        test.failure(first);
        test.now += RECOVERY + LEASE;
        test.failure(late);
        assertThat(test.breaker.recoveryEndsIn(test.now)).as("while it is open").isZero();
        long probe = test.acquire();
        test.success(late);
        test.failure(late);
        assertThat(test.state()).isEqualTo(BreakerState.HALF_OPEN);
        test.success(probe);
        test.succeed(1);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    /** Even if the place was taken anew in the same nanosecond. */
    @Test
    void whatIsReportedTwiceChangesNothing() {
        TestBreaker test = recovering(policy("1").probeSuccesses(2));
        long first = test.acquire();
        test.ignored(first);
        test.success(first);
        test.failure(first);
        long second = test.acquire();
        test.success(first);
        test.failure(first);
        test.ignored(first);
        assertThat(test.acquire()).as("the second is still out").isEqualTo(CircuitBreaker.REJECTED);
        test.success(second);
        test.success(second);
        assertThat(test.state()).as("one success").isEqualTo(BreakerState.HALF_OPEN);
        test.succeed(1);
        test.failure(second);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void b6_resultsOfAnEarlierStateChangeNothing() {
        TestBreaker test = new TestBreaker(policy("3"));
        long early = test.acquire();
        test.fail(3);
        test.success(early);
        assertThat(test.state()).as("success while open").isEqualTo(BreakerState.OPEN);
        test.now += RECOVERY;
        long probe = test.acquire();
        test.failure(early);
        test.ignored(early);
        test.success(early);
        assertThat(test.acquire()).as("the probe is still out").isEqualTo(CircuitBreaker.REJECTED);
        test.success(probe);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        for (int i = 0; i < 3; i++) {
            test.failure(early);
            test.failure(probe);
        }
        assertThat(test.state()).as("failures of long ago").isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void b6_resultsOfAnEarlierStateAreInNoWindow() {
        TestBreaker test = new TestBreaker(policy("50%", 10, 2));
        long early = test.acquire();
        test.fail(2);
        test.now += RECOVERY;
        test.succeed(1);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        test.succeed(2);
        for (int i = 0; i < 20; i++) {
            test.failure(early);
            test.success(early);
        }
        assertThat(test.breaker.failureRate(test.now)).isZero();
    }

    @Test
    void b9_noRecoveryTimeMeansAProbeAtOnceAndNoRecursion() {
        TestBreaker test = new TestBreaker(policy("1").recoveryTime(nanos(0)));
        for (int i = 0; i < 100_000; i++) {
            test.fail(1);
            assertThat(test.passes()).isTrue();
        }
        test.now -= 1_000;
        assertThat(test.acquire()).as("a clock that steps back").isEqualTo(CircuitBreaker.REJECTED);
    }

    @Test
    void b11_aClockThatStepsBackKeepsItOpenForNoLongerThanThat() {
        TestBreaker test = TestBreaker.opened(policy("1"));
        test.now -= 5_000;
        assertThat(test.breaker.recoveryEndsIn(test.now)).isEqualTo(RECOVERY + 5_000);
        test.now += RECOVERY + 5_000;
        assertThat(test.acquire()).isNotNegative();
    }

    @Test
    void b14_theWindowIsFreshAfterRecovery() {
        TestBreaker test = recovering(policy("50%", 10, 10)).succeed(1);
        assertThat(test.state()).as("closed by one probe").isEqualTo(BreakerState.CLOSED);
        assertThat(test.breaker.failureRate(test.now)).isNaN();
        test.fail(9);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        test.fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void b18_whatGaugesShowComesFromTheClock() {
        TestBreaker test = TestBreaker.opened(policy("50%", 10, 10));
        assertThat(test.breaker.failureRate(test.now)).isNaN();
        assertThat(test.breaker.recoveryEndsIn(test.now)).isEqualTo(RECOVERY);
        test.now += RECOVERY;
        for (int i = 0; i < 3; i++) {
            assertThat(test.state()).isEqualTo(BreakerState.HALF_OPEN);
            assertThat(test.breaker.recoveryEndsIn(test.now)).isZero();
            test.now += 1_000_000_000_000L;
        }
        assertThat(test.told).as("nobody called").containsExactly("CLOSED OPEN");
    }
}
