package dev.failover.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another policy at run time. */
class ReconfiguredLimiterTest {
    private static final long MS = 1_000_000;

    /** After 6 of 10 permits: as many are there as before, up to the new burst, and the rest is refilled at the new rate. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20/s burst 10           | 4 | 50",
                "5/s burst 10            | 4 | 200",
                "20/s burst 20           | 4 | 50",
                "20/s burst 2            | 2 | 50",
                "10/s burst 10, 5000/h   | 4 | 100"
            })
    void whatWasUsedStaysUsed(String policy, int left, long refill) {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of("10/s"), 0);
        limiter.reserve(0, 6, 0);
        limiter.reconfigure(RateLimiterPolicy.of(policy), 0);
        assertThat(limiter.policy()).isEqualTo(RateLimiterPolicy.of(policy));
        assertThat(limiter.availablePermits(0)).isEqualTo(left);
        for (int i = 0; i < left; i++) {
            assertThat(limiter.reserve(0, 0)).isZero();
        }
        assertThat(limiter.reserve(0, 0)).isEqualTo(-refill * MS);
    }

    @Test
    void aUsedUpBurstDoesNotComeBackByChangingToAndFro() {
        RateLimiterPolicy small = RateLimiterPolicy.of("10/s");
        RateLimiterPolicy large = RateLimiterPolicy.of("100/s, 5000/h");
        RateLimiter limiter = new RateLimiter(small, 0);
        assertThat(limiter.reserve(0, 10, 0)).isZero();
        for (int i = 0; i < 100; i++) {
            limiter.reconfigure(i % 2 == 0 ? large : small, 0);
            assertThat(limiter.availablePermits(0)).isZero();
        }
        assertThat(limiter.reserve(100 * MS, 0)).isZero();
        assertThat(limiter.reserve(100 * MS, 0)).isNegative();
    }

    @Test
    void reservationsStayReserved() {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of("10/s burst 1"), 0);
        limiter.reserve(0, 0);
        assertThat(limiter.reserve(0, 1_000 * MS)).isEqualTo(100 * MS);
        assertThat(limiter.reserve(0, 1_000 * MS)).isEqualTo(200 * MS);
        limiter.reconfigure(RateLimiterPolicy.of("5/s burst 1"), 0);
        assertThat(limiter.reserve(0, 1_000 * MS)).isEqualTo(600 * MS);
        limiter.giveBack(1, -600 * MS, 0);
        assertThat(limiter.reserve(0, 1_000 * MS)).isEqualTo(600 * MS);
    }

    /** Each rate goes on from the one with its period. */
    @Test
    void ratesAreToldByTheirPeriods() {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of("10/s burst 10, 1000/h burst 100"), 0);
        for (int i = 0; i < 10; i++) {
            limiter.reserve(i * 1_000 * MS, 8, 0);
        }
        // 80 of 100, less 2.5 that are refilled; the faster one had 8 of 10 just now.
        long now = 9_000 * MS;
        limiter.reconfigure(RateLimiterPolicy.of("50/s burst 10, 500/h burst 100"), now);
        assertThat(limiter.availablePermits(now)).isEqualTo(2);
        assertThat(limiter.availablePermits(now + 1_000 * MS)).isEqualTo(10);
        limiter.reconfigure(RateLimiterPolicy.of("500/h burst 100"), now);
        assertThat(limiter.availablePermits(now)).isEqualTo(22);
    }

    @Test
    void aHeavierPermitMayBecomePossible() {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of("10/s"), 0);
        assertThat(limiter.reserve(0, 11, 0)).isEqualTo(RateLimiter.NEVER);
        limiter.reconfigure(RateLimiterPolicy.of("20/s"), 0);
        assertThat(limiter.reserve(0, 11, 0)).isEqualTo(-50 * MS);
        // And one from before may be heavier than what there is now.
        limiter.reserve(50 * MS, 11, 0);
        limiter.reconfigure(RateLimiterPolicy.of("20/s burst 2"), 50 * MS);
        limiter.giveBack(11, 0, 50 * MS);
        assertThat(limiter.availablePermits(50 * MS)).isEqualTo(2);
    }

    @Test
    void longIdlenessIsForgotten() {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of("10/s"), 0);
        limiter.reserve(0, 10, 0);
        long later = 300L * 365 * 24 * 3600 * 1_000_000_000L;
        limiter.reconfigure(RateLimiterPolicy.of("10/s burst 8"), later);
        assertThat(limiter.availablePermits(later)).isEqualTo(8);
    }

    @Test
    void theSameAgainChangesNothing() {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of("10/s"), 0);
        limiter.reserve(0, 10, 0);
        limiter.reconfigure(RateLimiterPolicy.of("10/s"), 50 * MS);
        assertThat(limiter.reserve(50 * MS, 0)).isEqualTo(-50 * MS);
        limiter.reconfigure(RateLimiterPolicy.of("10/s").withWait(Duration.ofSeconds(1)), 50 * MS);
        assertThat(limiter.policy().waitNanos()).isEqualTo(1_000 * MS);
        assertThat(limiter.reserve(50 * MS, 0)).isEqualTo(-50 * MS);
    }

    @Test
    void whatTheServerSaidIsKept() {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of("10/s").fromServer(true), 0);
        limiter.heard(ServerLimit.of(2, 1_000 * MS), 0);
        limiter.reconfigure(RateLimiterPolicy.fromServer(), 0);
        assertThat(limiter.availablePermits(0)).isEqualTo(2);
        limiter.reconfigure(RateLimiterPolicy.of("10/s"), 0);
        assertThat(limiter.availablePermits(0)).isEqualTo(10);
    }
}
