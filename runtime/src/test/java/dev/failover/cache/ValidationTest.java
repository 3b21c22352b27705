package dev.failover.cache;

import static dev.failover.cache.CacheWorld.date;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, section 4.3: asking whether what is stored is still good, and what the answer does to it. */
class ValidationTest {
    private final CacheWorld world = CacheWorld.ofPrivate();

    private CacheWorld.Sent last() {
        return world.sent.get(world.sent.size() - 1);
    }

    private void store(String... fields) {
        world.says("first", fields);
        world.get("/");
        world.clock.advance(100);
    }

    /** Section 4.3.1: MUST send the entity tag, SHOULD send Last-Modified. */
    @Test
    void asksWithBothValidators() {
        store("Cache-Control: max-age=10", "ETag: W/\"a\"", "Last-Modified: " + date(-50));
        world.says(304, "", "ETag: W/\"a\"");
        assertThat(world.get("/").body()).isEqualTo("first");
        assertThat(last().first("If-None-Match")).isEqualTo("W/\"a\"");
        assertThat(last().first("If-Modified-Since")).isEqualTo(date(-50));
    }

    @Test
    void withoutAValidatorNothingIsAsked() {
        store("Cache-Control: max-age=10");
        world.says("second");
        assertThat(world.get("/").body()).isEqualTo("second");
        assertThat(last().headers().size()).isZero();
    }

    /** Section 4.3.3: a full response replaces what is stored. */
    @Test
    void aWholeResponseReplacesIt() {
        store("Cache-Control: max-age=10", "ETag: \"a\"");
        world.says("second", "Cache-Control: max-age=10", "ETag: \"b\"");
        world.get("/");
        assertThat(world.get("/").body()).isEqualTo("second");
        assertThat(world.stored("/")).hasSize(1);
    }

    /** Section 4.3.4 with section 3.2: the fields of the 304 replace those of their names; the others stay. */
    @Test
    void a304UpdatesTheFields() {
        store(
                "Cache-Control: max-age=10",
                "ETag: \"a\"",
                "X-A: 1",
                "X-A: 2",
                "X-B: 3",
                "Content-Type: text/plain",
                "Date: " + date(0));
        world.says(304, "", "Cache-Control: max-age=20", "ETag: \"a\"", "X-A: 4", "X-C: 5", "Date: " + date(100));
        world.get("/");
        world.clock.advance(19);
        CacheWorld.Got got = world.get("/");
        assertThat(got.isHit()).isTrue();
        assertThat(got.headers().all("X-A")).containsExactly("4");
        assertThat(got.first("X-B")).isEqualTo("3");
        assertThat(got.first("X-C")).isEqualTo("5");
        assertThat(got.first("Date")).isEqualTo(date(100));
        assertThat(got.first("Content-Type")).isEqualTo("text/plain");
        assertThat(got.status()).isEqualTo(200);
    }

    /** Section 3.2: what the body depends on stays, above all Content-Length. */
    @Test
    void a304ChangesNothingAboutTheBody() {
        store("Cache-Control: max-age=10", "ETag: \"a\"", "Content-Length: 5", "Content-Encoding: x");
        world.says(
                304,
                "",
                "Cache-Control: max-age=10",
                "ETag: \"a\"",
                "Content-Length: 0",
                "Content-Encoding: y",
                "Content-Range: bytes 0-1/2",
                "Connection: X-Gone",
                "X-Gone: 1");
        CacheWorld.Got got = world.get("/");
        assertThat(got.body()).isEqualTo("first");
        assertThat(got.headers().all("Content-Length")).containsExactly("5");
        assertThat(got.headers().all("Content-Encoding")).containsExactly("x");
        assertThat(got.first("Content-Range")).isNull();
        assertThat(got.first("X-Gone")).isNull();
    }

