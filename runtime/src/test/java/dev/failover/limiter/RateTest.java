package dev.failover.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @ParameterizedTest
    @CsvSource({
        "100/s,       10000000,     100",
        "' 6000 / m', 10000000,     100",
        "5000/h,      720000000,    1",
        "3/s,         333333334,    3",
        "1/d,         86400000000000, 1",
        "1000000000/s, 1,           1000000000"
    })
    void readsARate(String text, long intervalNanos, int permitsPerSecond) {
        Rate rate = Rate.parse(text);
        assertThat(rate.intervalNanos()).isEqualTo(intervalNanos);
        assertThat(rate.permitsPerSecond()).isEqualTo(permitsPerSecond);
        assertThat(rate).isEqualTo(Rate.parse(rate.toString()));
    }

    @Test
    void saysWhatMayBeWritten() {
        assertThat(Rate.of(100, Duration.ofSeconds(1))).hasToString("100/s");
        assertThat(Rate.of(100, Duration.ofMinutes(1))).hasToString("100/m");
        assertThat(Rate.of(100, Duration.ofHours(1))).hasToString("100/h");
        assertThat(Rate.of(100, Duration.ofDays(1))).hasToString("100/d");
        assertThat(Rate.of(7, Duration.ofSeconds(3)))
                .as("there is no way to write this")
                .hasToString("7/PT3S");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "100",
                "/s",
                "100/",
                "100/x",
                "0/s",
                "-1/s",
                "1.5/s",
                "1000000001/s",
                "100/S",
                "100/s/s",
                "ten/s",
                "+5/s",
                "\u0663/s",
                "99999999999999999999/s"
            })
    void refusesTheRest(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.parse(text))
                .withMessageMatching(".*(write|allowed is) .*");
    }

    @Test
    void refusesPoliciesThatMeanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimiterPolicy.of("1/s").withBurst(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimiterPolicy.of("1/s").withWait(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.of(2, Duration.ofNanos(1)));
    }
}
