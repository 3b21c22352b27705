package dev.failover.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {
    private static final long MS = 1_000_000;
    private static final long YEAR = 365L * 24 * 3600 * 1_000_000_000L;

    @Test
    void l12_theFullBurstIsThereFromTheStart() {
        RateLimiter limiter = limiter("100/s", 5, 0);
        for (int i = 0; i < 5; i++) {
            assertThat(limiter.reserve(0, 0)).isZero();
        }
        assertThat(limiter.reserve(0, 0)).as("exact time to the next permit").isEqualTo(-10 * MS);
        assertThat(limiter.reserve(10 * MS - 1, 0)).isEqualTo(-1);
        assertThat(limiter.reserve(10 * MS, 0)).isZero();
    }

    @Test
    void aPermitThatIsWaitedForIsReserved() {
        RateLimiter limiter = limiter("100/s", 1, 0);
        assertThat(limiter.reserve(0, 0)).isZero();
        assertThat(limiter.reserve(0, 15 * MS)).isEqualTo(10 * MS);
        assertThat(limiter.reserve(0, 15 * MS)).isEqualTo(-20 * MS);
        assertThat(limiter.reserve(0, 20 * MS)).isEqualTo(20 * MS);
    }

    @Test
    void aPermitThatWasGivenBackIsThereForTheNext() {
        RateLimiter limiter = limiter("100/s", 1, 0);
        limiter.reserve(0, 0);
        assertThat(limiter.reserve(0, 10 * MS)).isEqualTo(10 * MS);
        limiter.giveBack(1, -10 * MS, 0);
        assertThat(limiter.reserve(0, 10 * MS)).isEqualTo(10 * MS);
    }

    /** Time has refilled a permit that was held for long; it must not come back twice. */
    @Test
    void aPermitThatIsGivenBackLateIsNoExtraOne() {
        RateLimiter limiter = limiter("100/s", 2, 0);
        limiter.reserve(0, 0);
        assertThat(limiter.reserve(100 * MS, 0)).isZero();
        limiter.giveBack(1, 100 * MS, 100 * MS);
        assertThat(limiter.reserve(100 * MS, 0)).isZero();
        assertThat(limiter.reserve(100 * MS, 0)).isNegative();
    }

    @Test
    void l9_rejectedCallsTakeNothing() {
        RateLimiter limiter = limiter("100/s", 1, 0);
        limiter.reserve(0, 0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter.reserve(0, 0)).isNegative();
        }
        assertThat(limiter.reserve(10 * MS, 0)).isZero();
    }

    /** A steady overload of ten times the rate still gets the rate. */
    @Test
    void l9_steadyOverloadStillGetsTheRate() {
        RateLimiter limiter = limiter("100/s", 1, 0);
        int admitted = 0;
        for (long now = 0; now < 1_000 * MS; now += MS) {
            admitted += limiter.reserve(now, 0) == 0 ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 290, 300, 340})
    void l10_longIdlenessIsNoMoreThanAFullBurst(long years) {
        RateLimiter limiter = limiter("100/s", 3, 0);
        assertThat(limiter.reserve(0, 0)).isZero();
        // As many years as this overflow a reading in nanoseconds.
        long later = years * (YEAR / 1000) * 1000;
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.reserve(later, 0)).as("permit %d", i).isZero();
        }
        assertThat(limiter.reserve(later, 0)).isNegative();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -5, Long.MAX_VALUE - 25 * MS, Long.MAX_VALUE})
    void l10_theClockMayBeginAnywhere(long origin) {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of("100/s").withBurst(2), origin);
        for (int i = 0; i < 10; i++) {
            long now = origin + i * 20 * MS;
            assertThat(limiter.reserve(now, 0)).isZero();
            assertThat(limiter.reserve(now, 0)).isZero();
            assertThat(limiter.reserve(now, 0)).isEqualTo(-10 * MS);
        }
    }

    /** Negative readings that become positive ones, and positive ones that wrap, while permits are waited for. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE + 20 * MS, -20 * MS, Long.MAX_VALUE - 20 * MS})
    void l10_aWaitMayCrossTheEdgeOfTheReadings(long origin) {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of("100/s burst 1, 3000/m burst 1"), origin);
        assertThat(limiter.reserve(origin, 0)).isZero();
        for (int i = 1; i <= 5; i++) {
            assertThat(limiter.reserve(origin, 100 * MS)).isEqualTo(i * 20 * MS);
        }
        limiter.giveBack(1, -100 * MS, origin);
        assertThat(limiter.reserve(origin + 70 * MS, 100 * MS)).isEqualTo(30 * MS);
        assertThat(limiter.reserve(origin + 110 * MS, 0)).isEqualTo(-10 * MS);
        assertThat(limiter.reserve(origin + 120 * MS, 0)).isZero();
    }

    /** Pitfall L12: not aligned to anything but the limiter itself. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999_999_999, 123_456_789_012L, -7})
    void l12_theFirstCallHasTheFullBurstWheneverItComes(long origin) {
        for (long later : new long[] {0, 1, 333 * MS, 999 * MS, 1_000 * MS}) {
            RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of("10/s, 5000/h"), origin);
            for (int i = 0; i < 10; i++) {
                assertThat(limiter.reserve(origin + later, 0)).isZero();
            }
            assertThat(limiter.reserve(origin + later, 0)).isEqualTo(-100 * MS);
        }
    }

    /** Pitfall L8: a limit of 100 in half a second is not 200 around the edge of two cycles. */
    @Test
    void l8_thereIsNoEdgeOfACycle() {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of(Rate.of(100, Duration.ofMillis(500))), 0);
        int admitted = 0;
        for (long now = 450 * MS; now < 550 * MS; now += MS / 10) {
            admitted += limiter.reserve(now, 0) == 0 ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(200 + 19); // a burst of one second, and what 100 ms refill
    }

    @Test
    void aWaitWithoutBoundIsAHundredYearsAndANegativeOneIsNone() {
        RateLimiter limiter = limiter("100/s", 1, 0);
        assertThat(limiter.reserve(0, Long.MIN_VALUE)).isZero();
        assertThat(limiter.reserve(0, Long.MIN_VALUE)).isEqualTo(-10 * MS);
        assertThat(limiter.reserve(10 * MS, -1)).isZero();
        assertThat(limiter.reserve(10 * MS, Long.MAX_VALUE)).isEqualTo(10 * MS);
        RateLimiter slow = new RateLimiter(RateLimiterPolicy.of(Rate.of(1, Duration.ofDays(365))), 0);
        for (int year = 0; year <= 100; year++) {
            assertThat(slow.reserve(0, Long.MAX_VALUE)).isEqualTo(year * YEAR);
        }
        assertThat(slow.reserve(0, Long.MAX_VALUE)).isEqualTo(-101 * YEAR);
    }

    @Test
    void theGaugeCountsWholePermits() {
        RateLimiter limiter = limiter("100/s", 3, 0);
        assertThat(limiter.availablePermits(0)).isEqualTo(3);
        limiter.reserve(0, 0);
        assertThat(limiter.availablePermits(0)).isEqualTo(2);
        assertThat(limiter.availablePermits(10 * MS - 1)).isEqualTo(2);
        assertThat(limiter.availablePermits(10 * MS)).isEqualTo(3);
        limiter.reserve(10 * MS, 3, 0);
        limiter.reserve(10 * MS, 3, 1_000 * MS);
        assertThat(limiter.availablePermits(10 * MS)).isZero();
        assertThat(limiter.availablePermits(YEAR)).isEqualTo(3);
        RateLimiter none = new RateLimiter(RateLimiterPolicy.fromServer(), 0);
        assertThat(none.availablePermits(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aReadingFromJustBeforeIsNoTrouble() {
        RateLimiter limiter = limiter("100/s", 1, 0);
        assertThat(limiter.reserve(1_000 * MS, 0)).isZero();
        assertThat(limiter.reserve(999 * MS, 0)).isEqualTo(-11 * MS);
    }

    @Test
    void theSlowestRateGivesItsFirstPermitToo() {
        Rate once = Rate.of(1, Duration.ofDays(365));
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of(once), 0);
        assertThat(limiter.reserve(0, 0)).isZero();
        assertThat(limiter.reserve(0, 0)).isNegative();
        assertThat(limiter.reserve(YEAR, 0)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(1, Duration.ofDays(366)));
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(1, Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void manyThreadsGetNoMoreThanThereIs() throws Exception {
        int threads = 8;
        RateLimiter limiter = limiter("1000/s", 10, 0);
        AtomicLong clock = new AtomicLong();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                counts.add(executor.submit(() -> {
                    int admitted = 0;
                    for (int n = 0; n < 20_000; n++) {
                        admitted += limiter.reserve(clock.addAndGet(5_000), 0) == 0 ? 1 : 0;
                    }
                    return admitted;
                }));
            }
            int admitted = 0;
            for (Future<Integer> count : counts) {
                admitted += count.get();
            }
            long milliseconds = clock.get() / MS;
            assertThat(admitted).isBetween((int) milliseconds * 9 / 10, (int) milliseconds + 10);
        } finally {
            executor.shutdownNow();
        }
    }

    private static RateLimiter limiter(String rate, int burst, long now) {
        return new RateLimiter(RateLimiterPolicy.of(rate).withBurst(burst), now);
    }
}
