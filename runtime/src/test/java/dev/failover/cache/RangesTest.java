package dev.failover.cache;

import static dev.failover.cache.CacheWorld.date;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, sections 3.3, 3.4 and RFC 9110, section 14: parts of what is stored, and parts that are stored. */
class RangesTest {
    private static final String[] WHOLE = {
        "Cache-Control: max-age=100", "ETag: \"a\"", "Content-Length: 10", "Content-Type: text/plain"
    };
    private final CacheWorld world = CacheWorld.ofPrivate();

    private void storeWhole() {
        world.says("0123456789", WHOLE);
        world.get("/");
    }

    private CacheWorld.Got part(String range, String body, String contentRange, String... fields) {
        String[] all = new String[fields.length + 2];
        System.arraycopy(fields, 0, all, 2, fields.length);
        all[0] = "Content-Range: " + contentRange;
        all[1] = "Cache-Control: max-age=100";
        world.says(206, body, all);
        return world.get("/", "Range: bytes=" + range);
    }

    @ParameterizedTest
    @CsvSource({
        "0-3, 0123, 0-3",
        "4-, 456789, 4-9",
        "-3, 789, 7-9",
        "-30, 0123456789, 0-9",
        "8-20, 89, 8-9",
        "0-0, 0, 0-0",
        "9-9, 9, 9-9",
        "' 2 - 4 ', 234, 2-4"
    })
    void aRangeOfWhatIsStored(String range, String body, String contentRange) {
        storeWhole();
        CacheWorld.Got got = world.get("/", "Range: bytes=" + range);
        assertThat(got.status()).isEqualTo(206);
        assertThat(got.body()).isEqualTo(body);
        assertThat(got.first("Content-Range")).isEqualTo("bytes " + contentRange + "/10");
        assertThat(got.headers().all("Content-Length")).containsExactly("" + body.length());
        assertThat(got.first("ETag")).isEqualTo("\"a\"");
    }

