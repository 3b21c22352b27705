package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberValuesTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "0.5, 0.5", "50%, 0.5", "100%, 1", "12.5 %, 0.125"})
    void sharesAreNumbersOrPercentages(String text, double expected) {
        assertThat(ValueTypes.SHARE.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "50, write 50% or 0.5",
        "101, from 0 to 1",
        "101%, from 0 to 1",
        "-0.1, not a share",
        "NaN, not a share",
        "1e-1, not a share",
        "%, not a share",
        "full, not a share"
    })
    void otherSharesAreRefused(String text, String part) {
        assertThatThrownBy(() -> ValueTypes.SHARE.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "50%", "12.5%", " 10000 "})
    void failureThresholdIsACountOrAShare(String text) {
        assertThat(ValueTypes.FAILURE_THRESHOLD.parse(text)).hasToString(text.trim());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001", "99999999999", "0%", "100.1%", "0.5", "-1", "NaN%", "half"})
    void otherThresholdsAreRefused(String text) {
        assertThatThrownBy(() -> ValueTypes.FAILURE_THRESHOLD.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100/s", "6000/m", " 500/h ", "10000/d"})
    void ratesArePermitsInAUnitOfTime(String text) {
        assertThat(ValueTypes.RATE.parse(text)).hasToString(text.trim());
    }

    @ParameterizedTest
    @CsvSource({
        "100, write 100/s",
        "100/sec, write 100/s",
        "100/, write 100/s",
        "0.5/s, such as 100/s",
        "/s, such as 100/s",
        "fast, such as 100/s",
        "0/s, out of range",
        "1000000001/s, out of range",
        "99999999999999999999/s, such as 100/s",
        "-1/s, out of range"
    })
    void otherRatesAreRefused(String text, String part) {
        assertThatThrownBy(() -> ValueTypes.RATE.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
    }

    @Test
    void wholeNumbersHaveARange() {
        assertThat(ValueTypes.wholeNumber(1, 100).parse("100")).isEqualTo(100);
        assertThat(ValueTypes.wholeNumber(1, 100).parse("007")).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "+1", "1.0", "1_0", "0x1", "ten", "99999999999999999999"})
    void otherWholeNumbersAreRefused(String text) {
        assertThatThrownBy(() -> ValueTypes.wholeNumber(1, 100).parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("from 1 to 100");
    }
}
