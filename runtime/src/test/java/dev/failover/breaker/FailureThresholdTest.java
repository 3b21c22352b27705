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

    @Test
    void repeatsWhatWasWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailureThreshold.parse("150%"))
                .withMessage("failure threshold is 150%; allowed is more than 0% and up to 100%");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailureThreshold.parse("-5%"))
                .withMessage("failure threshold is -5%; allowed is more than 0% and up to 100%");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailureThreshold.parse("NaN%"))
                .withMessageStartingWith("\"NaN%\" is not a failure threshold; ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailureThreshold.parse("99999999999"))
                .withMessage("failure threshold is 99999999999; allowed is 1 to 10000 failures in a row,"
                        + " or a percentage such as 50%");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "10001",
                "0%",
                "101%",
                "-5%",
                "NaN%",
                "Infinity%",
                "",
                "%",
                "five",
                "5,5%",
                "50d%",
                "0x1p4%",
                "+5",
                "\u0663",
                "1e1%",
                ".5%",
                "5.%",
                "1.2.3%",
                "--5",
                "99999999999"
            })
    void refusesTheRest(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailureThreshold.parse(text))
                .withMessageMatching(".*(allowed is|write a count).*");
    }
}
