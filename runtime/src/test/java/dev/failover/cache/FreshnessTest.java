package dev.failover.cache;

import static dev.failover.cache.CacheWorld.date;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, section 4.2: how long a response is fresh. */
class FreshnessTest {
    private final CacheWorld world = CacheWorld.ofPrivate();
    private final CacheWorld shared = CacheWorld.ofShared();

    private static boolean isFreshAfter(CacheWorld world, long seconds, String... fields) {
        world.says("old", fields).says("new");
        world.get("/");
        world.clock.advance(seconds);
        return world.get("/").isHit();
    }

    /** Section 4.2: fresh while its age is below its lifetime. */
    @ParameterizedTest
    @CsvSource({"9, true", "10, false", "11, false"})
    void isFreshUntilItsAgeIsItsLifetime(long seconds, boolean fresh) {
        assertThat(isFreshAfter(world, seconds, "Cache-Control: max-age=10", "Date: " + date(0)))
                .isEqualTo(fresh);
    }

    /** Section 4.2.1: s-maxage, then max-age, then Expires. */
    @Test
    void ofSeveralLifetimesTheOneForThisCacheCounts() {
        String[] fields = {"Cache-Control: max-age=5, s-maxage=50", "Date: " + date(0), "Expires: " + date(500)};
        assertThat(isFreshAfter(shared, 49, fields)).isTrue();
        assertThat(isFreshAfter(world, 5, fields)).isFalse();
        assertThat(isFreshAfter(CacheWorld.ofShared(), 50, fields)).isFalse();
    }

    /** Section 5.3: Expires counts from Date, not from our clock. */
    @Test
    void expiresIsCountedFromDate() {
        assertThat(isFreshAfter(world, 9, "Date: " + date(3_600), "Expires: " + date(3_610)))
                .isTrue();
        assertThat(isFreshAfter(CacheWorld.ofPrivate(), 10, "Date: " + date(3_600), "Expires: " + date(3_610)))
                .isFalse();
    }

    /** Section 5.3: max-age beats Expires, in either direction. */
    @Test
    void maxAgeBeatsExpires() {
        assertThat(isFreshAfter(world, 9, "Cache-Control: max-age=10", "Date: " + date(0), "Expires: " + date(-5)))
                .isTrue();
    }