    /** What cannot be told, or is beyond the end, the origin is asked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=10-",
                "bytes=5-2",
                "bytes=0-1,3-4",
                "lines=0-1",
                "bytes=-0",
                "bytes=a-b",
                "bytes=",
                "bytes=99999999999999999999-"
            })
    void otherRangesAreForTheOrigin(String range) {
        storeWhole();
        world.says(416, "", "Content-Range: bytes */10");
        assertThat(world.get("/", "Range: " + range).status()).isEqualTo(416);
        assertThat(world.get("/").body()).isEqualTo("0123456789");
    }

    /** Section 14.2: Range is for GET only. */
    @Test
    void aRangeOfHeadIsIgnored() {
        storeWhole();
        assertThat(world.call("HEAD", "/", "Range: bytes=0-1").status()).isEqualTo(200);
    }

    /** RFC 9110, section 13.1.5: If-Range compares strongly; without a match the whole is the answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"a\" | 206", "\"b\" | 200", "W/\"a\" | 200", "Thu, 01 Jan 2026 00:00:00 GMT | 200"})
    void ifRangeIsComparedStrongly(String validator, int status) {
        storeWhole();
        assertThat(world.get("/", "Range: bytes=0-1", "If-Range: " + validator).status())
                .isEqualTo(status);
    }

    @Test
    void aWeakTagIsNoReasonForAPart() {
        world.says("0123456789", "Cache-Control: max-age=100", "ETag: W/\"a\"");
        world.get("/");
        assertThat(world.get("/", "Range: bytes=0-1", "If-Range: W/\"a\"").status())
                .isEqualTo(200);
    }

    /** RFC 9110, sections 13.1.5 and 8.8.2.2: a date is strong only if the change was a second or more before the response. */
    @ParameterizedTest
    @CsvSource({"-100, 206", "-1, 206", "0, 200", "5, 200"})
    void aDateOfIfRangeMustBeStrong(long modified, int status) {
        world.says("0123456789", "Cache-Control: max-age=100", "Date: " + date(0), "Last-Modified: " + date(modified));
        world.get("/");
        assertThat(world.get("/", "Range: bytes=0-1", "If-Range: " + date(modified))
                        .status())
                .isEqualTo(status);
        assertThat(world.get("/", "Range: bytes=0-1", "If-Range: " + date(modified - 1))
                        .status())
                .isEqualTo(200);
    }

    /** Section 3.3: an incomplete response is not the answer to a request for all. */
    @Test
    void aPartIsNotTheWhole() {
        part("2-4", "234", "bytes 2-4/10", "ETag: \"a\"");
        world.says("0123456789", WHOLE);
        CacheWorld.Got got = world.get("/");
        assertThat(got.body()).isEqualTo("0123456789");
        assertThat(got.cacheStatus()).startsWith("failover; fwd=partial");
    }

    @ParameterizedTest
    @CsvSource({"2-4, 234, true", "3-3, 3, true", "2-5, '', false", "1-3, '', false", "3-, '', false"})
    void aPartAnswersWhatLiesWithin(String range, String body, boolean hit) {
        part("2-4", "234", "bytes 2-4/10", "ETag: \"a\"");
        world.says(206, body, "Content-Range: bytes 1-1/10");
        CacheWorld.Got got = world.get("/", "Range: bytes=" + range);
        assertThat(got.isHit()).isEqualTo(hit);
        assertThat(got.body()).isEqualTo(body);
    }

    @Test
    void aPartOfUnknownLengthAnswersOnlyWhatNeedsNoLength() {
        part("2-4", "234", "bytes 2-4/*", "ETag: \"a\"");
        CacheWorld.Got got = world.get("/", "Range: bytes=3-4");
        assertThat(got.body()).isEqualTo("34");
        assertThat(got.first("Content-Range")).isEqualTo("bytes 3-4/*");
        world.says(206, "4", "Content-Range: bytes 4-4/10");
        assertThat(world.get("/", "Range: bytes=-1").isHit()).isFalse();
    }

    /** Section 3.4: parts with the same strong validator become one, in the end the whole. */
    @Test
    void partsBecomeTheWhole() {
        part("0-4", "01234", "bytes 0-4/10", "ETag: \"a\"", "Content-Type: text/plain");
        part("3-6", "3456", "bytes 3-6/10", "ETag: \"a\"");
        assertThat(world.get("/", "Range: bytes=0-6").isHit()).isTrue();
        part("7-9", "789", "bytes 7-9/10", "ETag: \"a\"", "X-New: 1");
        CacheWorld.Got got = world.get("/");
        assertThat(got.isHit()).isTrue();
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body()).isEqualTo("0123456789");
        assertThat(got.first("Content-Range")).isNull();
        assertThat(got.first("X-New")).isEqualTo("1");
        assertThat(got.first("Content-Type"))
                .as("RFC 9110, section 15.3.7.3: the fields of before, updated by the new ones")
                .isEqualTo("text/plain");
    }

    /** Section 3.4: never without the same strong validator. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ETag: \"a\" | ETag: \"b\"",
                "ETag: W/\"a\" | ETag: W/\"a\"",
                "ETag: \"a\" | ETag: W/\"a\"",
                "X: 1 | X: 1",
                "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT | Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT"
            })
    void partsOfWhatMayBeSomethingElseStayApart(String one, String other) {
        part("0-4", "01234", "bytes 0-4/10", one);
        part("5-9", "56789", "bytes 5-9/10", other);
        world.says("whole", "ETag: \"z\"");
        assertThat(world.get("/").body()).isEqualTo("whole");
    }

    @Test
    void partsThatDoNotTouchStayApart() {
        part("0-3", "0123", "bytes 0-3/10", "ETag: \"a\"");
        part("5-9", "56789", "bytes 5-9/10", "ETag: \"a\"");
        world.says("whole");
        assertThat(world.get("/").body()).isEqualTo("whole");
    }

    @Test
    void partsOfAnotherLengthStayApart() {
        part("0-4", "01234", "bytes 0-4/10", "ETag: \"a\"");
        part("5-9", "56789", "bytes 5-9/11", "ETag: \"a\"");
        world.says("whole");
        assertThat(world.get("/").body()).isEqualTo("whole");
    }

    /** A part of what is stored as a whole leaves it whole. */
    @Test
    void aPartOfTheWholeLeavesItWhole() {
        world.says("0123456789", "Cache-Control: max-age=1", "ETag: \"a\"", "Content-Type: text/plain");
        world.get("/");
        world.clock.advance(1);
        part("2-4", "234", "bytes 2-4/10", "ETag: \"a\"");
        CacheWorld.Got got = world.get("/");
        assertThat(got.body()).isEqualTo("0123456789");
        assertThat(got.first("Content-Type")).isEqualTo("text/plain");
    }

    /** RFC 9110, section 15.3.7.3: "MUST process as a complete 200": a Content-Length would be that of the whole. */
    @Test
    void theWholeOfPartsHasNoLengthOfAPart() {
        part("0-4", "01234", "bytes 0-4/10", "ETag: \"a\"", "Content-Length: 5");
        part("5-9", "56789", "bytes 5-9/10", "ETag: \"a\"", "Content-Length: 5");
        assertThat(world.get("/").headers().all("Content-Length")).doesNotContain("5");
    }

    /** The bound on what is stored is on what grows out of parts, too. */
    @Test
    void partsDoNotGrowBeyondTheLargestObject() {
        CacheWorld small = new CacheWorld(CachePolicy.defaults().withMaxObjectSize(8));
        for (int i = 0; i < 10; i++) {
            small.says(
                    206,
                    "abc",
                    "Content-Range: bytes " + 3 * i + "-" + (3 * i + 2) + "/30",
                    "Cache-Control: max-age=100",
                    "ETag: \"a\"");
            small.get("/", "Range: bytes=" + 3 * i + "-" + (3 * i + 2));
            assertThat(small.stored("/").get(0).body().length).isBetween(3, 8);
        }
    }

    /** What cannot be a part is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes 0-4",
                "bytes 4-0/10",
                "bytes 0-10/10",
                "bytes */10",
                "lines 0-4/10",
                "bytes 0-4/x",
                "0-4/10",
                "bytes 0-3/10"
            })
    void aBrokenContentRangeIsNotStored(String contentRange) {
        part("0-4", "01234", contentRange, "ETag: \"a\"");
        assertThat(world.stored("/")).isEmpty();
    }

    @Test
    void aPartWithoutContentRangeIsNotStored() {
        world.says(206, "--x--", "Content-Type: multipart/byteranges; boundary=x", "Cache-Control: max-age=100");
        world.get("/", "Range: bytes=0-0,2-2");
        assertThat(world.stored("/")).isEmpty();
    }

    /** A part that ends too early is a shorter part. */
    @Test
    void aTruncatedPartIsNoMoreThanItHolds() {
        part("0-9", "01234", "bytes 0-9/10", "ETag: \"a\"");
        world.says("0123456789");
        assertThat(world.get("/").isHit()).isFalse();
    }

    /** The answer to a range that does not exist is no answer to anybody else. */
    @Test
    void theAnswerToABadRangeIsForNobodyElse() {
        world.says(416, "no", "Cache-Control: max-age=100").says("whole", WHOLE);
        world.get("/", "Range: bytes=900-");
        assertThat(world.get("/").body()).isEqualTo("whole");
    }

    /** A server that knows no ranges sends all, which is stored. */
    @Test
    void aWholeResponseToARangeIsStored() {
        world.says("0123456789", WHOLE);
        world.get("/", "Range: bytes=0-1");
        assertThat(world.get("/").body()).isEqualTo("0123456789");
        assertThat(new String(world.stored("/").get(0).body(), StandardCharsets.US_ASCII))
                .hasSize(10);
    }
}
