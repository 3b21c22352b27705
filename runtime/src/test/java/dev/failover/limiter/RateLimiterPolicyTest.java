package dev.failover.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterPolicyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100/s                             | [100/s burst 100]",
                "5000/h                            | [5000/h burst 1]",
                "100/s burst 7                     | [100/s burst 7]",
                "10/s, 5000/h                      | [10/s burst 10, 5000/h burst 500]",
                "5000/h,10/s                       | [10/s burst 10, 5000/h burst 500]",
                "10/s, 50/m                        | [10/s burst 10, 50/m burst 10]",
                "10/s burst 20, 50/m               | [10/s burst 20, 50/m burst 20]",
                "10/s burst 20, 5000/h burst 1000  | [10/s burst 20, 5000/h burst 1000]",
                "10/s, 5000/h, 20000/d             | [10/s burst 10, 5000/h burst 500, 20000/d burst 2000]"
            })
    void readsOneRateOrSeveral(String text, String bandwidths) {
        RateLimiterPolicy policy = RateLimiterPolicy.of(text);
        assertThat(policy.bandwidths()).hasToString(bandwidths);
        String written = bandwidths.substring(1, bandwidths.length() - 1);
        assertThat(RateLimiterPolicy.of(written)).isEqualTo(policy).hasSameHashCodeAs(policy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "10/s,",
                "10/s,,5000/h",
                "10/s; 5000/h",
                "10/s burst",
                "10/s burst 0",
                "10/s burst x",
                "10/s burst 1.5",
                "1/d burst 100000",
                "1/s,2/s,3/s,4/s,5/s,6/s,7/s,8/s,9/s"
            })
    void refusesTheRestAndSaysWhatToWrite(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimiterPolicy.of(text))
                .withMessageContaining("write ");
    }

    /** With bursts of one size the slower rate would be all that counts. */
    @Test
    void aSlowerRateLeavesRoomForTheFasterOne() {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of("10/s, 5000/h"), 0);
        int admitted = 0;
        for (int second = 0; second < 40; second++) {
            for (int i = 0; i < 20; i++) {
                admitted += limiter.reserve(second * 1_000_000_000L, 0) == 0 ? 1 : 0;
            }
        }
        assertThat(admitted).isEqualTo(400);
    }

    @Test
    void ratesMayBeAdded() {
        assertThat(RateLimiterPolicy.of(Rate.parse("5000/h")).and(Rate.parse("10/s")))
                .isEqualTo(RateLimiterPolicy.of("10/s, 5000/h"));
        assertThat(RateLimiterPolicy.of("10/s").and(Rate.parse("5000/h"), 77))
                .isEqualTo(RateLimiterPolicy.of("10/s, 5000/h burst 77"));
        assertThat(RateLimiterPolicy.fromServer().and(Rate.parse("10/s")))
                .isEqualTo(RateLimiterPolicy.of("10/s").fromServer(true));
    }

    /** The burst is what an idle limiter hands out at once, however many rates there are. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10/s                 | 20   | [10/s burst 20]",
                "10/s, 5000/h         | 20   | [10/s burst 20, 5000/h burst 500]",
                "10/s, 5000/h         | 1    | [10/s burst 1, 5000/h burst 500]",
                "10/s, 5000/h         | 900  | [10/s burst 900, 5000/h burst 900]",
                "10/s, 5000/h burst 5 | 20   | [10/s burst 20, 5000/h burst 20]"
            })
    void theBurstIsWhatAnIdleLimiterHandsOut(String text, int burst, String bandwidths) {
        RateLimiterPolicy policy = RateLimiterPolicy.of(text).withBurst(burst);
        assertThat(policy.bandwidths()).hasToString(bandwidths);
        assertThat(new RateLimiter(policy, 0).availablePermits(0)).isEqualTo(burst);
    }

    @Test
    void everyPartCountsForEquality() {
        RateLimiterPolicy policy = RateLimiterPolicy.of("10/s, 5000/h");
        assertThat(policy)
                .isEqualTo(RateLimiterPolicy.of("10/s").and(Rate.parse("5000/h")))
                .isNotEqualTo(RateLimiterPolicy.of("10/s"))
                .isNotEqualTo(policy.withBurst(9))
                .isNotEqualTo(policy.withWait(Duration.ofMillis(1)))
                .isNotEqualTo(policy.fromServer(true))
                .isNotEqualTo(policy.withLongestReset(Duration.ofMinutes(1)))
                .isNotEqualTo("10/s, 5000/h");
        assertThat(policy.fromServer(true).fromServer(false)).isEqualTo(policy).hasSameHashCodeAs(policy);
    }

    @Test
    void saysWhatItIs() {
        assertThat(RateLimiterPolicy.of("10/s, 5000/h").withWait(Duration.ofSeconds(2)))
                .hasToString("RateLimiterPolicy{10/s burst 10, 5000/h burst 500, wait=PT2S}");
        assertThat(RateLimiterPolicy.fromServer())
                .hasToString("RateLimiterPolicy{wait=PT0S, from server, longest reset=PT1H}");
    }

    @Test
    void theDefaults() {
        RateLimiterPolicy policy = RateLimiterPolicy.of("10/s");
        assertThat(policy.waitNanos()).isZero();
        assertThat(policy.isFromServer()).isFalse();
        assertThat(RateLimiterPolicy.fromServer().isFromServer()).isTrue();
        assertThat(policy.longestResetNanos()).isEqualTo(Duration.ofHours(1).toNanos());
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withLongestReset(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimiterPolicy.fromServer().withBurst(0));
    }
}
