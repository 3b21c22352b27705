package dev.failover.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitBreakerTest {
    private static final long RECOVERY = 10_000;
    private static final long LEASE = 60_000;

    private final List<String> transitions = new ArrayList<>();
    private long now = 1_000;

    @Test
    void opensAfterSoManyFailuresInARow() {
        CircuitBreaker breaker = breaker("3");
        fail(breaker, 2);
        succeed(breaker, 1);
        fail(breaker, 2);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
        fail(breaker, 1);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.OPEN);
        assertThat(breaker.tryAcquire(now)).isEqualTo(CircuitBreaker.REJECTED);
        assertThat(breaker.wouldPass(now)).isFalse();
        assertThat(transitions).containsExactly("CLOSED OPEN");
    }

    @Test
    void letsOneProbeThroughWhenTheRecoveryTimeIsOver() {
        CircuitBreaker breaker = opened();
        now += RECOVERY - 1;
        assertThat(breaker.tryAcquire(now)).isEqualTo(CircuitBreaker.REJECTED);
        now += 1;
        assertThat(breaker.state(now)).as("by the clock alone").isEqualTo(BreakerState.HALF_OPEN);
        long probe = breaker.tryAcquire(now);
        assertThat(probe).isNotEqualTo(CircuitBreaker.REJECTED);
        assertThat(breaker.tryAcquire(now)).isEqualTo(CircuitBreaker.REJECTED);
        breaker.onSuccess(probe);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
        assertThat(transitions).containsExactly("CLOSED OPEN", "OPEN HALF_OPEN", "HALF_OPEN CLOSED");
    }

    @Test
    void aFailingProbeOpensForAnotherRecoveryTime() {
        CircuitBreaker breaker = opened();
        now += RECOVERY;
        long probe = breaker.tryAcquire(now);
        now += 7;
        breaker.onFailure(probe, now);
        now += RECOVERY - 1;
        assertThat(breaker.state(now)).isEqualTo(BreakerState.OPEN);
        now += 1;
        assertThat(breaker.tryAcquire(now)).isNotEqualTo(CircuitBreaker.REJECTED);
    }

    /** The end of a probe's lease is later than the end of a recovery time, and must not be taken for one. */
    @Test
    void openingAgainSoonAfterAProbeClosedItLastsOneRecoveryTimeOnly() {
        CircuitBreaker breaker = opened();
        now += RECOVERY;
        breaker.onSuccess(breaker.tryAcquire(now));
        now += 5;
        fail(breaker, 3);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.OPEN);
        now += RECOVERY;
        assertThat(breaker.tryAcquire(now)).isNotEqualTo(CircuitBreaker.REJECTED);
    }

    @Test
    void resultsOfAnEarlierStateChangeNothing() {
        CircuitBreaker breaker = breaker("3");
        long early = breaker.tryAcquire(now);
        fail(breaker, 3);
        breaker.onSuccess(early);
        assertThat(breaker.state(now)).as("success while open").isEqualTo(BreakerState.OPEN);
        now += RECOVERY;
        long probe = breaker.tryAcquire(now);
        breaker.onFailure(early, now);
        breaker.onIgnored(early, now);
        breaker.onSuccess(early);
        assertThat(breaker.tryAcquire(now)).as("the probe is still out").isEqualTo(CircuitBreaker.REJECTED);
        breaker.onSuccess(probe);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
        breaker.onFailure(early, now);
        breaker.onFailure(early, now);
        breaker.onFailure(early, now);
        breaker.onFailure(probe, now);
        assertThat(breaker.state(now)).as("failures of long ago").isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aProbeThatNeverReportsLosesItsLease() {
        CircuitBreaker breaker = opened();
        now += RECOVERY;
        long lost = breaker.tryAcquire(now);
        now += LEASE - 1;
        assertThat(breaker.tryAcquire(now)).isEqualTo(CircuitBreaker.REJECTED);
        now += 1;
        long second = breaker.tryAcquire(now);
        assertThat(second).isNotEqualTo(CircuitBreaker.REJECTED);
        breaker.onFailure(lost, now);
        breaker.onSuccess(lost);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.HALF_OPEN);
        breaker.onSuccess(second);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void anIgnoredProbeMakesRoomForTheNextAtOnce() {
        CircuitBreaker breaker = opened();
        now += RECOVERY;
        breaker.onIgnored(breaker.tryAcquire(now), now);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.HALF_OPEN);
        long next = breaker.tryAcquire(now);
        assertThat(next).isNotEqualTo(CircuitBreaker.REJECTED);
        assertThat(breaker.tryAcquire(now)).isEqualTo(CircuitBreaker.REJECTED);
        breaker.onSuccess(next);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void whatIsIgnoredWhileClosedCountsForNothing() {
        CircuitBreaker breaker = breaker("2");
        fail(breaker, 1);
        breaker.onIgnored(breaker.tryAcquire(now), now);
        fail(breaker, 1);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void noRecoveryTimeMeansAProbeAtOnceAndNoRecursion() {
        CircuitBreaker breaker = new CircuitBreaker(CircuitBreakerPolicy.builder()
                .failureThreshold("1")
                .recoveryTime(Duration.ZERO)
                .build());
        for (int i = 0; i < 100_000; i++) {
            long permit = breaker.tryAcquire(now);
            assertThat(permit).isNotEqualTo(CircuitBreaker.REJECTED);
            breaker.onFailure(permit, now);
        }
    }

    @Test
    void aRateNeedsItsMinimumOfCalls() {
        CircuitBreaker breaker = breaker("50%", 40, 20);
        fail(breaker, 19);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
        fail(breaker, 1);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void oldResultsLeaveTheWindow() {
        CircuitBreaker breaker = breaker("50%", 4, 4);
        succeed(breaker, 3);
        fail(breaker, 1);
        succeed(breaker, 100);
        fail(breaker, 1);
        assertThat(breaker.state(now)).as("1 of the last 4").isEqualTo(BreakerState.CLOSED);
        fail(breaker, 1);
        assertThat(breaker.state(now)).as("2 of the last 4").isEqualTo(BreakerState.OPEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 39, 40})
    void everySizeOfWindowWorks(int window) {
        CircuitBreaker breaker = breaker("100%", window, window);
        succeed(breaker, window);
        fail(breaker, window - 1);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
        fail(breaker, 1);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.OPEN);
    }

    /** 55% of 20 is 11, though 0.55 * 20 is a little more than that for a computer. */
    @Test
    void theRateIsExactAtItsEdge() {
        for (int percent = 1; percent <= 100; percent++) {
            for (int window = 1; window <= CircuitBreaker.MAX_WINDOW; window++) {
                int needed = (percent * window + 99) / 100;
                CircuitBreaker breaker = breaker(percent + "%", window, window);
                succeed(breaker, window - needed);
                fail(breaker, needed - 1);
                assertThat(breaker.state(now))
                        .as("%d failures at %d%% of %d", needed - 1, percent, window)
                        .isEqualTo(BreakerState.CLOSED);
                fail(breaker, 1);
                assertThat(breaker.state(now))
                        .as("%d failures at %d%% of %d", needed, percent, window)
                        .isEqualTo(BreakerState.OPEN);
            }
        }
    }

    @Test
    void theWindowIsFreshAfterRecovery() {
        CircuitBreaker breaker = breaker("50%", 10, 10);
        fail(breaker, 10);
        now += RECOVERY;
        breaker.onSuccess(breaker.tryAcquire(now));
        fail(breaker, 9);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void disabledItLetsEverythingThrough() {
        CircuitBreaker breaker = new CircuitBreaker(CircuitBreakerPolicy.disabled());
        fail(breaker, 100);
        assertThat(breaker.tryAcquire(now)).isNotEqualTo(CircuitBreaker.REJECTED);
        assertThat(breaker.wouldPass(now)).isTrue();
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void aListenerThatThrowsChangesNothing() {
        CircuitBreaker breaker = new CircuitBreaker(
                policy("1", 40, 20).build(), new AtomicLongArray(CircuitBreaker.SLOTS), 0, (from, to) -> {
                    throw new IllegalStateException("expected");
                });
        fail(breaker, 1);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.OPEN);
        now += RECOVERY;
        breaker.onSuccess(breaker.tryAcquire(now));
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void worksWhereTheClockOverflows() {
        now = Long.MAX_VALUE - RECOVERY / 2;
        CircuitBreaker breaker = opened();
        now += RECOVERY - 1;
        assertThat(breaker.tryAcquire(now)).isEqualTo(CircuitBreaker.REJECTED);
        now += 1;
        long probe = breaker.tryAcquire(now);
        assertThat(probe).isNotEqualTo(CircuitBreaker.REJECTED);
        breaker.onSuccess(probe);
        assertThat(breaker.state(now)).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void twoCopiesShareOneRow() {
        AtomicLongArray row = new AtomicLongArray(CircuitBreaker.SLOTS + 2);
        CircuitBreakerPolicy policy = policy("2", 40, 20).build();
        CircuitBreaker one = new CircuitBreaker(policy, row, 1, null);
        CircuitBreaker other = new CircuitBreaker(policy, row, 1, null);
        fail(one, 1);
        fail(other, 1);
        assertThat(one.state(now)).isEqualTo(BreakerState.OPEN);
        assertThat(other.state(now)).isEqualTo(BreakerState.OPEN);
        assertThat(row.get(0)).isZero();
        assertThat(row.get(CircuitBreaker.SLOTS + 1)).isZero();
    }

    @Test
    void refusesPoliciesThatMeanNothing() {
        CircuitBreakerPolicy.Builder builder = CircuitBreakerPolicy.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.window(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.window(CircuitBreaker.MAX_WINDOW + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.minimumCalls(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.probeLease(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.recoveryTime(Duration.ofNanos(-1)));
        assertThat(builder.build()).isEqualTo(CircuitBreakerPolicy.defaults());
        assertThat(builder.window(7).build().toBuilder().build())
                .isEqualTo(builder.build())
                .isNotEqualTo(CircuitBreakerPolicy.defaults());
    }

    private CircuitBreaker opened() {
        CircuitBreaker breaker = breaker("3");
        fail(breaker, 3);
        return breaker;
    }

    private CircuitBreaker breaker(String threshold) {
        return breaker(threshold, CircuitBreaker.MAX_WINDOW, 20);
    }

    private CircuitBreaker breaker(String threshold, int window, int minimumCalls) {
        return new CircuitBreaker(
                policy(threshold, window, minimumCalls).build(),
                new AtomicLongArray(CircuitBreaker.SLOTS),
                0,
                (from, to) -> transitions.add(from + " " + to));
    }

    private static CircuitBreakerPolicy.Builder policy(String threshold, int window, int minimumCalls) {
        return CircuitBreakerPolicy.builder()
                .failureThreshold(threshold)
                .window(window)
                .minimumCalls(minimumCalls)
                .recoveryTime(Duration.ofNanos(RECOVERY))
                .probeLease(Duration.ofNanos(LEASE));
    }

    private void fail(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.onFailure(breaker.tryAcquire(now), now);
        }
    }

    private void succeed(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.onSuccess(breaker.tryAcquire(now));
        }
    }
}
