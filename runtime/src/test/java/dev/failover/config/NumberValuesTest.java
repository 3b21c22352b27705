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
        assertThat(NumberTypes.SHARE.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "50, write 50% or 0.5",
        "101, from 0 to 1",
        "101%, from 0 to 1",
        "-0.1, 'is negative; write a number from 0 to 1, or'",
        "5, write 5% or 0.05",
        "2, 'more than the whole; write a number from 0 to 1, or a percentage such as 50%'",
        "1.0000001, 'more than the whole; write a number from 0 to 1, or'",
        "\u0663, not a share",
        "50d%, not a share",
        "NaN, not a share",
        "1e-1, not a share",
        "%, not a share",
        "full, not a share"
    })
    void otherSharesAreRefused(String text, String part) {
        assertThatThrownBy(() -> NumberTypes.SHARE.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "50%", "12.5%", " 10000 "})
    void failureThresholdIsACountOrAShare(String text) {
        assertThat(PolicyTypes.FAILURE_THRESHOLD.parse(text)).hasToString(text.trim());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "10001", "99999999999", "0%", "100.1%", "0.5", "-1", "NaN%", "half", "50d%", "0x1p4%", "+5"
            })
    void otherThresholdsAreRefused(String text) {
        assertThatThrownBy(() -> PolicyTypes.FAILURE_THRESHOLD.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0%", "0.0"})
    void noShareAtAllIsRefusedWhereItMakesNoSense(String text) {
        assertThatThrownBy(() -> NumberTypes.POSITIVE_SHARE.parse(text))
                .hasMessage("'%s' is nothing; write more than 0, up to 1, such as 0.5 or 50%%", text);
        assertThat(NumberTypes.POSITIVE_SHARE.parse("80%")).isEqualTo(0.8);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2.5, 2.5", " 100 , 100", "1.000, 1"})
    void decimalsHaveARange(String text, double expected) {
        assertThat(NumberTypes.decimal(1, 100).parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0.99, out of range; write a number from 1 to 100",
        "100.5, out of range; write a number from 1 to 100",
        "3/s, not a number; write 3",
        "1.5x, not a number; write 1.5",
        "1e2, not a number; write 1",
        "-2, is negative; write a number from 1 to 100",
        "-x, 'not a number; write one from 1 to 100, such as 1.5'",
        "1.2.3, such as 1.5",
        ".5, such as 1.5",
        "NaN, such as 1.5",
        "99999999999999999999999999999999999999999999999, out of range",
    })
    void otherDecimalsAreRefused(String text, String part) {
        assertThatThrownBy(() -> NumberTypes.decimal(1, 100).parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
    }

    @Test
    void wholeNumbersHaveARange() {
        assertThatThrownBy(() -> NumberTypes.wholeNumber(1, 100).parse("-1"))
                .hasMessage("'-1' is negative; write a whole number from 1 to 100");
        assertThat(NumberTypes.wholeNumber(1, 100).parse("100")).isEqualTo(100);
        assertThat(NumberTypes.wholeNumber(1, 100).parse("007")).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "+1", "1.0", "1_0", "0x1", "ten", "99999999999999999999"})
    void otherWholeNumbersAreRefused(String text) {
        assertThatThrownBy(() -> NumberTypes.wholeNumber(1, 100).parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("from 1 to 100");
    }
}
