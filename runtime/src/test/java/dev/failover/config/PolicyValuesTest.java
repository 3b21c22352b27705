package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.breaker.BreakerMode;
import dev.failover.failure.FailureTypes;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.AdaptiveLimitPolicy;
import dev.failover.retry.HedgeDelay;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"100/s", "6000/m", " 500/h ", "10000/d", "10/s, 5000/h", "10/s burst 20, 5000/h burst 500"})
    void ratesArePermitsInAUnitOfTime(String text) {
        assertThat(PolicyTypes.RATES.parse(text)).isEqualTo(RateLimiterPolicy.of(text));
    }

    @Test
    void commaAfterTheLastRateDoesNotCount() {
        assertThat(PolicyTypes.RATES.parse("10/s,5000/h,")).isEqualTo(RateLimiterPolicy.of("10/s, 5000/h"));
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
        "99999999999999999999/s, out of range",
        "-1/s, is negative; write 1 or more",
        "'10/s, 5000', write 5000/s",
        "10/s burst many, such as 10/s burst 10",
        "10/s burst 0, write 1 or more",
        "1/d burst 20000, more than 50 years",
        "'1/s,2/s,3/s,4/s,5/s,6/s,7/s,8/s,9/s', write 8 or fewer",
        "',', 'write 100/s, or'",
    })
    void otherRatesAreRefused(String text, String part) {
        assertThatThrownBy(() -> PolicyTypes.RATES.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
    }

    @Test
    void windowIsACountOrATime() {
        assertThat(PolicyTypes.WINDOW.parse("100")).hasToString("100 calls");
        assertThat(PolicyTypes.WINDOW.parse("10s").time()).isEqualTo(Duration.ofSeconds(10));
        assertThat(PolicyTypes.WINDOW.parse("PT1M")).hasToString("PT1M");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1 to 1024 calls",
        "1025, 1 to 1024 calls",
        "99999999999, 1 to 1024 calls",
        "0s, is zero",
        "1.5, write 1.5ms or 1.5s",
        "10 sec, write 10s",
        "-5, a number of calls such as 100",
        "50%, unknown unit",
        "all, a number of calls such as 100",
    })
    void otherWindowsAreRefused(String text, String part) {
        assertThatThrownBy(() -> PolicyTypes.WINDOW.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
    }

    @Test
    void modesOfABreaker() {
        assertThat(PolicyTypes.BREAKER_MODE.parse("automatic")).isEqualTo(BreakerMode.AUTOMATIC);
        assertThat(PolicyTypes.BREAKER_MODE.parse("Forced-Open")).isEqualTo(BreakerMode.FORCED_OPEN);
        assertThat(PolicyTypes.BREAKER_MODE.parse("forced-closed")).isEqualTo(BreakerMode.FORCED_CLOSED);
        assertThat(PolicyTypes.BREAKER_MODE.parse("disabled")).isEqualTo(BreakerMode.DISABLED);
        assertThat(PolicyTypes.BREAKER_MODE.parse("observe")).isEqualTo(BreakerMode.OBSERVE);
        for (String bad : new String[] {"forced_open", "forcedopen", "off", "true"}) {
            assertThatThrownBy(() -> PolicyTypes.BREAKER_MODE.parse(bad))
                    .hasMessageContaining("write automatic, forced-open, forced-closed, disabled or observe");
        }
    }

    @Test
    void delayOfHedges() {
        assertThat(PolicyTypes.HEDGE_DELAY.parse("off")).isEmpty();
        assertThat(PolicyTypes.HEDGE_DELAY.parse("150ms")).contains(HedgeDelay.fixed(Duration.ofMillis(150)));
        assertThat(PolicyTypes.HEDGE_DELAY.parse("PT0.15S")).contains(HedgeDelay.fixed(Duration.ofMillis(150)));
        assertThat(PolicyTypes.HEDGE_DELAY.parse("P1D")).contains(HedgeDelay.fixed(Duration.ofDays(1)));
        assertThat(PolicyTypes.HEDGE_DELAY.parse("p95")).contains(HedgeDelay.percentile(95));
        assertThat(PolicyTypes.HEDGE_DELAY.parse("P99.9")).contains(HedgeDelay.percentile(99.9));
    }

    @ParameterizedTest
    @CsvSource({
        "0, such as p95",
        "0ms, such as p95",
        "on, such as p95",
        "95%, such as p95",
        "p, such as p95",
        "p95., such as p95",
        "perhaps, such as p95",
        "p49, p50 to p99.9",
        "p100, p50 to p99.9",
        "150, write 150ms or 150s",
        "-1s, such as p95",
    })
    void otherDelaysOfHedgesAreRefused(String text, String part) {
        assertThatThrownBy(() -> PolicyTypes.HEDGE_DELAY.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
    }

    @Test
    void limitsThatAdapt() {
        assertThat(PolicyTypes.ADAPTIVE_LIMIT.parse("off")).isEmpty();
        assertThat(PolicyTypes.ADAPTIVE_LIMIT.parse("On")).contains(AdaptiveLimitPolicy.defaults());
        assertThat(PolicyTypes.ADAPTIVE_LIMIT.parse("1-200")).contains(AdaptiveLimitPolicy.defaults());
        assertThat(PolicyTypes.ADAPTIVE_LIMIT.parse("4 - 10")).contains(AdaptiveLimitPolicy.of(4, 10, 10));
        assertThat(PolicyTypes.ADAPTIVE_LIMIT.parse("50-10000")).contains(AdaptiveLimitPolicy.of(50, 50, 10_000));
        assertThat(PolicyTypes.ADAPTIVE_LIMIT.parse("7-7")).contains(AdaptiveLimitPolicy.of(7, 7, 7));
    }

    @ParameterizedTest
    @CsvSource({
        "true, such as 4-200",
        "20, such as 4-200",
        "1..200, such as 4-200",
        "4-, such as 4-200",
        "-4, such as 4-200",
        "-, such as 4-200",
        "4-20-200, such as 4-200",
        "0-200, 1 <= MIN",
        "200-4, MIN <= MAX",
        "1-10001, MAX <= 10000",
        "1-99999999999999999999, MAX <= 10000",
    })
    void otherLimitsThatAdaptAreRefused(String text, String part) {
        assertThatThrownBy(() -> PolicyTypes.ADAPTIVE_LIMIT.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
    }

    @Test
    void exceptionsAreNamedInFull() {
        FailureTypes types =
                PolicyTypes.FAILURE_TYPES.parse("java.io.IOException, com.acme.Client$Failed, a.\u00c4rger_1");
        assertThat(types)
                .isEqualTo(FailureTypes.named("java.io.IOException", "com.acme.Client$Failed", "a.\u00c4rger_1"));
        assertThat(types.contains(new java.net.ConnectException())).isTrue();
        assertThat(types.contains(new IllegalStateException(new IOException()))).isFalse();
        assertThat(PolicyTypes.FAILURE_TYPES.parse("None").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "IOException, has no package",
        "java.io.IOException.class, write java.io.IOException",
        "java.io., write the full name",
        ".IOException, write the full name",
        "java..IOException, write the full name",
        "java.io.IO-Exception, write the full name",
        "java.io.IOException java.lang.Error, write the full name",
        "java.io.*, write the full name",
        "'none, java.io.IOException', has no package",
        "',', the list is empty",
        "'java.io.IOException, com.acme.Bad, java.io.IOException', 'java.io.IOException'' stands twice in the list; remove one'",
    })
    void otherExceptionsAreRefused(String text, String part) {
        assertThatThrownBy(() -> PolicyTypes.FAILURE_TYPES.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
    }

    @Test
    void statuses() {
        assertThat(PolicyTypes.STATUSES.parse("503")).containsExactly(503);
        assertThat(PolicyTypes.STATUSES.parse("429, 500,599 , 400")).containsExactly(429, 500, 599, 400);
        assertThat(PolicyTypes.STATUSES.parse("none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5xx, three digits",
        "500-599, three digits",
        "5030, three digits",
        "-503, three digits",
        "200, is no failure; write 400 to 599",
        "399, is no failure; write 400 to 599",
        "'502, 600', is no failure; write 400 to 599",
        "'none, 503', three digits",
        "',', the list is empty",
        "'503, 502, 503', '503'' stands twice in the list; remove one'",
    })
    void otherStatusesAreRefused(String text, String part) {
        assertThatThrownBy(() -> PolicyTypes.STATUSES.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
    }

    @Test
    void messagesStayOnOneLineAndShort() {
        String text = "1x\n\u001b[31m" + "y".repeat(500);
        for (ConfigKey<?> key : ConfigKeys.all()) {
            if (key.scope() == ConfigKey.Scope.SERVICE && !key.isSecret()) {
                assertThatThrownBy(() -> key.type().parse(text))
                        .as(key.name())
                        .isInstanceOf(InvalidValueException.class)
                        .satisfies(e ->
                                assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n", "\u001b"));
            }
        }
    }
}
