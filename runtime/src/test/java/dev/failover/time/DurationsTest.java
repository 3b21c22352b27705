package dev.failover.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void countsInNanoseconds() {
        assertThat(Durations.nanos("wait", Duration.ofMillis(5))).isEqualTo(5_000_000);
        assertThat(Durations.nanos("wait", Duration.ZERO)).isZero();
        assertThat(Durations.nanos("wait", Duration.ofNanos(1))).isEqualTo(1);
    }

    @Test
    void cutsOffAtForEver() {
        assertThat(Durations.nanos("wait", Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Durations.LONGEST_NANOS);
        assertThat(Durations.nanos("wait", Duration.ofNanos(Durations.LONGEST_NANOS)))
                .isEqualTo(Durations.LONGEST_NANOS);
        assertThat(Durations.nanos("wait", Duration.ofNanos(Durations.LONGEST_NANOS + 1)))
                .isEqualTo(Durations.LONGEST_NANOS);
        assertThat(Durations.nanos("wait", Duration.ofNanos(Durations.LONGEST_NANOS - 1)))
                .isEqualTo(Durations.LONGEST_NANOS - 1);
    }

    @Test
    void refusesWhatMeansNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.nanos("wait", Duration.ofNanos(-1)))
                .withMessage("wait is PT-0.000000001S; it cannot be negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.positiveNanos("wait", Duration.ZERO))
                .withMessageStartingWith("wait is 0");
    }
}
