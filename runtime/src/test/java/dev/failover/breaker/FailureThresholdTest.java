package dev.failover.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureThresholdTest {
    @Test
    void readsACount() {
        assertThat(FailureThreshold.parse(" 5 ")).isEqualTo(FailureThreshold.consecutive(5));
        assertThat(FailureThreshold.parse("10000").consecutive()).isEqualTo(10_000);
        assertThat(FailureThreshold.parse("5").isRate()).isFalse();
        assertThat(FailureThreshold.parse("5")).hasToString("5");
    }

    @Test
    void readsAPercentage() {
        assertThat(FailureThreshold.parse("50%")).isEqualTo(FailureThreshold.rate(0.5));
        assertThat(FailureThreshold.parse("12.5 %").rate()).isEqualTo(0.125);
        assertThat(FailureThreshold.parse("100%").isRate()).isTrue();
        assertThat(FailureThreshold.parse("50%")).hasToString("50%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10001", "0%", "101%", "-5%", "NaN%", "Infinity%", "", "%", "five", "5,5%"})
    void refusesTheRest(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailureThreshold.parse(text))
                .withMessageMatching(".*(allowed is|write a count).*");
    }
}
