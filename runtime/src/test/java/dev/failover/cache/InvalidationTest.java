package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, section 4.4: what a request that may change something makes invalid. */
class InvalidationTest {
    private final CacheWorld world = CacheWorld.ofPrivate();

    private void store(String... targets) {
        for (String target : targets) {
            world.says("old", "Cache-Control: max-age=100");
            world.get(target);
        }
    }

    private boolean isStored(String target) {
        return !world.stored(target).isEmpty();
    }

    /** MUST invalidate the target URI on a non-error response to an unsafe method, also one that it does not know. */
    @ParameterizedTest
    @CsvSource({"POST, 200", "PUT, 201", "DELETE, 204", "PATCH, 202", "FOO, 200", "POST, 303", "PUT, 302", "get, 200"})
    void anUnsafeMethodInvalidates(String method, int status) {
        store("/a");
        world.says(status, "");
        world.call(method, "/a");
        assertThat(isStored("/a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, 400",
        "PUT, 404",
        "DELETE, 500",
        "PATCH, 503",
        "OPTIONS, 200",
        "TRACE, 200",
        "QUERY, 200",
        "PROPFIND, 207"
    })
    void errorsAndSafeMethodsInvalidateNothing(String method, int status) {
        store("/a");
        world.says(status, "");
        world.call(method, "/a");
        assertThat(world.get("/a").isHit()).isTrue();
    }

    /** All variants are invalid, for all credentials. */
    @Test
    void allVariantsAreInvalid() {
        for (String user : new String[] {"1", "2"}) {
            world.says("old", "Cache-Control: max-age=100", "Vary: X-A");
            world.get("/a", "X-A: " + user, "Authorization: " + user);
        }
        world.says("");
        world.call("POST", "/a", "Authorization: 3");
        assertThat(isStored("/a")).isFalse();
    }

    /** MAY invalidate Location and Content-Location, of the same service. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/base/b",
                "b",
                "./b",
                "http://origin.example/base/b",
                "HTTP://ORIGIN.example:80/base/b",
                "//origin.example/base/b",
                "/base/x/../b"
            })
    void whatTheResponsePointsAtIsInvalid(String reference) {
        store("/a", "/b");
        world.says(201, "", "Location: " + reference);
        world.call("POST", "/a");
        assertThat(isStored("/b")).isFalse();
        store("/b");
        world.says(201, "", "Content-Location: " + reference);
        world.call("POST", "/a");
        assertThat(isStored("/b")).isFalse();
    }

    /** MUST NOT, when it belongs to somebody else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://other.example/base/b",
                "https://origin.example/base/b",
                "http://origin.example:81/base/b",
                "/b",
                "//other/base/b",
                "http://user@other/base/b",
                "mailto:b",
                ":::",
                "http://[",
                "http://origin.example.evil/base/b",
                "/baseb"
            })
    void whatBelongsToOthersStays(String reference) {
        store("/a", "/b");
        world.says(201, "", "Location: " + reference, "Content-Location: " + reference);
        world.call("POST", "/a");
        assertThat(isStored("/b")).isTrue();
    }

    /** RFC 9110, section 9.3.3: a response to POST for later GETs, only with explicit freshness and its own Content-Location. */
    @Test
    void aResponseToPostMayAnswerLaterGets() {
        store("/a");
        world.says("new", "Cache-Control: max-age=100", "Content-Location: /base/a");
        world.call("POST", "/a");
        assertThat(world.get("/a").body()).isEqualTo("new");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | Cache-Control: max-age=100 | Content-Location: /base/b",
                "POST | Cache-Control: max-age=100 | X: none",
                "POST | ETag: \"a\" | Content-Location: /base/a",
                "POST | Cache-Control: no-store, max-age=100 | Content-Location: /base/a",
                "PUT | Cache-Control: max-age=100 | Content-Location: /base/a",
                "PATCH | Cache-Control: max-age=100 | Content-Location: /base/a",
                "QUERY | Cache-Control: max-age=100 | Content-Location: /base/a"
            })
    void otherResponsesToOtherMethodsAnswerNothing(String method, String control, String location) {
        world.says("posted", control, location);
        world.call(method, "/a");
        world.says("got");
        assertThat(world.get("/a").body()).isEqualTo("got");
    }

    /** What was on its way before the change is not stored after it: it may be what was there before. */
    @Test
    void aFetchFromBeforeTheChangeIsNotStored() {
        CacheExchange before = world.cache.begin(world.request("GET", "/a"), world.policy);
        CacheReply reply = before.received(200, CacheWorld.headers("Cache-Control: max-age=100"));
        world.says("");
        world.call("POST", "/a");
        reply.recorder().complete(new byte[1]);
        assertThat(isStored("/a")).isFalse();
    }

    @Test
    void aValidationFromBeforeTheChangeIsNotStored() {
        world.says("old", "Cache-Control: max-age=1", "ETag: \"a\"");
        world.get("/a");
        world.clock.advance(1);
        CacheExchange before = world.cache.begin(world.request("GET", "/a"), world.policy);
        world.cache.evict("/a");
        before.received(304, CacheWorld.headers("Cache-Control: max-age=100", "ETag: \"a\""));
        assertThat(isStored("/a")).isFalse();
    }

    @Test
    void aFetchFromBeforeAClearIsNotStored() {
        CacheExchange before = world.cache.begin(world.request("GET", "/a"), world.policy);
        world.cache.clear();
        before.received(200, CacheWorld.headers("Cache-Control: max-age=100"))
                .recorder()
                .complete(new byte[1]);
        assertThat(isStored("/a")).isFalse();
    }

    /** Two targets that share both counters: that costs a miss and nothing else. */
    @Test
    void targetsWithOneHashCodeCostAMissOnly() {
        // The same hash code.
        store("/Aa");
        CacheExchange before = world.cache.begin(world.request("GET", "/BB"), world.policy);
        world.cache.evict("/Aa");
        before.received(200, CacheWorld.headers("Cache-Control: max-age=100"))
                .recorder()
                .complete(new byte[1]);
        assertThat("/Aa").hasSameHashCodeAs("/BB");
        assertThat(isStored("/BB")).isFalse();
        store("/BB");
        assertThat(isStored("/BB")).isTrue();
    }

    /** Many changes of others keep nothing from being stored: they share a counter with it, but seldom both. */
    @Test
    void changesOfOthersAreNoChangeOfThis() {
        for (int i = 0; i < 200; i++) {
            CacheExchange before = world.cache.begin(world.request("GET", "/item/" + i), world.policy);
            for (int j = 0; j < 50; j++) {
                world.cache.evict("/order/" + (50 * i + j));
            }
            before.received(200, CacheWorld.headers("Cache-Control: max-age=100"))
                    .recorder()
                    .complete(new byte[1]);
            assertThat(isStored("/item/" + i)).isTrue();
        }
    }

    /** The response to a GET that was sent after the change is stored. */
    @Test
    void aFetchFromAfterTheChangeIsStored() {
        world.says("");
        world.call("POST", "/a");
        store("/a");
        assertThat(isStored("/a")).isTrue();
    }
}
