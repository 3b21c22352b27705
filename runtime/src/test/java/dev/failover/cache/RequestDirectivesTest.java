package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, section 5.2.1: what a request may ask of the cache. */
class RequestDirectivesTest {
    private final CacheWorld world = CacheWorld.ofPrivate();

    /** A response with 100 s to live, which is 60 s old. */
    private CacheWorld.Got after60(String response, String... request) {
        world.says("old", "Cache-Control: " + response).says("new");
        world.get("/");
        world.clock.advance(60);
        return world.get("/", request);
    }

    @ParameterizedTest
    @CsvSource({
        "max-age=60, true", "max-age=59, false", "max-age=0, false", "max-age=x, false", "min-fresh=40, true",
        "min-fresh=41, false", "no-cache, false", "no-store, false", "max-stale, true", "only-if-cached, true",
        "foo=bar, true", "'max-age=90, min-fresh=10', true", "NO-CACHE, false"
    })
    void ofAFreshOne(String directive, boolean hit) {
        assertThat(after60("max-age=100", "Cache-Control: " + directive).isHit())
                .isEqualTo(hit);
    }

    /** 20 s too old. */
    @ParameterizedTest
    @CsvSource({
        "max-stale, true",
        "max-stale=21, true",
        "max-stale=19, false",
        "max-stale=x, false",
        "max-age=100, false",
        "'max-stale=30, max-age=50', false",
        "'max-stale=30, min-fresh=1', false"
    })
    void ofAStaleOne(String directive, boolean hit) {
        assertThat(after60("max-age=40", "Cache-Control: " + directive).isHit()).isEqualTo(hit);
    }

    /** Sections 4.2.4 and 5.2.2.2: max-stale does not help against what the origin forbids. */
    @ParameterizedTest
    @ValueSource(strings = {"max-age=40, must-revalidate", "max-age=40, no-cache"})
    void maxStaleIsWeakerThanTheOrigin(String response) {
        assertThat(after60(response, "Cache-Control: max-stale").body()).isEqualTo("new");
    }

    /** Section 5.4: Pragma: no-cache counts where there is no Cache-Control. */
    @Test
    void pragmaCountsWithoutCacheControl() {
        assertThat(after60("max-age=100", "Pragma: foo, No-Cache").body()).isEqualTo("new");
    }

    @Test
    void pragmaIsIgnoredBesideCacheControl() {
        assertThat(after60("max-age=100", "Pragma: no-cache", "Cache-Control: max-age=90")
                        .isHit())
                .isTrue();
    }

    /** Section 5.4: in a response it says nothing. */
    @Test
    void pragmaOfAResponseIsIgnored() {
        world.says("", "Cache-Control: max-age=100", "Pragma: no-cache");
        world.get("/");
        assertThat(world.get("/").isHit()).isTrue();
    }

    /** Section 5.2.1.4: no-cache asks, with conditions, and the answer is stored. */
    @Test
    void noCacheValidates() {
        world.says("", "Cache-Control: max-age=100", "ETag: \"a\"").says(304, "", "ETag: \"a\"");
        world.get("/");
        CacheWorld.Got got = world.get("/", "Cache-Control: no-cache");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.cacheStatus()).startsWith("failover; fwd=request; fwd-status=304");
        assertThat(world.sent.get(1).first("If-None-Match")).isEqualTo("\"a\"");
        assertThat(world.sent.get(1).first("Cache-Control"))
                .as("caches further up hear it, too")
                .isEqualTo("no-cache");
    }

    /** Section 5.2.1.7: 504 rather than a request. */
    @ParameterizedTest
    @ValueSource(strings = {"/stale", "/nothing", "/varied"})
    void onlyIfCachedNeverAsks(String target) {
        world.says("", "Cache-Control: max-age=10, stale-while-revalidate=100")
                .says("", "Cache-Control: max-age=100", "Vary: X-A");
        world.get("/stale");
        world.get("/varied", "X-A: 1");
        world.clock.advance(20);
        CacheWorld.Got got = world.get(target, "Cache-Control: only-if-cached");
        assertThat(got.status()).isEqualTo(504);
        assertThat(got.body()).contains("only-if-cached");
        assertThat(world.sent).hasSize(2);
        assertThat(world.background).as("stale-while-revalidate would ask, too").isEmpty();
    }

    @Test
    void onlyIfCachedWithMaxStaleTakesWhatIsStale() {
        assertThat(after60("max-age=40", "Cache-Control: only-if-cached, max-stale")
                        .isHit())
                .isTrue();
    }

    /** RFC 8246: what never changes while it is fresh is not asked for earlier, unless the request insists. */
    @ParameterizedTest
    @CsvSource({
        "max-age=0, 60, true",
        "no-cache, 60, false",
        "max-age=0, 100, false",
        "min-fresh=50, 60, false",
        "no-store, 60, false"
    })
    void immutableNeedsNoValidation(String request, long seconds, boolean hit) {
        world.says("old", "Cache-Control: max-age=100, immutable").says("new");
        world.get("/");
        world.clock.advance(seconds);
        assertThat(world.get("/", "Cache-Control: " + request).isHit()).isEqualTo(hit);
    }
}
