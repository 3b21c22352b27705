package dev.failover.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HedgeTimerTest {
    private static final long SECOND = 1_000_000_000L;

    private final FakeLatencies latencies = new FakeLatencies();

    private static final class FakeLatencies implements HedgeTimer.Latencies {
        long samples;
        long nanos;
        double asked;
        int times;

        @Override
        public long samples() {
            return samples;
        }

        @Override
        public long percentileNanos(double percent) {
            asked = percent;
            times++;
            return nanos;
        }
    }

    @Test
    void aFixedDelayAsksNobody() {
        HedgeTimer timer = new HedgeTimer(HedgePolicy.after(Duration.ofNanos(5)), latencies, 0);
        assertThat(timer.delayNanos(0)).isEqualTo(5);
        assertThat(timer.delayNanos(100 * SECOND)).isEqualTo(5);
        assertThat(latencies.times).isZero();
    }

    @Test
    void thereIsNoHedgeWhileThereAreTooFewSamples() {
        HedgeTimer timer = new HedgeTimer(HedgePolicy.afterPercentile(99), latencies, 0);
        latencies.samples = 99;
        latencies.nanos = 7_000_000;
        assertThat(timer.delayNanos(0)).isEqualTo(HedgeTimer.NEVER);
        latencies.samples = 100;
        assertThat(timer.delayNanos(SECOND)).isEqualTo(7_000_000);
        assertThat(latencies.asked).isEqualTo(99);
        latencies.samples = 0;
        assertThat(timer.delayNanos(2 * SECOND)).isEqualTo(HedgeTimer.NEVER);
    }

    @Test
    void aPercentileIsNeverBelowTheMinimum() {
        latencies.samples = 1_000;
        latencies.nanos = 20_000;
        assertThat(new HedgeTimer(HedgePolicy.afterPercentile(95), latencies, 0).delayNanos(0))
                .isEqualTo(1_000_000);
        assertThat(new HedgeTimer(HedgePolicy.afterPercentile(95).withMinDelay(Duration.ZERO), latencies, 0)
                        .delayNanos(0))
                .isEqualTo(20_000);
    }

    @Test
    void itIsWorkedOutOnceASecond() {
        latencies.samples = 1_000;
        latencies.nanos = 10_000_000;
        HedgeTimer timer = new HedgeTimer(HedgePolicy.afterPercentile(95), latencies, 0);
        for (long now = 0; now < SECOND; now += SECOND / 100) {
            assertThat(timer.delayNanos(now)).isEqualTo(10_000_000);
        }
        assertThat(latencies.times).isEqualTo(1);
        latencies.nanos = 30_000_000;
        assertThat(timer.delayNanos(SECOND)).isEqualTo(30_000_000);
        assertThat(latencies.times).isEqualTo(2);
    }

    @Test
    void itGoesOnWhenTheClockOverflowsAndAfterCenturies() {
        latencies.samples = 1_000;
        latencies.nanos = 10_000_000;
        long start = Long.MAX_VALUE - SECOND / 2;
        HedgeTimer timer = new HedgeTimer(HedgePolicy.afterPercentile(95), latencies, start);
        assertThat(timer.delayNanos(start)).isEqualTo(10_000_000);
        latencies.nanos = 20_000_000;
        assertThat(timer.delayNanos(start + SECOND - 1)).isEqualTo(10_000_000);
        assertThat(timer.delayNanos(start + SECOND)).isEqualTo(20_000_000);
        latencies.nanos = 40_000_000;
        long centuries = 400L * 365 * 24 * 3600 * SECOND;
        assertThat(timer.delayNanos(start + centuries)).isEqualTo(40_000_000);
    }
}
