package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5861, section 3: stale answers while they are validated. */
class StaleWhileRevalidateTest {
    private static final String FOR_A_MINUTE = "Cache-Control: max-age=10, stale-while-revalidate=60";
    private final CacheWorld world = CacheWorld.ofPrivate();

    private void storeAndAge(long seconds, String... fields) {
        world.says("first", fields);
        world.get("/");
        world.clock.advance(seconds);
    }

    @Test
    void answersAtOnceAndValidatesBehindIt() {
        storeAndAge(69, FOR_A_MINUTE, "ETag: \"a\"");
        CacheWorld.Got got = world.get("/");
        assertThat(got.body()).isEqualTo("first");
        assertThat(got.cacheStatus()).isEqualTo("failover; hit; ttl=-59");
        assertThat(got.first("Age")).isEqualTo("69");
        assertThat(world.sent).hasSize(1);
        world.says(304, "", FOR_A_MINUTE, "ETag: \"a\"");
        world.runBackground();
        assertThat(world.sent.get(1).first("If-None-Match")).isEqualTo("\"a\"");
        assertThat(world.get("/").first("Age")).isEqualTo("0");
        assertThat(world.background).isEmpty();
    }

    @Test
    void isOverAfterItsTime() {
        storeAndAge(70, FOR_A_MINUTE);
        world.says("second");
        assertThat(world.get("/").body()).isEqualTo("second");
    }

    /** One validation at a time, whatever the requests are like. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: 1",
                "Range: bytes=0-1",
                "If-None-Match: \"b\"",
                "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT"
            })
    void oneCallValidatesForAll(String field) {
        storeAndAge(20, FOR_A_MINUTE, "ETag: \"a\"");
        for (int i = 0; i < 5; i++) {
            assertThat(world.get("/", field).isHit()).isTrue();
        }
        assertThat(world.background).hasSize(1);
    }

    /** By a call that found it stale, and was held up. */
    @Test
    void whatWasValidatedMeanwhileIsNotValidatedAgain() {
        storeAndAge(20, FOR_A_MINUTE, "ETag: \"a\"");
        CacheExchange late = world.cache.begin(world.request("GET", "/"), world.policy);
        assertThat(late.answer()).isNotNull();
        world.get("/");
        world.says(304, "", FOR_A_MINUTE, "ETag: \"a\"");
        world.runBackground();
        assertThat(late.revalidates()).isFalse();
        world.clock.advance(20);
        assertThat(world.get("/").isHit()).isTrue();
        assertThat(world.background).hasSize(1);
    }

    @Test
    void oneHeadValidatesForAll() {
        storeAndAge(20, FOR_A_MINUTE, "ETag: \"a\"");
        for (int i = 0; i < 5; i++) {
            world.call("HEAD", "/");
        }
        assertThat(world.background).hasSize(1);
    }

    /** Also while nobody answers: each failure is followed by one more try, not by as many as there are calls. */
    @Test
    void aFailedValidationIsTriedAgainByOneCall() {
        storeAndAge(20, FOR_A_MINUTE, "ETag: \"a\"");
        world.goesDown();
        for (int i = 0; i < 3; i++) {
            world.get("/");
            world.get("/");
            assertThat(world.background).hasSize(1);
            world.runBackground();
        }
        assertThat(world.sent).hasSize(4);
        assertThat(world.get("/").body()).isEqualTo("first");
    }

    /** Section 3 with RFC 9111, section 4.2.4: never against what the origin says, whatever is configured. */
    @ParameterizedTest
    @ValueSource(strings = {"must-revalidate", "no-cache"})
    void theOriginMayForbidIt(String directive) {
        CacheWorld granting =
                new CacheWorld(CachePolicy.defaults().withStaleWhileRevalidate(java.time.Duration.ofHours(1)));
        granting.says("first", FOR_A_MINUTE + ", " + directive).says("second");
        granting.get("/");
        granting.clock.advance(20);
        assertThat(granting.get("/").body()).isEqualTo("second");
    }

    /** What is configured counts where the origin is silent; what the origin says counts, also when it is 0. */
    @Test
    void theConfigurationMayGrantIt() {
        CacheWorld granting =
                new CacheWorld(CachePolicy.defaults().withStaleWhileRevalidate(java.time.Duration.ofSeconds(60)));
        granting.says("first", "Cache-Control: max-age=10")
                .says("zero", "Cache-Control: max-age=10, stale-while-revalidate=0")
                .says("second");
        granting.get("/");
        granting.get("/zero");
        granting.clock.advance(20);
        assertThat(granting.get("/").body()).isEqualTo("first");
        assertThat(granting.get("/zero").body()).isEqualTo("second");
    }

    /** A request that wants something younger or the origin's word gets it. */
    @ParameterizedTest
    @ValueSource(strings = {"no-cache", "max-age=10", "min-fresh=1"})
    void theRequestMayRefuseIt(String directive) {
        storeAndAge(20, FOR_A_MINUTE);
        world.says("second");
        assertThat(world.get("/", "Cache-Control: " + directive).body()).isEqualTo("second");
    }
}
