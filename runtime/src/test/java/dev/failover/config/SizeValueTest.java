package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeValueTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0MB, 0",
        "7B, 7",
        "64KB, 65536",
        "64KiB, 65536",
        "10MB, 10485760",
        "10MiB, 10485760",
        "1GB, 1073741824",
        "1GiB, 1073741824",
        "1.5KB, 1536",
        "0.5MB, 524288",
        "2TB, 2199023255552",
        "1TiB, 1099511627776",
        "1024TB, 1125899906842624",
        "1.000000000B, 1",
        "' 3KB ', 3072",
    })
    void readsNumberAndUnit(String text, long bytes) {
        assertThat(ValueTypes.SIZE.parse(text)).isEqualTo(bytes);
    }

    @Test
    void bareNumberIsAnErrorThatNamesTheFix() {
        assertThatThrownBy(() -> ValueTypes.SIZE.parse("500"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("'500' has no unit; write 500KB or 500MB (the units are B, KB, MB, GB, TB)");
    }

    @ParameterizedTest
    @CsvSource({"10mb, 10MB", "10 MB, 10MB", "10M, 10MB", "5k, 5KB", "1 gib, 1GB", "12 bytes, 12B", "3t, 3TB"})
    void otherUnitsAreCorrected(String text, String correction) {
        assertThatThrownBy(() -> ValueTypes.SIZE.parse(text)).hasMessageContaining("write " + correction + ";");
    }

    @ParameterizedTest
    @CsvSource({
        "-5MB, negative",
        "-1, negative",
        "abc, such as 64KB",
        "1.2.3MB, such as 64KB",
        ".5MB, such as 64KB",
        "1e3MB, unknown unit",
        "10MB/s, unknown unit",
        "5%, unknown unit",
        "1.1MB, 'no whole number of bytes; write 1153433B, or fewer digits'",
        "1.5B, write 1B",
        "1025TB, largest size is 1024TB",
        "99999999999999999999GB, largest",
        "0.00000000000000000000000000000000000001GB, largest",
        "\u0663MB, such as 64KB",
        "unlimited, such as 64KB",
        "'', empty",
        "'  ', empty",
    })
    void refusesWithWhatToWrite(String text, String part) {
        assertThatThrownBy(() -> ValueTypes.SIZE.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
    }

    @Test
    void upperBoundIsKept() {
        ValueType<Long> type = CacheKeys.MAX_OBJECT_SIZE.type();
        assertThat(type.name()).isEqualTo("size, up to 1GB");
        assertThat(type.parse("1GB")).isEqualTo(1L << 30);
        assertThatThrownBy(() -> type.parse("1025MB")).hasMessage("'1025MB' is too large; the largest size is 1GB");
    }
}
