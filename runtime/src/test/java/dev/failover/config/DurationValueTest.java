package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationValueTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "2s, PT2S",
        "1.5s, PT1.5S",
        "1.1s, PT1.1S",
        "5m, PT5M",
        "0.5m, PT30S",
        "1h, PT1H",
        "1d, PT24H",
        "0.000001d, PT0.0864S",
        "PT2S, PT2S",
        "pt1m, PT1M",
        "250us, PT0.00025S",
        "7ns, PT0.000000007S",
        "1.000000000s, PT1S",
        "' 3s ', PT3S",
        "0, PT0S",
        "0ms, PT0S",
        "36500d, PT876000H",
    })
    void readsNumberAndUnit(String text, Duration expected) {
        assertThat(ValueTypes.DURATION.parse(text)).isEqualTo(expected);
    }

    @Test
    void bareNumberIsAnErrorThatNamesTheFix() {
        assertThatThrownBy(() -> ValueTypes.DURATION.parse("500"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("'500' has no unit; write 500ms or 500s");
    }

    @ParameterizedTest
    @CsvSource({"5 sec, 5s", "5S, 5s", "500MS, 500ms", "500 ms, 500ms", "2 Minutes, 2m", "3\u00b5s, 3us"})
    void otherUnitsAreCorrected(String text, String correction) {
        assertThatThrownBy(() -> ValueTypes.DURATION.parse(text)).hasMessageContaining("write " + correction + ";");
    }

    @ParameterizedTest
    @CsvSource({
        "-5s, negative",
        "PT-5S, negative",
        "abc, such as 500ms",
        "1.2.3s, such as 500ms",
        ".5s, such as 500ms",
        "1e3s, unknown unit",
        "1m30s, unknown unit",
        "Pest, such as 500ms",
        "1.5ns, fewer digits",
        "36501d, longest",
        "99999999999999999999s, longest",
        "P999999D, longest",
        "0.00000000000000000000000000000000000001s, longest",
        "'', empty",
        "'  ', empty",
    })
    void refusesWithWhatToWrite(String text, String part) {
        assertThatThrownBy(() -> ValueTypes.DURATION.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "PT0S"})
    void zeroIsRefusedWhereItMakesNoSense(String text) {
        assertThatThrownBy(() -> ValueTypes.POSITIVE_DURATION.parse(text)).hasMessageContaining("zero");
    }

    @Test
    void rangesAreKept() {
        ValueType<Duration> window = ValueTypes.durationBetween("1s", "1h");
        assertThat(window.name()).isEqualTo("duration, 1s to 1h");
        assertThat(window.parse("1s")).hasSeconds(1);
        assertThat(window.parse("60m")).hasHours(1);
        for (String text : new String[] {"0", "999ms", "61m"}) {
            assertThatThrownBy(() -> window.parse(text))
                    .hasMessage("'%s' is out of range; write a duration, 1s to 1h", text);
        }
        assertThatThrownBy(() -> window.parse("")).hasMessageContaining("give one (a duration, 1s to 1h)");
    }
}
