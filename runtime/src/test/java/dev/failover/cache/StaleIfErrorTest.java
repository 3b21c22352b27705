package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5861, section 4, and RFC 9111, section 4.2.4: stale answers in place of errors. */
class StaleIfErrorTest {
    private static final String FOR_A_MINUTE = "Cache-Control: max-age=10, stale-if-error=60";
    private final CacheWorld world = CacheWorld.ofPrivate();

    private void storeAndAge(CacheWorld world, long seconds, String... fields) {
        world.says("first", fields);
        world.get("/");
        world.clock.advance(seconds);
    }

    /** Section 4: an error is 500, 502, 503 or 504. */
    @ParameterizedTest
    @CsvSource({
        "500, true",
        "502, true",
        "503, true",
        "504, true",
        "501, false",
        "505, false",
        "400, false",
        "404, false",
        "429, false"
    })
    void coversErrorsOfTheServer(int status, boolean covered) {
        storeAndAge(world, 20, FOR_A_MINUTE);
        world.says(status, "error");
        assertThat(world.get("/").body()).isEqualTo(covered ? "first" : "error");
    }

    @Test
    void coversThatNobodyAnswers() {
        storeAndAge(world, 69, FOR_A_MINUTE);
        world.goesDown();
        CacheWorld.Got got = world.get("/");
        assertThat(got.body()).isEqualTo("first");
        assertThat(got.first("Age")).isEqualTo("69");
        world.clock.advance(1);
        assertThat(world.get("/").status()).as("it is over").isZero();
    }

    /** The caller need not wait for anything when it has something to use. */
    @Test
    void saysBeforehandThatThereIsSomething() {
        storeAndAge(world, 20, FOR_A_MINUTE);
        assertThat(world.cache.begin(world.request("GET", "/"), world.policy).hasStandby())
                .isTrue();
        assertThat(world.cache
                        .begin(world.request("GET", "/", "Cache-Control: no-cache"), world.policy)
                        .hasStandby())
                .isFalse();
        assertThat(world.cache
                        .begin(world.request("GET", "/other"), world.policy)
                        .hasStandby())
                .isFalse();
        world.clock.advance(60);
        assertThat(world.cache.begin(world.request("GET", "/"), world.policy).hasStandby())
                .isFalse();
    }

    /** The configuration grants it where the origin is silent, never against it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=10 | true",
                "max-age=10, stale-if-error=0 | false",
                "max-age=10, must-revalidate | false",
                "max-age=10, no-cache | false",
                "max-age=10, stale-if-error=60, must-revalidate | false",
                "max-age=10, no-store | false",
                "max-age=10, stale-if-error=5 | false"
            })
    void theConfigurationMayGrantIt(String control, boolean granted) {
        CacheWorld granting = new CacheWorld(CachePolicy.defaults().withStaleIfError(Duration.ofHours(1)));
        storeAndAge(granting, 20, "Cache-Control: " + control);
        granting.says(500, "error");
        assertThat(granting.get("/").body()).isEqualTo(granted ? "first" : "error");
    }

    /** What is configured for one call counts for that call. */
    @Test
    void aCallMayHaveItsOwn() {
        storeAndAge(world, 20, "Cache-Control: max-age=10");
        world.says(500, "error");
        assertThat(world.call(world.request("GET", "/"), world.policy.withStaleIfError(Duration.ofHours(1)))
                        .body())
                .isEqualTo("first");
    }

    /** Section 4: a request may say it, too; not against must-revalidate. */
    @Test
    void theRequestMayGrantIt() {
        storeAndAge(world, 20, "Cache-Control: max-age=10");
        world.says(500, "error").says(500, "error");
        assertThat(world.get("/", "Cache-Control: stale-if-error=60").body()).isEqualTo("first");
        assertThat(world.get("/", "Cache-Control: stale-if-error=9").body()).isEqualTo("error");
        CacheWorld strict = CacheWorld.ofPrivate();
        storeAndAge(strict, 20, "Cache-Control: max-age=10, must-revalidate");
        strict.says(500, "error");
        assertThat(strict.get("/", "Cache-Control: stale-if-error=60").body()).isEqualTo("error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy-revalidate, max-age=10", "s-maxage=10"})
    void aSharedCacheKeepsToWhatIsForIt(String control) {
        CacheWorld shared =
                new CacheWorld(CachePolicy.defaults().withShared(true).withStaleIfError(Duration.ofHours(1)));
        storeAndAge(shared, 20, "Cache-Control: " + control);
        shared.says(500, "error");
        assertThat(shared.get("/").body()).isEqualTo("error");
    }

    /** Section 5.2.2.2 of RFC 9111: cut off from the origin, must-revalidate MUST be an error, 504, which says what happened. */
    @ParameterizedTest
    @ValueSource(strings = {"max-age=10, must-revalidate", "max-age=10, no-cache"})
    void whatMustBeValidatedIsA504(String control) {
        storeAndAge(world, 20, "Cache-Control: " + control, "ETag: \"a\"");
        world.goesDown();
        CacheWorld.Got got = world.get("/");
        assertThat(got.status()).isEqualTo(504);
        assertThat(got.body()).isEqualTo("nobody is there");
        assertThat(got.cacheStatus()).isEqualTo("failover; fwd=stale; detail=unreachable");
    }

    /** Where nothing is stored the failure is the answer. */
    @Test
    void withoutAnythingStoredTheFailureIsTheAnswer() {
        world.goesDown();
        assertThat(world.get("/").status()).isZero();
    }

    /** An error that is stored itself is not covered up with an older answer for ever: what is stored stays, and is asked about again. */
    @Test
    void anErrorDoesNotReplaceWhatIsBetter() {
        storeAndAge(world, 20, FOR_A_MINUTE, "ETag: \"a\"");
        world.says(503, "error", "Cache-Control: max-age=1000").says(304, "", "ETag: \"a\"", FOR_A_MINUTE);
        assertThat(world.get("/").body()).isEqualTo("first");
        assertThat(world.get("/").cacheStatus()).startsWith("failover; fwd=stale; fwd-status=304");
    }

    @Test
    void aRangeAndAHeadAreCoveredToo() {
        storeAndAge(world, 20, FOR_A_MINUTE);
        world.goesDown();
        assertThat(world.get("/", "Range: bytes=0-1").body()).isEqualTo("fi");
        assertThat(world.call("HEAD", "/").status()).isEqualTo(200);
    }
}
