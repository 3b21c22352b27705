package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, section 4.1: for which requests a response with Vary is. */
class VaryTest {
    private final CacheWorld world = CacheWorld.ofPrivate();

    private CacheWorld varies(String vary, String... fields) {
        world.says("first", "Cache-Control: max-age=100", "Vary: " + vary)
                .says("second", "Cache-Control: max-age=100", "Vary: " + vary);
        world.get("/", fields);
        return world;
    }

    @Test
    void anotherValueIsAnotherResponse() {
        varies("X-A", "X-A: 1");
        assertThat(world.get("/", "X-A: 2").body()).isEqualTo("second");
        assertThat(world.get("/", "X-A: 1").body()).isEqualTo("first");
        assertThat(world.get("/", "X-A: 2").isHit()).isTrue();
    }

    /** "If absent from a request, it can only match another request if it is also absent there." */
    @Test
    void noFieldIsNotAnEmptyOne() {
        varies("X-A");
        assertThat(world.get("/").isHit()).isTrue();
        assertThat(world.get("/", "X-A: ").isHit()).isFalse();
    }

    /** Section 4.1: a Vary of * never matches. */
    @ParameterizedTest
    @ValueSource(strings = {"*", "X-A, *", " ,*", "*, *"})
    void aStarMatchesNothing(String vary) {
        varies(vary);
        assertThat(world.get("/").isHit()).isFalse();
        assertThat(world.stored("/")).isEmpty();
    }

    /** All lines and all names count, in any case. */
    @Test
    void allNamesCount() {
        world.says("first", "Cache-Control: max-age=100", "Vary: X-A", "vary: x-b,X-A")
                .says("second");
        world.get("/", "X-A: 1", "X-B: 1");
        assertThat(world.get("/", "x-a: 1", "x-B: 1").isHit()).isTrue();
        assertThat(world.get("/", "X-A: 1", "X-B: 2").isHit()).isFalse();
    }

    /** Section 4.1: what means the same is the same: several lines, white space, the case of languages and codings. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-A: 1, 2 | X-A: 1,2",
                "X-A: 1 ,\t2 | X-A: 1, 2",
                "Accept-Language: en, DE;q=0.5 | Accept-Language: EN,de; q=0.5",
                "Accept-Encoding: gzip | Accept-Encoding: GZip"
            })
    void whatMeansTheSameIsTheSame(String one, String other) {
        varies("X-A, Accept-Language, Accept-Encoding", one);
        assertThat(world.get("/", other).isHit()).isTrue();
    }

    @Test
    void severalLinesAreOneList() {
        varies("X-A", "X-A: 1", "X-A: 2");
        assertThat(world.get("/", "X-A: 1, 2").isHit()).isTrue();
        assertThat(world.get("/", "X-A: 2, 1").isHit()).isFalse();
    }

    /** Of a field that is not known, nothing is known to be the same but white space. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-A: a | X-A: A",
                "X-A: a | X-A: a,",
                "X-A: a | X-A: ,a",
                "X-A: a,b | X-A: a,,b",
                "X-A: a b | X-A: ab",
                "X-A: \"a, b\" | X-A: \"a,b\"",
                "Accept-Language: en | Accept-Language: e n",
                "Accept-Language: en, de | Accept-Language: de, en"
            })
    void whatMayMeanSomethingElseIsAnother(String one, String other) {
        varies("X-A, Accept-Language", one);
        assertThat(world.get("/", other).isHit()).isFalse();
    }

    /** Section 4.1: a response without Vary is for all. */
    @Test
    void withoutVaryItIsForAll() {
        world.says("", "Cache-Control: max-age=100");
        world.get("/", "X-A: 1", "Accept-Language: de");
        assertThat(world.get("/", "X-A: 2").isHit()).isTrue();
    }

    /** What Vary says may change from response to response: each is for the requests that it names. */
    @Test
    void responsesOfOneUriMayVaryDifferently() {
        world.says("by a", "Cache-Control: max-age=100", "Vary: X-A")
                .says("by b", "Cache-Control: max-age=100", "Vary: X-B");
        world.get("/", "X-A: 1", "X-B: 1");
        world.get("/", "X-A: 2", "X-B: 2");
        assertThat(world.get("/", "X-A: 1", "X-B: 3").body()).isEqualTo("by a");
        assertThat(world.get("/", "X-A: 3", "X-B: 2").body()).isEqualTo("by b");
    }

