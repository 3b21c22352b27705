package dev.failover.cache;

import static dev.failover.cache.CacheWorld.date;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, sections 4.2.3 and 5.1: how old a response is. */
class AgeTest {
    private final CacheWorld world = CacheWorld.ofPrivate();

    private String ageAfter(long seconds, String... fields) {
        world.says("", fields);
        world.get("/");
        world.clock.advance(seconds);
        CacheWorld.Got got = world.get("/");
        assertThat(got.isHit()).isTrue();
        return got.first("Age");
    }

    /** Section 5.1 and section 4: MUST generate Age in place of any that is there. */
    @Test
    void aStoredResponseHasItsAge() {
        assertThat(ageAfter(7, "Cache-Control: max-age=100", "Date: " + date(0)))
                .isEqualTo("7");
        assertThat(world.get("/").headers().all("Age")).hasSize(1);
    }

    @Test
    void whatOtherCachesSayIsAdded() {
        assertThat(ageAfter(7, "Cache-Control: max-age=100", "Date: " + date(0), "Age: 30"))
                .isEqualTo("37");
    }

    /** Section 4.2.3: max(apparent_age, corrected_age_value). */
    @Test
    void theGreaterOfDateAndAgeCounts() {
        assertThat(ageAfter(0, "Cache-Control: max-age=100", "Date: " + date(-50), "Age: 30"))
                .isEqualTo("50");
    }

    /** Section 4.2.3: the time the exchange took is part of it. */
    @Test
    void theTimeThatItTookCounts() {
        CacheExchange exchange = world.cache.begin(world.request("GET", "/"), world.policy);
        exchange.sent();
        world.clock.advance(4);
        CacheReply reply =
                exchange.received(200, CacheWorld.headers("Cache-Control: max-age=100", "Date: " + date(4), "Age: 10"));
        reply.recorder().complete(new byte[0]);
        assertThat(world.get("/").first("Age")).isEqualTo("14");
    }

    /** The body may take long: the age counts from when the head came. */
    @Test
    void theTimeThatTheBodyTookCounts() {
        CacheExchange exchange = world.cache.begin(world.request("GET", "/"), world.policy);
        exchange.sent();
        CacheReply reply = exchange.received(200, CacheWorld.headers("Cache-Control: max-age=10"));
        world.clock.advance(8);
        reply.recorder().complete(new byte[0]);
        assertThat(world.get("/").first("Age")).isEqualTo("8");
        world.clock.advance(2);
        world.says("new");
        assertThat(world.get("/").body()).isEqualTo("new");
    }

    /** A Date ahead of our clock makes nothing younger. */
    @Test
    void aDateInTheFutureIsNoNegativeAge() {
        assertThat(ageAfter(3, "Cache-Control: max-age=100", "Date: " + date(1_000)))
                .isEqualTo("3");
    }

    /** Section 5.1: the first one of several, even within one line; an invalid one SHOULD be ignored. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20, 70 | 20",
                "abc | 0",
                "-5 | 0",
                "1.5 | 0",
                "\"20\" | 0",
                "20;foo=bar | 0",
                "2147483648 | no",
                "99999999999999999999 | no"
            })
    void readsTheFirstAgeIfItIsANumber(String age, String expected) {
        world.says("", "Cache-Control: max-age=100", "Date: " + date(0), "Age: " + age, "Age: 90")
                .says("new");
        world.get("/");
        CacheWorld.Got got = world.get("/");
        assertThat(got.isHit() ? got.first("Age") : "no").isEqualTo(expected);
    }

    /** Section 4.2: what came too old is stale at once. */
    @Test
    void whatIsTooOldWhenItComesIsStale() {
        world.says("old", "Cache-Control: max-age=100", "Age: 100").says("new", "Cache-Control: max-age=100");
        world.get("/");
        assertThat(world.get("/").body()).isEqualTo("new");
    }

    /** Section 5.1: a response that was forwarded says what its sender said. */
    @Test
    void anAnswerOfTheOriginKeepsItsAge() {
        world.says("", "Cache-Control: max-age=100", "Age: 30");
        assertThat(world.get("/").headers().all("Age")).containsExactly("30");
    }

    /** Section 4.3.4: what was validated is as old as the 304. */
    @Test
    void aValidatedResponseIsYoung() {
        world.says("", "Cache-Control: max-age=10", "ETag: \"a\"", "Age: 9")
                .says(304, "", "Cache-Control: max-age=10", "ETag: \"a\"");
        world.get("/");
        world.clock.advance(5);
        assertThat(world.get("/").first("Age")).isEqualTo("0");
        world.clock.advance(6);
        assertThat(world.get("/").first("Age")).isEqualTo("6");
    }

    /** Section 4.2.3: a part of a second is not told. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999})
    void isInWholeSeconds(int millis) {
        world.says("", "Cache-Control: max-age=100");
        world.get("/");
        world.clock.advanceMillis(3_000 + millis);
        assertThat(world.get("/").first("Age")).isEqualTo("3");
    }
}
