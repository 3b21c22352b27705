package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9111, section 4.3.5: what a response to HEAD says about what is stored; and HEAD answered by a stored GET. */
class HeadUpdatesTest {
    private final CacheWorld world = CacheWorld.ofPrivate();

    private void store() {
        world.says(
                "12345",
                "Cache-Control: max-age=10",
                "ETag: \"a\"",
                "Last-Modified: " + CacheWorld.date(-9),
                "X-A: 1",
                "Content-Length: 5");
        world.get("/");
    }

    /** Section 4: a stored GET answers HEAD, without the body but with its length. */
    @Test
    void aStoredGetAnswersHead() {
        store();
        CacheWorld.Got got = world.call("HEAD", "/");
        assertThat(got.isHit()).isTrue();
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body()).isEmpty();
        assertThat(got.first("Content-Length")).isEqualTo("5");
    }

    /** A response to HEAD answers nothing itself. */
    @Test
    void aResponseToHeadIsNotStored() {
        world.says("", "Cache-Control: max-age=10", "Content-Length: 5").says("12345");
        world.call("HEAD", "/");
        assertThat(world.get("/").body()).isEqualTo("12345");
    }

    @Test
    void aHeadAboutTheSameUpdatesIt() {
        store();
        world.clock.advance(10);
        world.says("", "Cache-Control: max-age=10", "ETag: \"a\"", "X-A: 2", "Content-Length: 5");
        world.call("HEAD", "/");
        CacheWorld.Got got = world.get("/");
        assertThat(got.isHit()).isTrue();
        assertThat(got.first("X-A")).isEqualTo("2");
        assertThat(got.body()).isEqualTo("12345");
    }

    /** "SHOULD consider the stored response to be stale": it is not there any more. */
    @ParameterizedTest
    @CsvSource({"ETag: \"b\"", "ETag: W/\"a\"", "Content-Length: 6", "'Last-Modified: Wed, 31 Dec 2025 23:59:00 GMT'"})
    void aHeadAboutSomethingElseForgetsIt(String field) {
        store();
        world.clock.advance(10);
        world.says("", "Cache-Control: max-age=10", field).says("second");
        world.call("HEAD", "/");
        assertThat(world.get("/").body()).isEqualTo("second");
    }

    /** Of a body without a Content-Length the length is known all the same. */
    @Test
    void aHeadWithAnotherLengthThanTheBodyForgetsIt() {
        world.says("12345", "Cache-Control: max-age=10")
                .says("", "Cache-Control: max-age=10", "Content-Length: 7")
                .says("1234567");
        world.get("/");
        world.clock.advance(10);
        world.call("HEAD", "/");
        assertThat(world.get("/").body()).isEqualTo("1234567");
    }

    @Test
    void aHeadWithNoStoreForgetsIt() {
        store();
        world.clock.advance(10);
        world.says("", "Cache-Control: no-store", "ETag: \"a\"");
        world.call("HEAD", "/");
        assertThat(world.stored("/")).isEmpty();
    }

    /** Only a 200 says anything about a 200. */
    @Test
    void anErrorToHeadChangesNothing() {
        store();
        world.clock.advance(10);
        world.says(500, "", "Cache-Control: max-age=10", "X-A: 2").says(304, "", "ETag: \"a\"");
        world.call("HEAD", "/");
        assertThat(world.get("/").first("X-A")).isEqualTo("1");
    }
}
