package dev.failover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.limiter.ServerLimit;
import dev.failover.time.Durations;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitFieldsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long WALL_CLOCK = Instant.parse("2026-11-06T08:49:07Z").toEpochMilli();
    private static final long MINUTE = 60 * SECOND;

    @Test
    void readsTheDictionaryOfTheEarlierDrafts() {
        assertThat(read(200, "RateLimit", "limit=100, remaining=50, reset=5"))
                .isEqualTo(ServerLimit.of(50, 5 * SECOND, 100, ServerLimit.UNKNOWN));
        assertThat(read(200, "ratelimit", "reset=5,remaining=0")).isEqualTo(ServerLimit.of(0, 5 * SECOND));
        assertThat(read(200, "RateLimit", "limit=100, remaining=50, reset=5", "RateLimit-Policy", "100;w=60"))
                .isEqualTo(ServerLimit.of(50, 5 * SECOND, 100, MINUTE));
    }

    @Test
    void readsTheListOfTheLaterDrafts() {
        assertThat(read(200, "RateLimit", "\"default\";r=50;t=30")).isEqualTo(ServerLimit.of(50, 30 * SECOND));
        assertThat(read(
                        200,
                        "RateLimit",
                        "\"default\";r=50;t=30",
                        "RateLimit-Policy",
                        "\"daily\";q=1000;w=86400, \"default\";q=100;w=60;qu=\"requests\""))
                .isEqualTo(ServerLimit.of(50, 30 * SECOND, 100, MINUTE));
    }

    @Test
    void aTimeThatIsLeftOutIsTheWindow() {
        assertThat(read(200, "RateLimit", "\"a\";r=50", "RateLimit-Policy", "\"a\";q=100;w=60"))
                .isEqualTo(ServerLimit.of(50, MINUTE, 100, MINUTE));
        assertThat(read(200, "RateLimit", "\"a\";r=50", "RateLimit-Policy", "\"b\";q=100;w=60"))
                .isNull();
    }

    /** The one that is used up first; of two that are, the one that takes longer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"a\";r=50;t=30, \"b\";r=9;t=3600 | 9 | 3600",
                "\"b\";r=9;t=3600,\"a\";r=50;t=30   | 9 | 3600",
                "\"a\";r=0;t=1, \"b\";r=0;t=3600    | 0 | 3600",
                "\"b\";r=0;t=3600, \"a\";r=0;t=1    | 0 | 3600",
                "\"a\";r=7;t=1;pk=:cHsdsRa8:, \"b\";r=8 | 7 | 1",
                "\"q\\\"u,o;te\";r=7;t=1, b;r=8;t=2 | 7 | 1"
            })
    void ofSeveralPoliciesTheTightestCounts(String field, long remaining, long seconds) {
        assertThat(read(200, "RateLimit", field)).isEqualTo(ServerLimit.of(remaining, seconds * SECOND));
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(read(200, "RateLimit", "\"a\";r=50;t=30", "RateLimit", "\"b\";r=9;t=3600"))
                .isEqualTo(ServerLimit.of(9, 3600 * SECOND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RateLimit-", "X-RateLimit-", "X-Rate-Limit-", "x-ratelimit-", "x-rate-limit-"})
    void readsSeparateFields(String prefix) {
        assertThat(read(200, prefix + "Limit", "100", prefix + "Remaining", "42", prefix + "Reset", "60"))
                .isEqualTo(ServerLimit.of(42, MINUTE, 100, ServerLimit.UNKNOWN));
        assertThat(read(200, prefix + "Remaining", " 42.0 ", prefix + "Reset", "60"))
                .isEqualTo(ServerLimit.of(42, MINUTE));
        assertThat(read(200, prefix + "Limit", "10, 10;w=60", prefix + "Remaining", "4", prefix + "Reset", "6"))
                .isEqualTo(ServerLimit.of(4, 6 * SECOND, 10, MINUTE));
    }

    /** 08:50:07 as seconds and as milliseconds since 1970, and as a delay. */
    @ParameterizedTest
    @ValueSource(strings = {"60", "1793955007", "1793955007.25", "1793955007000"})
    void aResetMayBeADelayOrATime(String reset) {
        assertThat(read(200, "X-RateLimit-Remaining", "1", "X-RateLimit-Reset", reset))
                .isEqualTo(ServerLimit.of(1, MINUTE));
    }

    @Test
    void aTimeIsMeasuredAgainstTheServersClock() {
        Headers headers = headers(
                "X-RateLimit-Remaining",
                "1",
                "X-RateLimit-Reset",
                "1793955007",
                "Date",
                "Fri, 06 Nov 2026 08:49:07 GMT");
        assertThat(RateLimitFields.read(200, headers, 0)).isEqualTo(ServerLimit.of(1, MINUTE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1793954947", "1793954946", "1000000000", "1793954947000", "0"})
    void aResetThatIsOverLimitsNothing(String reset) {
        assertThat(read(200, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", reset))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterGoesBeforeEverythingElse(int status) {
        assertThat(read(status, "Retry-After", "120", "RateLimit", "\"a\";r=50;t=30"))
                .isEqualTo(ServerLimit.nothingFor(2 * MINUTE));
        assertThat(read(status, "Retry-After", "Fri, 06 Nov 2026 08:50:07 GMT"))
                .isEqualTo(ServerLimit.nothingFor(MINUTE));
        assertThat(read(status, "Retry-After", "0", "RateLimit", "\"a\";r=0;t=30"))
                .isEqualTo(ServerLimit.of(0, 30 * SECOND));
        assertThat(read(status)).isNull();
    }

    /** 301 and 202 may have a Retry-After too, which is no limit. */
    @Test
    void retryAfterOfOtherStatusesIsNoLimit() {
        assertThat(read(202, "Retry-After", "120")).isNull();
    }

    @Test
    void theNewestFieldGoesFirstAndAnUnreadableOneIsSkipped() {
        String[] old = {"X-RateLimit-Remaining", "7", "X-RateLimit-Reset", "70"};
        assertThat(read(200, "RateLimit", "\"a\";r=50;t=30", old[0], old[1], old[2], old[3]))
                .isEqualTo(ServerLimit.of(50, 30 * SECOND));
        assertThat(read(200, "RateLimit", "\"a;r=50;t=30", old[0], old[1], old[2], old[3]))
                .isEqualTo(ServerLimit.of(7, 70 * SECOND));
    }

    @Test
    void theLongestResetIsForEver() {
        assertThat(read(200, "RateLimit", "\"a\";r=0;t=999999999999999"))
                .isEqualTo(ServerLimit.of(0, Durations.LONGEST_NANOS));
        assertThat(read(200, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "999999999999999"))
                .isEqualTo(ServerLimit.of(0, Durations.LONGEST_NANOS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                ";",
                "=",
                "\"a",
                "\"a\\",
                "\"a\";",
                "\"a\";r",
                "\"a\";r=",
                "\"a\";r=5;t=",
                "\"a\";r=5;t=x",
                "\"a\";r=-5;t=5",
                "\"a\";r=5;t=-5",
                "\"a\";r=5;t=0",
                "\"a\";r=1e3;t=5",
                "\"a\";r=5;t=5 \"b\"",
                "\"a\";r=5;t=5,",
                "\"a\";r=1234567890123456;t=5",
                "\"a\";pk=:abc;r=5;t=5",
                "remaining=5",
                "reset=5",
                "remaining=, reset=5",
                "remaining=5 reset=5",
                "remaining=١٢, reset=5",
                "remaining==5, reset=5",
                "50",
                "()"
            })
    void whatCannotBeReadIsNotThere(String field) {
        assertThat(read(200, "RateLimit", field)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+5", "many", "5 5", "5,5", "1.", ".5", "1.2.3", "1234567890123456", "0x5", "١٢"})
    void numbersThatAreNoneAreNotThere(String number) {
        assertThat(read(200, "X-RateLimit-Remaining", number, "X-RateLimit-Reset", "60"))
                .isNull();
        assertThat(read(200, "X-RateLimit-Remaining", "60", "X-RateLimit-Reset", number))
                .isNull();
        assertThat(read(200, "X-RateLimit-Remaining", "5", "X-RateLimit-Reset", "60", "X-RateLimit-Limit", number))
                .isNotNull();
    }

    private static ServerLimit read(int status, String... fields) {
        return RateLimitFields.read(status, headers(fields), WALL_CLOCK);
    }

    private static Headers headers(String... fields) {
        Headers.Builder headers = Headers.builder();
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        return headers.build();
    }
}
