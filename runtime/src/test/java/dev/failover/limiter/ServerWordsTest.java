package dev.failover.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failover.time.Durations;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's own limit, as an option. */
class ServerWordsTest {
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE, -3, Long.MAX_VALUE - 5})
    void noMoreThanRemainUntilTheReset(long origin) {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.fromServer(), origin);
        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter.reserve(origin, 0)).as("nothing is known yet").isZero();
        }
        limiter.heard(ServerLimit.of(3, 10 * SECOND), origin);
        assertThat(limiter.availablePermits(origin)).isEqualTo(3);
        assertThat(limiter.reserve(origin, 2, 0)).isZero();
        assertThat(limiter.reserve(origin, 2, 0)).isEqualTo(-10 * SECOND);
        assertThat(limiter.reserve(origin, 1, 0)).isZero();
        assertThat(limiter.reserve(origin + 4 * SECOND, 0)).isEqualTo(-6 * SECOND);
        assertThat(limiter.reserve(origin + 4 * SECOND, 6 * SECOND)).isEqualTo(6 * SECOND);
        assertThat(limiter.reserve(origin + 10 * SECOND - 1, 0)).isEqualTo(-1);
        assertThat(limiter.reserve(origin + 10 * SECOND, 0)).isZero();
        assertThat(limiter.availablePermits(origin + 10 * SECOND)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aPolicyThatDoesNotListenHearsNothing() {
        RateLimiter limiter = limiter("10/s", false);
        limiter.heard(ServerLimit.of(0, SECOND), 0);
        limiter.heard(ServerLimit.nothingFor(SECOND), 0);
        assertThat(limiter.reserve(0, 0)).isZero();
    }

    @Test
    void aLaterWordAboutTheSameWindowCanOnlyLowerIt() {
        RateLimiter limiter = limiter("100/s", true);
        limiter.heard(ServerLimit.of(10, 60 * SECOND), 0);
        limiter.reserve(0, 4, 0);
        limiter.heard(ServerLimit.of(9, 59 * SECOND), SECOND);
        assertThat(limiter.availablePermits(SECOND)).isEqualTo(6);
        limiter.heard(ServerLimit.of(2, 58 * SECOND), SECOND);
        assertThat(limiter.availablePermits(SECOND)).isEqualTo(2);
        assertThat(limiter.reserve(SECOND, 3, 0)).isEqualTo(-59 * SECOND);
    }

    @Test
    void aWordAboutAnotherWindowReplacesIt() {
        RateLimiter limiter = limiter("100/s", true);
        limiter.heard(ServerLimit.of(0, 60 * SECOND), 0);
        limiter.heard(ServerLimit.of(7, 62 * SECOND), 0);
        assertThat(limiter.availablePermits(0)).isEqualTo(7);
        limiter.heard(ServerLimit.of(8, 5 * SECOND), 0);
        assertThat(limiter.availablePermits(0)).isEqualTo(8);
        limiter.heard(ServerLimit.of(50, 5 * SECOND), 5 * SECOND);
        assertThat(limiter.availablePermits(5 * SECOND)).as("the next one").isEqualTo(50);
    }

    /** Servers cut the reset to whole seconds; the latest one named for a window is the safest. */
    @Test
    void theResetIsTheLatestNamedForAWindow() {
        RateLimiter limiter = limiter("100/s", true);
        limiter.heard(ServerLimit.of(1, 10 * SECOND), 0);
        limiter.heard(ServerLimit.of(0, 10 * SECOND), SECOND / 2);
        assertThat(limiter.reserve(SECOND, 0)).isEqualTo(-19 * SECOND / 2);
        limiter.heard(ServerLimit.of(3, 8 * SECOND), 3 * SECOND + 1);
        assertThat(limiter.availablePermits(4 * SECOND)).as("no drift").isEqualTo(3);
    }

    @Test
    void aPauseHoldsUntilItsEndAndCanOnlyBecomeLonger() {
        RateLimiter limiter = limiter("100/s", true);
        limiter.heard(ServerLimit.nothingFor(30 * SECOND), 0);
        limiter.heard(ServerLimit.of(50, 60 * SECOND), 0);
        limiter.heard(ServerLimit.nothingFor(5 * SECOND), 0);
        assertThat(limiter.availablePermits(0)).isZero();
        assertThat(limiter.reserve(0, 0)).isEqualTo(-30 * SECOND);
        assertThat(limiter.reserve(0, 30 * SECOND)).isEqualTo(30 * SECOND);
        limiter.heard(ServerLimit.nothingFor(40 * SECOND), 0);
        assertThat(limiter.reserve(0, 0)).isEqualTo(-40 * SECOND);
        assertThat(limiter.availablePermits(40 * SECOND)).isEqualTo(49);
    }

    @Test
    void aResetIsNoFurtherAwayThanTheGuardSays() {
        RateLimiter limiter = limiter("100/s", true);
        limiter.heard(ServerLimit.of(0, 86_400 * SECOND), 0);
        assertThat(limiter.reserve(0, 0)).isEqualTo(-3_600 * SECOND);
        limiter.heard(ServerLimit.nothingFor(Durations.LONGEST_NANOS), 0);
        assertThat(limiter.reserve(0, 0)).isEqualTo(-3_600 * SECOND);
        RateLimiter patient =
                new RateLimiter(RateLimiterPolicy.fromServer().withLongestReset(Duration.ofDays(365 * 200)), 0);
        patient.heard(ServerLimit.nothingFor(Long.MAX_VALUE), 0);
        assertThat(patient.reserve(0, 0)).isEqualTo(-Durations.LONGEST_NANOS);
        assertThat(patient.reserve(0, Long.MAX_VALUE)).isEqualTo(Durations.LONGEST_NANOS);
    }

    /** Servers cut the reset to whole seconds, so both words say 1 s; the first one's window ended after 250 ms. */
    @ParameterizedTest
    @CsvSource({"1, -1", "10, 1"})
    void aFreshWindowOfOneSecondIsNotLostInTheOneBefore(long reset, long window) {
        RateLimiter limiter = limiter("100/s", true);
        long windowNanos = window < 0 ? ServerLimit.UNKNOWN : window * SECOND;
        limiter.heard(ServerLimit.of(0, reset * SECOND, 10, windowNanos), 0);
        limiter.heard(ServerLimit.of(9, reset * SECOND, 10, windowNanos), 3 * SECOND / 5);
        assertThat(limiter.availablePermits(3 * SECOND / 5)).isEqualTo(9);
        limiter.reserve(3 * SECOND / 5, 0);
        limiter.heard(ServerLimit.of(9, reset * SECOND, 10, windowNanos), SECOND);
        assertThat(limiter.availablePermits(SECOND)).as("the same one").isEqualTo(8);
    }

    /** It was never taken from what the server said to remain, so there is nothing to come back. */
    @Test
    void whoWaitedBeforeTheServerSpokeHasNoPermitOfItsWindow() {
        RateLimiter limiter = limiter("1/s burst 1", true);
        limiter.reserve(0, 0);
        limiter.reserve(0, 60 * SECOND);
        assertThat(limiter.reserve(0, 60 * SECOND)).isEqualTo(2 * SECOND);
        limiter.heard(ServerLimit.of(1, 60 * SECOND), 0);
        assertThat(limiter.reserve(0, 60 * SECOND)).isEqualTo(3 * SECOND);
        limiter.giveBack(1, -2 * SECOND, 0);
        assertThat(limiter.reserve(0, 30 * SECOND)).as("nothing remains").isEqualTo(-60 * SECOND);
        limiter.giveBack(1, -3 * SECOND, 0);
        assertThat(limiter.reserve(0, 60 * SECOND)).isEqualTo(2 * SECOND);
    }

    /** The window that was cut is still the same one when it is heard of again. */
    @Test
    void aWindowThatWasCutIsNotReplacedByItself() {
        RateLimiter limiter = limiter("100/s", true);
        limiter.heard(ServerLimit.of(10, 86_400 * SECOND), 0);
        limiter.reserve(0, 4, 0);
        limiter.heard(ServerLimit.of(10, 86_300 * SECOND), 100 * SECOND);
        assertThat(limiter.availablePermits(100 * SECOND)).isEqualTo(6);
    }

    @Test
    void ownRatesAreKeptAfterTheReset() {
        RateLimiter limiter = limiter("10/s burst 2", true);
        limiter.heard(ServerLimit.of(0, 5 * SECOND), 0);
        long[] waits = new long[4];
        for (int i = 0; i < waits.length; i++) {
            waits[i] = limiter.reserve(0, 60 * SECOND);
        }
        assertThat(waits).containsExactly(5 * SECOND, 5 * SECOND, 51 * SECOND / 10, 52 * SECOND / 10);
        assertThat(limiter.reserve(0, 5 * SECOND)).isEqualTo(-53 * SECOND / 10);
    }

    @Test
    void whatOwnRatesRefuseIsNotTakenFromTheServers() {
        RateLimiter limiter = limiter("10/s burst 2", true);
        limiter.heard(ServerLimit.of(5, 60 * SECOND), 0);
        for (int i = 0; i < 100; i++) {
            limiter.reserve(0, 0);
        }
        assertThat(limiter.availablePermits(SECOND)).isEqualTo(2);
        limiter.reserve(SECOND, 2, 0);
        assertThat(limiter.availablePermits(2 * SECOND))
                .as("one is left of the server's")
                .isOne();
        assertThat(limiter.reserve(0, 3, 0)).isEqualTo(RateLimiter.NEVER);
    }

    @Test
    void aPermitGoesBackToTheWindowItCameFrom() {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.fromServer(), 0);
        limiter.reserve(0, 0);
        limiter.heard(ServerLimit.of(5, 10 * SECOND), SECOND);
        limiter.giveBack(1, SECOND, SECOND);
        limiter.reserve(SECOND, 3, 0);
        limiter.giveBack(1, 2 * SECOND, 2 * SECOND);
        assertThat(limiter.availablePermits(2 * SECOND)).as("it is from before").isEqualTo(2);
        limiter.giveBack(2, SECOND, 2 * SECOND);
        assertThat(limiter.availablePermits(2 * SECOND)).isEqualTo(4);
        limiter.giveBack(9, 0, 2 * SECOND);
        assertThat(limiter.availablePermits(2 * SECOND))
                .as("as many as were told")
                .isEqualTo(5);
        limiter.reserve(2 * SECOND, 5, 0);
        assertThat(limiter.reserve(2 * SECOND, 10 * SECOND)).isEqualTo(9 * SECOND);
        limiter.giveBack(1, -9 * SECOND, 2 * SECOND);
        assertThat(limiter.availablePermits(2 * SECOND))
                .as("it was for after the reset")
                .isZero();
    }

    @Test
    void aResetAtOnceSaysNothing() {
        RateLimiter limiter = limiter("10/s", true);
        limiter.heard(ServerLimit.of(3, 60 * SECOND), 0);
        limiter.heard(ServerLimit.of(9, 0), 0);
        limiter.heard(ServerLimit.nothingFor(0), 0);
        assertThat(limiter.availablePermits(0)).isEqualTo(3);
    }

    /** Pitfall L10: a window from centuries ago. */
    @ParameterizedTest
    @ValueSource(longs = {1, 100, 290, 300, 340})
    void l10_anOldWindowIsOver(long years) {
        RateLimiter limiter = limiter("10/s", true);
        limiter.heard(ServerLimit.of(0, 60 * SECOND), 0);
        limiter.heard(ServerLimit.nothingFor(60 * SECOND), 0);
        long later = years * 365 * 24 * 3600 * SECOND;
        assertThat(limiter.reserve(later, 0)).isZero();
        limiter.heard(ServerLimit.of(3, 60 * SECOND), later);
        assertThat(limiter.availablePermits(later)).isEqualTo(3);
    }

    @Test
    void wordsAreValues() {
        assertThat(ServerLimit.of(3, SECOND))
                .isEqualTo(ServerLimit.of(3, SECOND))
                .hasSameHashCodeAs(ServerLimit.of(3, SECOND))
                .isNotEqualTo(ServerLimit.of(3, SECOND, 10, SECOND))
                .hasToString("3 for 1000000000 ns");
        assertThat(ServerLimit.of(0, SECOND)).isNotEqualTo(ServerLimit.nothingFor(SECOND));
        assertThat(ServerLimit.of(3, SECOND, 10, 60 * SECOND)).hasToString("3 of 10 for 1000000000 ns");
        assertThat(ServerLimit.nothingFor(SECOND)).hasToString("nothing for 1000000000 ns");
        assertThatIllegalArgumentException().isThrownBy(() -> ServerLimit.of(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ServerLimit.of(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> ServerLimit.nothingFor(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> ServerLimit.of(0, 0, -2, 0));
    }

    private static RateLimiter limiter(String rates, boolean fromServer) {
        return new RateLimiter(RateLimiterPolicy.of(rates).fromServer(fromServer), 0);
    }
}