    /** Section 5.3: "especially 0" and whatever is no date mean that it has expired. */
    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "soon", "Thu, 01 Jan 2026 01:00:00", "Thu, 1 Jan 2026 01:00:00 GMT", "2026-01-01"})
    void anInvalidExpiresHasExpired(String expires) {
        assertThat(isFreshAfter(world, 0, "Expires: " + expires, "ETag: \"a\"")).isFalse();
    }

    /** Section 4.2.1: of two values the first one counts, or it is stale. */
    @Test
    void ofSeveralValuesTheFirstCounts() {
        assertThat(isFreshAfter(world, 6, "Cache-Control: max-age=5", "Cache-Control: max-age=500"))
                .isFalse();
        assertThat(isFreshAfter(CacheWorld.ofPrivate(), 6, "Cache-Control: max-age=5, max-age=500"))
                .isFalse();
        assertThat(isFreshAfter(
                        CacheWorld.ofPrivate(), 6, "Date: " + date(0), "Expires: " + date(5), "Expires: " + date(500)))
                .isFalse();
    }

    /** Section 4.2.1: invalid freshness information makes it stale. */
    @ParameterizedTest
    @ValueSource(strings = {"-5", "1.5", "ten", "", "0x10", "'10'", "10 s"})
    void aLifetimeThatIsNoNumberIsNone(String seconds) {
        assertThat(isFreshAfter(world, 0, "Cache-Control: max-age=" + seconds, "Last-Modified: " + date(-86_400)))
                .isFalse();
    }

    /** Section 1.2.2: what is greater than 2^31 is taken for 2^31. */
    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "99999999999", "9223372036854775808", "184467440737095516160000000000000000"})
    void aNumberThatIsTooGreatIsVeryGreat(String seconds) {
        assertThat(isFreshAfter(world, Integer.MAX_VALUE - 1L, "Cache-Control: max-age=" + seconds))
                .isTrue();
        world.clock.advance(3);
        assertThat(world.get("/").isHit()).isFalse();
    }

    /** Section 4.2.2: a tenth of the time since the last change, of statuses that allow it. */
    @Test
    void withoutAWordItIsGuessed() {
        String[] fields = {"Date: " + date(0), "Last-Modified: " + date(-1_000)};
        assertThat(isFreshAfter(world, 99, fields)).isTrue();
        assertThat(isFreshAfter(CacheWorld.ofPrivate(), 100, fields)).isFalse();
        assertThat(isFreshAfter(new CacheWorld(CachePolicy.defaults().withHeuristic(false)), 1, fields))
                .isFalse();
    }

    /** Section 4.2.2: not when there is an explicit lifetime. */
    @Test
    void nothingIsGuessedAgainstTheOrigin() {
        assertThat(isFreshAfter(world, 1, "Cache-Control: max-age=0", "Last-Modified: " + date(-100_000)))
                .isFalse();
        assertThat(isFreshAfter(CacheWorld.ofPrivate(), 1, "Expires: 0", "Last-Modified: " + date(-100_000)))
                .isFalse();
        assertThat(isFreshAfter(
                        CacheWorld.ofPrivate(), 1, "Cache-Control: no-cache", "Last-Modified: " + date(-100_000)))
                .isFalse();
    }

    /** Section 4.2.2: only of statuses that are cacheable by definition, or public. */
    @ParameterizedTest
    @CsvSource({
        "200, true",
        "203, true",
        "301, true",
        "404, true",
        "410, true",
        "302, false",
        "307, false",
        "403, false",
        "500, false",
        "503, false"
    })
    void isGuessedOnlyWhereTheStatusAllowsIt(int status, boolean guessed) {
        String[] fields = {"Date: " + date(0), "Last-Modified: " + date(-1_000)};
        world.says(status, "", fields).says(status, "", fields);
        world.get("/");
        assertThat(world.get("/").isHit()).isEqualTo(guessed);
        shared.says(status, "", "Cache-Control: public", fields[0], fields[1]);
        shared.get("/");
        assertThat(shared.get("/").isHit()).isTrue();
    }

    /** The longest guess is a day. */
    @Test
    void aGuessHasABound() {
        assertThat(isFreshAfter(world, 86_400, "Date: " + date(0), "Last-Modified: " + date(-1_000_000_000)))
                .isFalse();
    }

    /** A Last-Modified in the future tells nothing. */
    @Test
    void aChangeInTheFutureIsNoReasonToGuess() {
        assertThat(isFreshAfter(world, 1, "Date: " + date(0), "Last-Modified: " + date(100)))
                .isFalse();
    }

    /** RFC 9110, section 6.6.1: without a Date, as from HTTP/1.0, or with a broken one, the time of receipt counts. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "yesterday", "Thu, 01 Jan 2026 25:00:00 GMT"})
    void withoutADateTheTimeOfReceiptCounts(String date) {
        String[] fields = date.equals("none")
                ? new String[] {"Expires: " + date(10)}
                : new String[] {"Expires: " + date(10), "Date: " + date};
        assertThat(isFreshAfter(world, 9, fields)).isTrue();
        world.clock.advance(1);
        assertThat(world.get("/").isHit()).isFalse();
    }

    /** RFC 9110, section 6.6.1: a Date is added to what is stored without one. */
    @Test
    void whatIsStoredHasADate() {
        world.says("", "Cache-Control: max-age=10");
        world.get("/");
        world.clock.advance(5);
        assertThat(world.get("/").first("Date")).isEqualTo(date(0));
    }
}
