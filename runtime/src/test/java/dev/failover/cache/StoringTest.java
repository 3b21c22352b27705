package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, section 3: which responses are stored, and what of them. */
class StoringTest {
    private final CacheWorld world = CacheWorld.ofPrivate();

    private boolean isStored(int status, String... fields) {
        world.says(status, "", fields);
        world.get("/");
        return !world.stored("/").isEmpty();
    }

    /** Any final status with an explicit lifetime; not those that are about a connection or another response. */
    @ParameterizedTest
    @CsvSource({
        "200, true", "201, true", "204, true", "299, true", "301, true", "302, true", "400, true", "404, true",
        "500, true", "503, true", "599, true", "100, false", "101, false", "199, false", "304, false", "412, false",
        "416, false", "417, false", "600, false", "999, false"
    })
    void statusesWithALifetime(int status, boolean stored) {
        assertThat(isStored(status, "Cache-Control: max-age=100")).isEqualTo(stored);
    }

    /** Section 3, last part: without a word only those that are cacheable by definition, or what can be validated. */
    @ParameterizedTest
    @CsvSource({
        "200, true",
        "204, true",
        "301, true",
        "404, true",
        "501, true",
        "201, false",
        "302, false",
        "403, false",
        "500, false"
    })
    void statusesWithoutALifetime(int status, boolean stored) {
        assertThat(isStored(status, "ETag: \"a\"")).isEqualTo(stored);
    }

    @Test
    void noStoreIsNotStored() {
        assertThat(isStored(200, "Cache-Control: no-store, max-age=100")).isFalse();
        assertThat(isStored(200, "Cache-Control: max-age=100", "Cache-Control: NO-STORE"))
                .isFalse();
    }

    /** Section 5.2.1.5: nor what a request with no-store brought. */
    @Test
    void aRequestWithNoStoreIsNotStored() {
        world.says("", "Cache-Control: max-age=100");
        world.get("/", "Cache-Control: no-store");
        assertThat(world.stored("/")).isEmpty();
    }

    /** What could never be used again is not worth a place. */
    @ParameterizedTest
    @ValueSource(strings = {"X: nothing", "Cache-Control: max-age=0", "Expires: 0", "Cache-Control: no-cache"})
    void whatIsOfNoUseIsNotStored(String field) {
        assertThat(isStored(200, field)).isFalse();
    }

    /** Section 3.1 and RFC 9110, section 7.6.1: fields of the connection are not stored. */
    @Test
    void fieldsOfTheConnectionAreNotStored() {
        world.says(
                "",
                "Cache-Control: max-age=100",
                "Connection: X-A, close",
                "X-A: 1",
                "Keep-Alive: timeout=5",
                "TE: x",
                "Transfer-Encoding: chunked",
                "Upgrade: h2c",
                "Proxy-Connection: x",
                "Proxy-Authenticate: x",
                "Proxy-Authentication-Info: x",
                "X-B: 2");
        world.get("/");
        CacheWorld.Got got = world.get("/");
        assertThat(got.headers().toMap()).containsOnlyKeys("cache-control", "x-b", "date", "age", "cache-status");
    }

    /** RFC 9110, section 7.6.1: what is for everybody cannot be of the connection, so nothing is lost that forbids something. */
    @ParameterizedTest
    @ValueSource(strings = {"Cache-Control", "Vary", "Expires", "Date", "Age"})
    void connectionCannotNameWhatTheCacheGoesBy(String name) {
        world.says(
                        "first",
                        "Connection: " + name,
                        "Cache-Control: max-age=100",
                        "Vary: X-A",
                        "Expires: 0",
                        "Date: " + CacheWorld.date(-50),
                        "Age: 50")
                .says("second");
        world.get("/", "X-A: 1");
        assertThat(world.stored("/").get(0).headers().contains(name)).isTrue();
        assertThat(world.get("/", "X-A: 2").body()).isEqualTo("second");
    }

    /** Everything else is, also what nobody knows, and repeated lines in their order. */
    @Test
    void allOtherFieldsAreStored() {
        world.says("", "Cache-Control: max-age=100", "Set-Cookie: a=1", "Set-Cookie: b=2", "X-Unknown: \u00fc");
        world.get("/");
        CacheWorld.Got got = world.get("/");
        assertThat(got.headers().all("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(got.first("X-Unknown")).isEqualTo("\u00fc");
    }

    /** Section 3: only methods whose responses are understood: GET, and HEAD for its fields. */
    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "QUERY", "FOO", "get"})
    void otherMethodsAreNotStored(String method) {
        world.says("", "Cache-Control: max-age=100").says("");
        world.call(method, "/");
        assertThat(world.stored("/")).isEmpty();
        assertThat(world.call(method, "/").kind()).isNotNull();
    }

    /** The key is the target: another query, order or spelling is another one (section 2). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a?x=1&y=3",
                "/a?y=2&x=1",
                "/a?x=1&y=2&",
                "/A?x=1&y=2",
                "/a/?x=1&y=2",
                "/%61?x=1&y=2",
                "/./a?x=1&y=2",
                "//a?x=1&y=2",
                "/a;v=1?x=1&y=2",
                "/a"
            })
    void anotherSpellingIsAnotherKey(String target) {
        world.says("first", "Cache-Control: max-age=100").says("second");
        world.get("/a?x=1&y=2");
        assertThat(world.get(target).body()).isEqualTo("second");
        assertThat(world.get("/a?x=1&y=2").isHit()).isTrue();
    }

    /** A body of no bytes is a body. */
    @Test
    void emptyBodiesAreStored() {
        world.says(204, "", "Cache-Control: max-age=100").says("", "Cache-Control: max-age=100", "Content-Length: 0");
        world.get("/a");
        world.get("/b");
        assertThat(world.get("/a").status()).isEqualTo(204);
        assertThat(world.get("/b").isHit()).isTrue();
        assertThat(world.call("HEAD", "/a").isHit()).isTrue();
    }

    /** A request with a body asks for something that the key does not hold. */
    @Test
    void aGetWithABodyBypassesTheCache() {
        world.says("first", "Cache-Control: max-age=100").says("second", "Cache-Control: max-age=100");
        world.get("/");
        CacheRequest request = new CacheRequest("GET", "/", CacheWorld.headers(), true, Identity.NONE);
        CacheWorld.Got got = world.call(request);
        assertThat(got.body()).isEqualTo("second");
        assertThat(got.cacheStatus()).isEqualTo("failover; fwd=request");
        assertThat(world.get("/").body()).isEqualTo("first");
    }

    /** RFC 9111, section 5.2.2.9: public makes any final status one whose freshness may be guessed. */
    @Test
    void publicMakesAnyStatusStorable() {
        assertThat(isStored(403, "Cache-Control: public", "ETag: \"a\"")).isTrue();
    }
}
