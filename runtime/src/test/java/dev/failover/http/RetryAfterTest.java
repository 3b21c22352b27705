package dev.failover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.time.Durations;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final long WALL_CLOCK = Instant.parse("1994-11-06T08:49:07Z").toEpochMilli();

    @Test
    void readsSeconds() {
        assertThat(RetryAfter.parseNanos("0", null, 0)).isZero();
        assertThat(RetryAfter.parseNanos(" 120 ", null, 0)).isEqualTo(120_000_000_000L);
    }

    /** All three forms of RFC 9110, section 5.6.7. */
    @ParameterizedTest
    @ValueSource(strings = {DATE, "Sun Nov  6 08:49:37 1994"})
    void readsDates(String date) {
        assertThat(RetryAfter.parseNanos(date, null, WALL_CLOCK)).isEqualTo(30_000_000_000L);
    }

    @Test
    void readsTheDateOfRfc850() {
        long wallClock = Instant.parse("2026-11-06T08:49:07Z").toEpochMilli();
        assertThat(RetryAfter.parseNanos("Friday, 06-Nov-26 08:49:37 GMT", null, wallClock))
                .isEqualTo(30_000_000_000L);
    }

    @Test
    void measuresADateAgainstTheServersClock() {
        assertThat(RetryAfter.parseNanos(DATE, "Sun, 06 Nov 1994 08:49:36 GMT", 0))
                .isEqualTo(1_000_000_000L);
        assertThat(RetryAfter.parseNanos(DATE, "some day", WALL_CLOCK)).isEqualTo(30_000_000_000L);
    }

    @Test
    void aDateInThePastMeansNow() {
        assertThat(RetryAfter.parseNanos(DATE, null, WALL_CLOCK + 60_000)).isZero();
    }

    /** Added to a reading of the clock it must not overflow. */
    @ParameterizedTest
    @ValueSource(strings = {"9999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void theLongestWaitIsForEver(String value) {
        assertThat(RetryAfter.parseNanos(value, null, WALL_CLOCK)).isEqualTo(Durations.LONGEST_NANOS);
    }

    /** A year that can be written down, but is too far away for milliseconds in a long. */
    @ParameterizedTest
    @ValueSource(strings = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"})
    void aYearBeyondAllClocksIsNotThere(String weekday) {
        String date = weekday + " Jan  1 00:00:00 +999999999";
        assertThat(RetryAfter.parseNanos(date, null, 0)).isEqualTo(RetryAfter.NONE);
        assertThat(RetryAfter.parseNanos(DATE, date, WALL_CLOCK)).isEqualTo(30_000_000_000L);
    }

    @Test
    void aClockThatIsWrongByAllOfTimeIsNoTrouble() {
        assertThat(RetryAfter.parseNanos(DATE, null, Long.MIN_VALUE)).isEqualTo(Durations.LONGEST_NANOS);
        assertThat(RetryAfter.parseNanos(DATE, null, Long.MAX_VALUE)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+5", "1.5", "5s", "soon", "99999999999", "١٢", "Sun, 06 Nov 1994", "5, 5"})
    void whatCannotBeReadIsNotThere(String value) {
        assertThat(RetryAfter.parseNanos(value, null, 0)).isEqualTo(RetryAfter.NONE);
        assertThat(RetryAfter.parseNanos(null, DATE, 0)).isEqualTo(RetryAfter.NONE);
    }
}
