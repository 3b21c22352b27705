package dev.failover.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, section 5.6.7: dates in messages. */
class HttpDateTest {
    private static final long NOW = Instant.parse("2026-06-15T12:00:00Z").toEpochMilli();

    /** MUST accept all three forms. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 06 Nov 1994 08:49:37 GMT | 1994-11-06T08:49:37Z",
                "Sunday, 06-Nov-94 08:49:37 GMT | 1994-11-06T08:49:37Z",
                "Sun Nov  6 08:49:37 1994 | 1994-11-06T08:49:37Z",
                "Wed Nov 16 08:49:37 1994 | 1994-11-16T08:49:37Z",
                "Wednesday, 16-Nov-94 08:49:37 GMT | 1994-11-16T08:49:37Z",
                "sun, 06 nov 1994 08:49:37 gmt | 1994-11-06T08:49:37Z",
                "Thu, 29 Feb 2024 00:00:00 GMT | 2024-02-29T00:00:00Z",
                "Sat, 31 Dec 2016 23:59:60 GMT | 2017-01-01T00:00:00Z",
                "Fri, 31 Dec 9999 23:59:59 GMT | 9999-12-31T23:59:59Z",
                "Thu, 01 Jan 1970 00:00:00 GMT | 1970-01-01T00:00:00Z"
            })
    void readsAllForms(String text, String expected) {
        assertThat(HttpDate.parse(text, NOW)).isEqualTo(Instant.parse(expected).toEpochMilli());
    }

    /** A year of two digits that would be more than 50 years ahead is in the past. */
    @ParameterizedTest
    @CsvSource({"76, 2076", "77, 1977", "99, 1999", "00, 2000", "26, 2026"})
    void aYearOfTwoDigitsIsNotFarAhead(String digits, int year) {
        assertThat(HttpDate.parse("Sunday, 06-Nov-" + digits + " 08:49:37 GMT", NOW))
                .isEqualTo(Instant.parse(year + "-11-06T08:49:37Z").toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "now",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49:37 UTC",
                "Sun, 06 Nov 1994 08:49:37 +0000",
                "Sun, 06 Nov 94 08:49:37 GMT",
                "Sun, 32 Jan 1994 08:49:37 GMT",
                "Thu, 29 Feb 2026 00:00:00 GMT",
                "Sun, 06 Nov 1994 24:00:00 GMT",
                "Sun, 06 Nov 1994 08:60:37 GMT",
                "Sun, 06 Nov 1994 08:49:61 GMT",
                "Sun, 06 Foo 1994 08:49:37 GMT",
                "Sun, 06 anf 1994 08:49:37 GMT",
                "Xxx, 06 Nov 1994 08:49:37 GMT",
                "Sun,  06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT ",
                "Sun, 06 Nov 1994 8:49:37 GMT",
                "Sun Nov 6 08:49:37 1994",
                "Sunday, 06-Nov-1994 08:49:37 GMT",
                "1994-11-06T08:49:37Z",
                "Sun, 06 Nov 1994 08:49:37 GMTSun, 06 Nov 1994 08:49:37 GMT"
            })
    void otherTextsAreNoDates(String text) {
        assertThat(HttpDate.parse(text, NOW)).isEqualTo(HttpDate.NONE);
    }

    /** What is written is read as the same second. */
    @Test
    void readsWhatItWrites() {
        Random random = new Random(5_6_7);
        for (int i = 0; i < 2_000; i++) {
            long millis = (long) (random.nextDouble() * 253_402_300_799_999L);
            assertThat(HttpDate.parse(HttpDate.format(millis), NOW)).isEqualTo(millis / 1_000 * 1_000);
        }
    }

    /** However it is written, reading it ends and throws nothing. */
    @Test
    void anyTextCanBeRead() {
        Random random = new Random(9_110);
        for (int i = 0; i < 20_000; i++) {
            char[] text = "Sunday, 06-Nov-94 08:49:37 GMT".toCharArray();
            for (int j = random.nextInt(4); j >= 0; j--) {
                text[random.nextInt(text.length)] =
                        (char) (random.nextBoolean() ? 32 + random.nextInt(96) : random.nextInt(0x2200));
            }
            HttpDate.parse(new String(text), NOW);
        }
        assertThat(HttpDate.parse(null, NOW)).isEqualTo(HttpDate.NONE);
    }
}
