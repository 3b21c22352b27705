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
                "10/s, 5000/h, 20000/d             | [10/s burst 10, 5000/h burst 500, 20000/d burst 2000]",
                "10/s burst 1000, 50/m             | [10/s burst 1000, 50/m burst 50]",
                "10/s, 5/s burst 30                | [10/s burst 10, 5/s burst 30]",
                "100/s burst 3, 50/s               | [100/s burst 3, 50/s burst 50]",
                "10/s burst 300, 20000/h burst 5   | [10/s burst 300, 20000/h burst 5]"
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
                "10/s burst +20",
                "10/s burst \u0663",
                "+10/s",
                "10/s,+\u0663/s",
                "1/d burst 100000",
                "1/s,2/s,3/s,4/s,5/s,6/s,7/s,8/s,9/s"
            })
    void refusesTheRestAndSaysWhatToWrite(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimiterPolicy.of(text))
                .withMessageContaining("write ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1/s             | \"-1/s\" is negative; write 1 or more in a unit of time, such as 100/s",
                "99999999999/s    | a rate of 99999999999 per s is out of range; allowed is 1 to 1000000000 in up to 365 days,"
                        + " and at most one per nanosecond",
                "10/s burst20     | \"10/s burst20\" has a burst that cannot be read; write the rate, a blank, burst, a blank"
                        + " and a whole number, such as 10/s burst 20",
                "10/s Burst 30    | \"10/s Burst 30\" has a burst that cannot be read; write the rate, a blank, burst, a blank"
                        + " and a whole number, such as 10/s burst 30",
                "10/s burst       | \"10/s burst\" has a burst that cannot be read; write the rate, a blank, burst, a blank"
                        + " and a whole number, such as 10/s burst 10",
                "10/s burst many  | \"10/s burst many\" has a burst that cannot be read; write the rate, a blank, burst, a"
                        + " blank and a whole number, such as 10/s burst 10",
                "10/s burst -5    | burst is -5; write 1 or more",
                "10/s burst 99999999999 | a burst of 99999999999 is out of range; write 1 to 2147483647",
                "1,000/s          | \"1\" has no unit, and a comma separates rates; write 1000/s for one rate, or each with"
                        + " its unit, such as 1/s",
                "100, 20/s        | \"100\" has no unit, and a comma separates rates; write each with its unit, such as 100/s"
            })
    void saysWhatIsWrongWithARate(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimiterPolicy.of(text))
                .withMessage(message);
    }

    /** {@code 10/s} beside something generous let 277 calls through at once: it had the burst of what was faster. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10/s, 1000000/h         | 1000000/h              | 10/s",
                "1000000/h, 10/s         | 1000000/h              | 10/s",
                "10/s burst 300, 1000000/h | 1000000/h            | 10/s burst 300",
                "10/s, 100/s             | 100/s                  | 10/s",
                "10/s burst 20, 5/s      | 10/s burst 20          | 5/s",
                "10/s, 5/m               | 10/s                   | 5/m",
                "50/s, 50/m              | 50/s                   | 50/m",
                "600/m, 10/s             | 600/m                  | 10/s",
                "10/s, 10/s burst 20     | 10/s burst 20          | 10/s",
                "10/s, 5000/h, 200000/d  | 200000/d               | 5000/h"
            })
    void refusesARateThatNeverMatters(String text, String idle, String other) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimiterPolicy.of(text))
                .withMessage(
                        "%s never matters beside %s: whatever %s lets through is within %s; remove one",
                        idle, other, other, idle);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"10/s, 10/s | 10/s", "10/s burst 5, 3/m, 10/s burst 5 | 10/s burst 5", "1/m, 60/h, 1/m | 1/m"})
    void refusesARateThatStandsTwice(String text, String rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateLimiterPolicy.of(text))
                .withMessage("%s stands twice in the list; remove one", rate);
    }

    @Test
    void codeIsCheckedToo() {
        RateLimiterPolicy policy = RateLimiterPolicy.of("10/s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.and(Rate.parse("1000000/h")))
                .withMessageStartingWith("1000000/h never matters beside 10/s: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.and(Rate.of(10, Duration.ofSeconds(1)), 10))
                .withMessage("10/s stands twice in the list; remove one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.and(Rate.of(40, Duration.ofSeconds(3))))
                .withMessageStartingWith("40/PT3S never matters beside 10/s: ");
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
