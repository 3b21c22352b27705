package dev.failover.breaker;

import static dev.failover.breaker.TestBreaker.policy;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountWindowTest {
    @Test
    void aRateNeedsItsMinimumOfCalls() {
        TestBreaker test = new TestBreaker(policy("50%", 40, 20)).fail(19);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(test.breaker.failureRate(test.now)).isNaN();
        test.fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void oldResultsLeaveTheWindow() {
        TestBreaker test = new TestBreaker(policy("50%", 4, 4))
                .succeed(3)
                .fail(1)
                .succeed(100)
                .fail(1);
        assertThat(test.state()).as("1 of the last 4").isEqualTo(BreakerState.CLOSED);
        assertThat(test.breaker.failureRate(test.now)).isEqualTo(0.25);
        test.fail(1);
        assertThat(test.state()).as("2 of the last 4").isEqualTo(BreakerState.OPEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 100, 1023, CircuitBreaker.MAX_WINDOW})
    void b12_everySizeOfWindowWorks(int window) {
        TestBreaker test = new TestBreaker(policy("100%", window, window)).succeed(window);
        test.fail(window - 1);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        test.fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, CircuitBreaker.MAX_WINDOW})
    void b13_theOldestResultLeavesAndNoOther(int window) {
        CountWindow results = new CountWindow(policy("100%", window, 1).build(), 0);
        results.addGood(0);
        for (int lap = 0; lap < 3; lap++) {
            results.addBad(true, false, 0);
            for (int good = 1; good < window; good++) {
                results.addGood(0);
                assertThat(results.failures(0))
                        .as("%s good ones after it", good)
                        .isOne();
            }
            assertThat(results.failures(0)).isOne();
            results.addGood(0);
            assertThat(results.failures(0)).isZero();
            assertThat(results.results(0)).isEqualTo(window);
        }
    }

    /** What a breaker makes of it; with a window of one the failure opens it. */
    @ParameterizedTest
    @ValueSource(ints = {2, 64, CircuitBreaker.MAX_WINDOW})
    void b13_theRateForgetsTheOldestResult(int window) {
        TestBreaker test = new TestBreaker(policy("100%", window, 1)).succeed(1);
        for (int lap = 0; lap < 3; lap++) {
            test.fail(1).succeed(window - 1);
            assertThat(test.breaker.failureRate(test.now)).isEqualTo(1.0 / window);
            test.succeed(1);
            assertThat(test.breaker.failureRate(test.now)).isZero();
        }
    }

    /** 55% of 20 is 11, though 0.55 * 20 is a little more than that for a computer. */
    @Test
    void theRateIsExactAtItsEdge() {
        for (int percent = 1; percent <= 100; percent++) {
            for (int window : new int[] {1, 2, 3, 7, 20, 29, 40, 100}) {
                int needed = (percent * window + 99) / 100;
                TestBreaker test = new TestBreaker(policy(percent + "%", window, window))
                        .succeed(window - needed)
                        .fail(needed - 1);
                assertThat(test.state())
                        .as("%d failures at %d%% of %d", needed - 1, percent, window)
                        .isEqualTo(BreakerState.CLOSED);
                test.fail(1);
                assertThat(test.state())
                        .as("%d failures at %d%% of %d", needed, percent, window)
                        .isEqualTo(BreakerState.OPEN);
            }
        }
    }

    /** Ten failures, then a success: the rate is high and the calls are enough, but what just came is good news. */
    @Test
    void aSuccessNeverOpensIt() {
        TestBreaker test = new TestBreaker(policy("50%", 20, 11)).fail(10).succeed(1);
        assertThat(test.breaker.failureRate(test.now)).isEqualTo(10.0 / 11);
        assertThat(test.state()).isEqualTo(BreakerState.CLOSED);
        test.fail(1);
        assertThat(test.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void aWindowFullOfSuccessesIsOnlyRead() {
        CountWindow window = new CountWindow(policy("50%", 100, 20).build(), 0);
        for (int i = 0; i < 100; i++) {
            window.addGood(0);
        }
        assertThat(window.isSettled()).isTrue();
        window.addBad(true, false, 0);
        for (int i = 0; i < 99; i++) {
            window.addGood(0);
            assertThat(window.isSettled()).isFalse();
        }
        assertThat(window.failures(0)).isOne();
        window.addGood(0);
        assertThat(window.isSettled()).isTrue();
        assertThat(window.failures(0)).isZero();
        assertThat(window.results(0)).isEqualTo(100);
    }
}
