package dev.failover.cache;

import static dev.failover.cache.CacheWorld.date;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, section 4.3.2, and RFC 9110, section 13: questions of the caller's own, answered by what is stored. */
class PreconditionsTest {
    private final CacheWorld world = CacheWorld.ofPrivate();

    private void store(String... fields) {
        String[] all = new String[fields.length + 1];
        all[0] = "Cache-Control: max-age=100";
        System.arraycopy(fields, 0, all, 1, fields.length);
        world.says("body", all);
        world.get("/");
    }

    /** RFC 9110, section 13.1.2: compared weakly. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"a\" | \"a\" | 304", "\"a\" | W/\"a\" | 304", "W/\"a\" | \"a\" | 304", "W/\"a\" | W/\"a\" | 304",
                "\"a\" | \"b\" | 200", "\"a\" | \"b\", \"a\" | 304", "\"a\" | * | 304", "\"a,b\" | \"a,b\" | 304",
                "\"a\" | \"A\" | 200", "\"a\\\" | \"a\\\", \"b\" | 304"
            })
    void ifNoneMatchIsComparedWeakly(String stored, String asked, int status) {
        store("ETag: " + stored);
        CacheWorld.Got got = world.get("/", "If-None-Match: " + asked);
        assertThat(got.status()).isEqualTo(status);
        assertThat(got.isHit()).isTrue();
        assertThat(got.body()).isEqualTo(status == 304 ? "" : "body");
    }

    /** A star matches whatever there is, also without a tag. */
    @Test
    void aStarMatchesWhateverIsThere() {
        store("X: 1");
        assertThat(world.get("/", "If-None-Match: *").status()).isEqualTo(304);
        assertThat(world.get("/", "If-None-Match: \"a\"").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"-50, -50, 304", "-50, -49, 304", "-50, -51, 200"})
    void ifModifiedSinceIsComparedWithLastModified(long modified, long since, int status) {
        store("Last-Modified: " + date(modified));
        assertThat(world.get("/", "If-Modified-Since: " + date(since)).status()).isEqualTo(status);
    }

    /** Section 4.3.2: without Last-Modified, Date counts, else the time of receipt. */
    @Test
    void withoutLastModifiedDateCounts() {
        store("Date: " + date(-30));
        assertThat(world.get("/", "If-Modified-Since: " + date(-30)).status()).isEqualTo(304);
        assertThat(world.get("/", "If-Modified-Since: " + date(-31)).status()).isEqualTo(200);
    }

    @Test
    void withoutDateTheTimeOfReceiptCounts() {
        store();
        assertThat(world.get("/", "If-Modified-Since: " + date(0)).status()).isEqualTo(304);
        assertThat(world.get("/", "If-Modified-Since: " + date(-1)).status()).isEqualTo(200);
    }

    /** RFC 9110, section 13.1.3: what is no date is ignored; section 13.2.2: If-None-Match goes first. */
    @Test
    void ifNoneMatchGoesFirst() {
        store("ETag: \"a\"", "Last-Modified: " + date(-50));
        assertThat(world.get("/", "If-Modified-Since: lately").status()).isEqualTo(200);
        assertThat(world.get("/", "If-None-Match: \"b\"", "If-Modified-Since: " + date(0))
                        .status())
                .isEqualTo(200);
        assertThat(world.get("/", "If-None-Match: \"a\"", "If-Modified-Since: " + date(-90))
                        .status())
                .isEqualTo(304);
    }

    /** RFC 9110, section 15.4.5: the fields that a 304 MUST have, if a 200 had them; and no body's. */
    @Test
    void a304HasTheFieldsThatItMustHave() {
        store(
                "ETag: \"a\"",
                "Vary: X-A",
                "Content-Location: /b",
                "Expires: " + date(9),
                "Date: " + date(0),
                "Content-Type: text/plain",
                "Content-Length: 4");
        CacheWorld.Got got = world.get("/", "If-None-Match: \"a\"");
        assertThat(got.headers().toMap())
                .containsOnlyKeys(
                        "cache-control", "etag", "vary", "content-location", "expires", "date", "age", "cache-status");
    }

    /** RFC 9110, section 13.1.1 and 13.1.4: If-Match and If-Unmodified-Since are for the origin. */
    @ParameterizedTest
    @ValueSource(strings = {"If-Match: \"a\"", "If-Unmodified-Since: Thu, 01 Jan 2026 00:00:00 GMT"})
    void otherQuestionsAreForTheOrigin(String field) {
        store("ETag: \"a\"");
        world.says(412, "", "Cache-Control: max-age=100");
        assertThat(world.get("/", field).status()).isEqualTo(412);
        assertThat(world.get("/").body()).isEqualTo("body");
    }

    /** RFC 9110, section 13.2.1: only a 200 can be not modified. */
    @Test
    void onlyA200CanBeNotModified() {
        world.says(404, "gone", "Cache-Control: max-age=100", "ETag: \"a\"");
        world.get("/");
        assertThat(world.get("/", "If-None-Match: \"a\"").status()).isEqualTo(404);
    }

    /** RFC 9110, section 13.2.2: a question goes before a range. */
    @Test
    void aQuestionGoesBeforeARange() {
        store("ETag: \"a\"");
        assertThat(world.get("/", "Range: bytes=0-1", "If-None-Match: \"a\"").status())
                .isEqualTo(304);
        assertThat(world.get("/", "Range: bytes=0-1", "If-None-Match: \"b\"").status())
                .isEqualTo(206);
    }

    @Test
    void headIsAnsweredToo() {
        store("ETag: \"a\"");
        assertThat(world.call("HEAD", "/", "If-None-Match: \"a\"").status()).isEqualTo(304);
    }
}