    /** Section 4: of several suitable ones the most recent one, as Date tells it. */
    @Test
    void ofSeveralTheMostRecentByDateCounts() {
        world.says("newer", "Cache-Control: max-age=100", "Date: " + CacheWorld.date(0), "Vary: X-A")
                .says("older", "Cache-Control: max-age=100", "Date: " + CacheWorld.date(-20), "Vary: X-B");
        world.get("/", "X-A: 1", "X-B: 1");
        world.get("/", "X-A: 2", "X-B: 2");
        assertThat(world.get("/", "X-A: 1", "X-B: 2").body()).isEqualTo("newer");
    }

    /** Section 4.3.4: a 304 can say that it varies from now on. */
    @Test
    void a304MayChangeWhatItVariesBy() {
        world.says("first", "Cache-Control: max-age=10", "ETag: \"a\"")
                .says(304, "", "Cache-Control: max-age=10", "ETag: \"a\"", "Vary: X-A")
                .says("second", "Cache-Control: max-age=10", "Vary: X-A");
        world.get("/", "X-A: 1");
        world.clock.advance(10);
        assertThat(world.get("/", "X-A: 1").body()).isEqualTo("first");
        assertThat(world.get("/", "X-A: 1").isHit()).isTrue();
        assertThat(world.get("/", "X-A: 2").body()).isEqualTo("second");
    }

    @Test
    void a304MaySayThatItIsForNobodyElse() {
        world.says("first", "Cache-Control: max-age=10", "ETag: \"a\"")
                .says(304, "", "Cache-Control: max-age=10", "ETag: \"a\"", "Vary: *")
                .says("second");
        world.get("/");
        world.clock.advance(10);
        assertThat(world.get("/").body()).isEqualTo("first");
        assertThat(world.get("/").body()).isEqualTo("second");
    }

    /** So does a response to HEAD. */
    @Test
    void aHeadMayChangeWhatItVariesBy() {
        world.says("first", "Cache-Control: max-age=10", "ETag: \"a\"")
                .says("", "Cache-Control: max-age=10", "ETag: \"a\"", "Vary: X-A", "Content-Length: 5")
                .says("second", "Cache-Control: max-age=10", "Vary: X-A");
        world.get("/", "X-A: 1");
        world.clock.advance(10);
        world.call("HEAD", "/", "X-A: 1");
        assertThat(world.get("/", "X-A: 2").body()).isEqualTo("second");
    }

    @Test
    void theOldestVariantMakesRoom() {
        for (int i = 0; i <= Variants.MOST; i++) {
            world.says("" + i, "Cache-Control: max-age=100", "Vary: X-A");
            world.get("/", "X-A: " + i);
        }
        assertThat(world.stored("/")).hasSize(Variants.MOST);
        for (int i = 1; i <= Variants.MOST; i++) {
            assertThat(world.get("/", "X-A: " + i).body()).isEqualTo("" + i);
        }
        world.says("again");
        assertThat(world.get("/", "X-A: 0").body()).isEqualTo("again");
    }

    /** Together they are bounded, too: no URI may fill the heap with its variants. */
    @Test
    void theBodiesOfAllVariantsHaveABound() {
        CacheWorld small = new CacheWorld(CachePolicy.defaults().withMaxObjectSize(10));
        for (int i = 0; i < 10; i++) {
            small.says("0123456789", "Cache-Control: max-age=100", "Vary: X-A");
            small.get("/", "X-A: " + i);
        }
        assertThat(small.stored("/")).hasSize(4);
    }

    /** The same variant replaces itself. */
    @Test
    void aNewResponseReplacesTheOldOne() {
        world.says("1", "Cache-Control: max-age=10", "Vary: X-A").says("2", "Cache-Control: max-age=10", "Vary: X-A");
        world.get("/", "X-A: 1");
        world.clock.advance(11);
        world.get("/", "X-A: 1");
        assertThat(world.stored("/")).hasSize(1);
        assertThat(world.get("/", "X-A: 1").body()).isEqualTo("2");
    }
}
