package dev.failover.cache;

import static dev.failover.cache.CacheWorld.headers;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, section 5.2: how Cache-Control is read. */
class CacheControlParsingTest {
    private static CacheControl of(String... lines) {
        String[] fields = new String[lines.length];
        for (int i = 0; i < lines.length; i++) {
            fields[i] = "Cache-Control: " + lines[i];
        }
        return CacheControl.of(headers(fields), "cache-control");
    }

    /** Section 5.2: names in any case; tokens and quoted strings are the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-age=10",
                "MAX-AGE=10",
                "Max-Age=\"10\"",
                " , ,max-age=10 ,",
                "x, max-age=10",
                "max-age=\"1\\0\"",
                "\tmax-age=10\t"
            })
    void readsNumbers(String value) {
        assertThat(of(value).maxAge()).isEqualTo(10);
    }

    /** What stands in quotes is no directive. */
    @Test
    void whatIsQuotedIsNoDirective() {
        CacheControl control = of("foo=\"max-age=10, no-store, \\\", private\", max-age=7");
        assertThat(control.maxAge()).isEqualTo(7);
        assertThat(control.isNoStore()).isFalse();
        assertThat(control.isPrivate()).isFalse();
    }

    /** A quote that nobody closes must not hide what forbids something. */
    @ParameterizedTest
    @ValueSource(
            strings = {"foo=\"bar, no-store", "private=\"x, no-store", "foo=\"\\, no-store", "max-age=\"5, no-store"})
    void aQuoteWithoutAnEndHidesNothing(String value) {
        assertThat(of(value).isNoStore()).isTrue();
    }

    /** Sections 5.2.2.4 and 5.2.2.7. */
    @Test
    void readsNamesOfFields() {
        CacheControl control = of("no-cache=\"Set-Cookie, X-A\"", "private=X-B, no-cache=\"x-c\"");
        assertThat(control.noCacheFields()).containsExactly("set-cookie", "x-a", "x-c");
        assertThat(control.privateFields()).containsExactly("x-b");
        assertThat(control.isNoCache()).isFalse();
        assertThat(control.isPrivate()).isFalse();
    }

    /** Nothing is allowed because it is written badly. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "private",
                "private=",
                "private=\"\"",
                "private=\",\"",
                "private=\"no field\"",
                "private=\"x",
                "private = x",
                "private=\"x\"y",
                "PRIVATE"
            })
    void aPrivateThatNamesNoFieldConcernsAll(String value) {
        assertThat(of(value).isPrivate()).isTrue();
    }

    /** Of several lines all directives count; section 4.2.1: of two of a name the first one. */
    @Test
    void severalLinesAreOne() {
        CacheControl control = of("max-age=1", "must-revalidate, max-age=2", "public");
        assertThat(control.maxAge()).isEqualTo(1);
        assertThat(control.isMustRevalidate()).isTrue();
        assertThat(control.isPublic()).isTrue();
    }

    /** Section 5.2.3: what is not known is ignored, and what only looks like a directive is none. */
    @Test
    void whatIsNotKnownIsIgnored() {
        CacheControl control = of("max-ages=5, xno-store, no-store-x, community=\"UCI\", , =5, ;");
        assertThat(control.maxAge()).isEqualTo(CacheControl.ABSENT);
        assertThat(control.isNoStore()).isFalse();
    }

    /** An argument where none belongs changes nothing. */
    @Test
    void anArgumentThatDoesNotBelongThereIsIgnored() {
        assertThat(of("no-store=1").isNoStore()).isTrue();
        assertThat(of("must-revalidate=\"x\"").isMustRevalidate()).isTrue();
    }

    @Test
    void whereNothingIsSaidNothingIsThere() {
        assertThat(CacheControl.of(headers("X: max-age=5"), "Cache-Control")).isSameAs(CacheControl.NONE);
        assertThat(of("").maxAge()).isEqualTo(CacheControl.ABSENT);
    }

    /** Section 5.2.1.2: without an argument any staleness will do; a broken one allows none. */
    @Test
    void readsMaxStale() {
        assertThat(of("max-stale").maxStale()).isEqualTo(CacheControl.MOST_SECONDS);
        assertThat(of("max-stale=5").maxStale()).isEqualTo(5);
        assertThat(of("max-stale=x").maxStale()).isZero();
        assertThat(of("min-fresh=x").minFresh()).isEqualTo(CacheControl.MOST_SECONDS);
    }

    /** However it is written, reading it ends, and throws nothing. */
    @Test
    void anyTextCanBeRead() {
        java.util.Random random = new java.util.Random(9111);
        String alphabet = "\"\\,=; \tano-storemax-age10";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(24); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String value = text.toString();
            assertThat(of(value + ", no-store").isNoStore()
                            || value.indexOf('"') >= 0
                            || value.trim().endsWith("="))
                    .as(value)
                    .isTrue();
        }
    }
}
