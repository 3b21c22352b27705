package dev.failover.cache;

import static dev.failover.cache.CacheWorld.headers;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, section 3.3: what is cut off is not stored as complete; {@code max-object-size} stops storing and not streaming. */
class BodyRecorderTest {
    private final CacheWorld world = new CacheWorld(CachePolicy.defaults().withMaxObjectSize(10));

    private BodyRecorder recorder(String... fields) {
        return reply(fields).recorder();
    }

    private CacheReply reply(String... fields) {
        String[] all = new String[fields.length + 1];
        all[0] = "Cache-Control: max-age=100";
        System.arraycopy(fields, 0, all, 1, fields.length);
        return world.cache.begin(world.request("GET", "/"), world.policy).received(200, headers(all));
    }

    private String stored() {
        return world.stored("/").isEmpty()
                ? "none"
                : new String(world.stored("/").get(0).body());
    }

    private static void write(BodyRecorder recorder, String text) {
        byte[] bytes = ("__" + text + "__").getBytes();
        recorder.write(bytes, 2, text.length());
    }

    @Test
    void whatCameInPiecesIsStoredWhole() {
        BodyRecorder recorder = recorder("Content-Length: 6");
        write(recorder, "abc");
        write(recorder, "");
        write(recorder, "def");
        assertThat(stored()).isEqualTo("none");
        recorder.complete();
        assertThat(stored()).isEqualTo("abcdef");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "abcd"})
    void whatIsNotAsLongAsAnnouncedIsNotStored(String text) {
        BodyRecorder recorder = recorder("Content-Length: 3");
        write(recorder, text);
        recorder.complete();
        assertThat(stored()).isEqualTo("none");
        BodyRecorder atOnce = recorder("Content-Length: 3");
        atOnce.complete(text.getBytes());
        assertThat(stored()).isEqualTo("none");
    }

    @Test
    void whatIsBrokenOffIsNotStored() {
        BodyRecorder recorder = recorder();
        write(recorder, "abc");
        recorder.abandon();
        recorder.abandon();
        write(recorder, "def");
        recorder.complete();
        assertThat(stored()).isEqualTo("none");
        assertThat(recorder.isEnded()).isTrue();
    }

    @Test
    void afterTheEndNothingChanges() {
        BodyRecorder recorder = recorder();
        write(recorder, "abc");
        recorder.complete();
        write(recorder, "def");
        recorder.complete();
        recorder.abandon();
        assertThat(stored()).isEqualTo("abc");
    }

    @Test
    void whatGrowsTooLargeIsForgotten() {
        BodyRecorder recorder = recorder();
        write(recorder, "0123456789");
        assertThat(recorder.isEnded()).isFalse();
        write(recorder, "x");
        assertThat(recorder.isEnded()).isTrue();
        write(recorder, "y");
        recorder.complete();
        assertThat(stored()).isEqualTo("none");
    }

    @Test
    void theLargestIsStored() {
        BodyRecorder recorder = recorder("Content-Length: 10");
        write(recorder, "0123456789");
        recorder.complete();
        assertThat(stored()).isEqualTo("0123456789");
        recorder().complete(new byte[11]);
        assertThat(stored()).isEqualTo("0123456789");
    }

    /** Nobody waits for what is announced to be too large, or is told that it is stored. */
    @Test
    void whatIsAnnouncedToBeTooLargeIsNotRecorded() {
        assertThat(reply("Content-Length: 10").cacheStatus()).isEqualTo("failover; fwd=uri-miss; stored");
        CacheReply tooLarge = reply("Content-Length: 11");
        assertThat(tooLarge.kind()).isEqualTo(CacheReply.Kind.PASS);
        assertThat(tooLarge.cacheStatus()).isEqualTo("failover; fwd=uri-miss");
    }

    /** Two lengths that are not one: what is right nobody knows (RFC 9110, section 8.6). */
    @Test
    void lengthsThatDifferAreNotBelieved() {
        assertThat(reply("Content-Length: 3", "Content-Length: 4").recorder()).isNull();
        assertThat(reply("Content-Length: 3, 4").recorder()).isNull();
        assertThat(reply("Content-Length: three").recorder()).isNull();
    }

    @Test
    void nothingIsStoredWhereNothingMayBe() {
        CacheWorld none = new CacheWorld(CachePolicy.defaults().withMaxObjectSize(0));
        none.says("a", "Cache-Control: max-age=100").says(204, "", "Cache-Control: max-age=100");
        none.get("/a");
        none.get("/b");
        assertThat(none.stored("/a")).isEmpty();
        assertThat(none.get("/b").isHit()).isTrue();
    }
}