    /** Section 4.3.4: a 304 about something else updates nothing: the request is sent again without conditions. */
    @ParameterizedTest
    @ValueSource(strings = {"ETag: \"b\"", "ETag: W/\"b\""})
    void a304AboutSomethingElseIsNotUsed(String tag) {
        store("Cache-Control: max-age=10", "ETag: \"a\"");
        world.says(304, "", tag, "Cache-Control: max-age=1000").says("whole");
        assertThat(world.get("/").body()).isEqualTo("whole");
        assertThat(last().first("If-None-Match")).isNull();
        world.says("third");
        assertThat(world.get("/").body()).as("it is not fresh for that").isEqualTo("third");
    }

    @Test
    void a304WithAnotherLastModifiedIsNotUsed() {
        store("Cache-Control: max-age=10", "Last-Modified: " + date(-50));
        world.says(304, "", "Last-Modified: " + date(-40)).says("whole");
        assertThat(world.get("/").body()).isEqualTo("whole");
    }

    /** Section 4.3.4: without any validator it is about the only one that was asked about. */
    @Test
    void a304WithoutAValidatorIsAboutWhatWasAsked() {
        store("Cache-Control: max-age=10", "ETag: \"a\"");
        world.says(304, "", "Cache-Control: max-age=10");
        assertThat(world.get("/").body()).isEqualTo("first");
        assertThat(world.get("/").isHit()).isTrue();
    }

    /** Section 4.3.1: the tags of the other variants are asked for, too, and one of them may be chosen. */
    @Test
    void anotherVariantMayBeTheOne() {
        for (String each : new String[] {"1", "2"}) {
            world.says(each, "Cache-Control: max-age=1000", "Vary: X-A", "ETag: \"" + each + "\"");
            world.get("/", "X-A: " + each);
        }
        world.says(304, "", "ETag: \"1\"", "Vary: X-A", "Cache-Control: max-age=1000");
        assertThat(world.get("/", "X-A: 3").body()).isEqualTo("1");
        assertThat(last().first("If-None-Match")).isEqualTo("\"2\", \"1\"");
        assertThat(world.get("/", "X-A: 3").isHit()).isTrue();
        assertThat(world.get("/", "X-A: 1").isHit()).as("that one stays").isTrue();
        assertThat(world.get("/", "X-A: 2").body()).isEqualTo("2");
    }

    /** Without a tag nobody knows which one is meant. */
    @Test
    void a304AboutOneOfSeveralMustSayWhich() {
        for (String each : new String[] {"1", "2"}) {
            world.says(each, "Cache-Control: max-age=1000", "Vary: X-A", "ETag: \"" + each + "\"");
            world.get("/", "X-A: " + each);
        }
        world.says(304, "", "Vary: X-A").says("whole");
        assertThat(world.get("/", "X-A: 3").body()).isEqualTo("whole");
    }

    /** Section 3: what says no-store from now on is answered with once more, and gone. */
    @Test
    void a304WithNoStoreForgetsIt() {
        store("Cache-Control: max-age=10", "ETag: \"a\"");
        world.says(304, "", "ETag: \"a\"", "Cache-Control: no-store");
        assertThat(world.get("/").body()).isEqualTo("first");
        assertThat(world.stored("/")).isEmpty();
    }

    /** Section 5.2.2.7: the same with private in a shared cache, and its fields are left out. */
    @Test
    void a304WithPrivateForgetsItInASharedCache() {
        CacheWorld shared = CacheWorld.ofShared();
        String[] first = {"Cache-Control: max-age=1", "ETag: \"a\"", "X-A: 1", "X-B: 1"};
        shared.says("", first).says(304, "", "ETag: \"a\"", "Cache-Control: private=\"X-A\", max-age=1");
        shared.get("/");
        shared.clock.advance(1);
        shared.get("/");
        assertThat(shared.get("/").first("X-B")).isEqualTo("1");
        assertThat(shared.get("/").first("X-A")).isNull();
        shared.clock.advance(1);
        shared.says(304, "", "ETag: \"a\"", "Cache-Control: private");
        shared.get("/");
        assertThat(shared.stored("/")).isEmpty();
    }

    /** Section 5.2.2.4: no-cache means a question each time. */
    @Test
    void noCacheIsAskedEachTime() {
        world.says("first", "Cache-Control: no-cache, max-age=1000", "ETag: \"a\"");
        world.get("/");
        for (int i = 0; i < 3; i++) {
            world.says(304, "", "ETag: \"a\"", "Cache-Control: no-cache, max-age=1000");
            CacheWorld.Got got = world.get("/");
            assertThat(got.body()).isEqualTo("first");
            assertThat(got.isHit()).isFalse();
        }
        assertThat(world.sent).hasSize(4);
    }

    /** Section 5.2.2.4: the named fields are not used without validation, the rest is; after a 304 they are. */
    @Test
    void fieldsOfNoCacheAreLeftOutUntilTheyAreValidated() {
        String[] fields = {"Cache-Control: max-age=10, no-cache=\"X-A\"", "ETag: \"a\"", "X-A: 1", "X-B: 2"};
        world.says("first", fields).says(304, "", "ETag: \"a\"", "X-A: 3", fields[0]);
        assertThat(world.get("/").first("X-A")).isEqualTo("1");
        CacheWorld.Got hit = world.get("/");
        assertThat(hit.isHit()).isTrue();
        assertThat(hit.first("X-A")).isNull();
        assertThat(hit.first("X-B")).isEqualTo("2");
        world.clock.advance(10);
        assertThat(world.get("/").first("X-A")).isEqualTo("3");
        assertThat(world.get("/").first("X-A")).isNull();
    }

    /** A field of no-cache is not in a 304 of our own either. */
    @Test
    void fieldsOfNoCacheAreNotInA304() {
        world.says(
                "first",
                "Cache-Control: max-age=10, no-cache=\"Content-Location\"",
                "ETag: \"a\"",
                "Content-Location: /x");
        world.get("/");
        CacheWorld.Got got = world.get("/", "If-None-Match: \"a\"");
        assertThat(got.status()).isEqualTo(304);
        assertThat(got.first("Content-Location")).isNull();
    }

    /** Section 4.3.3: an error that may not be covered up is the answer; what is stored stays. */
    @Test
    void anErrorIsHandedOn() {
        store("Cache-Control: max-age=10", "ETag: \"a\"");
        world.says(503, "down").says(304, "", "ETag: \"a\"");
        assertThat(world.get("/").status()).isEqualTo(503);
        assertThat(world.get("/").body()).isEqualTo("first");
    }

    /** A 304 that nobody asked for is nothing that could be stored. */
    @Test
    void a304ToNoQuestionIsHandedOn() {
        world.says(304, "", "ETag: \"a\"", "Cache-Control: max-age=100");
        assertThat(world.get("/").status()).isEqualTo(304);
        assertThat(world.stored("/")).isEmpty();
    }

    /** Section 4.3.2: the caller's own question is forwarded as it is; the 304 refreshes what it is about. */
    @Test
    void theCallersOwnQuestionRefreshesWhatIsStored() {
        store("Cache-Control: max-age=10", "ETag: \"a\"");
        world.says(304, "", "ETag: \"a\"", "Cache-Control: max-age=10");
        assertThat(world.get("/", "If-None-Match: \"a\"").status()).isEqualTo(304);
        assertThat(last().headers().all("If-None-Match")).containsExactly("\"a\"");
        assertThat(world.get("/").isHit()).isTrue();
    }

    @Test
    void theCallersQuestionAboutSomethingElseRefreshesNothing() {
        store("Cache-Control: max-age=10", "ETag: \"a\"");
        world.says(304, "", "Cache-Control: max-age=10").says("second");
        assertThat(world.get("/", "If-None-Match: \"b\"").status()).isEqualTo(304);
        assertThat(world.get("/").body()).isEqualTo("second");
    }
}
