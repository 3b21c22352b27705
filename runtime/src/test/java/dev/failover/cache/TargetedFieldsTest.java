package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9213: fields that say something to some caches only. */
class TargetedFieldsTest {
    private final CacheWorld world = new CacheWorld(CachePolicy.defaults()
            .withShared(true)
            .withTargetedFields(List.of("Our-Cache-Control", "CDN-Cache-Control")));

    private boolean isFreshAfter(long seconds, String... fields) {
        world.says("old", fields).says("new");
        world.get("/");
        world.clock.advance(seconds);
        return world.get("/").isHit();
    }

    /** Section 2.2: MUST use the first one that is there, and ignore Cache-Control and Expires. */
    @Test
    void theFirstThatIsThereCounts() {
        assertThat(isFreshAfter(50, "CDN-Cache-Control: max-age=100", "Cache-Control: no-store", "Expires: 0"))
                .isTrue();
        assertThat(isFreshAfter(
                        50,
                        "Our-Cache-Control: max-age=10",
                        "CDN-Cache-Control: max-age=1000",
                        "Cache-Control: max-age=1000"))
                .isFalse();
    }

    /** Without a lifetime of its own it has none, whatever Expires says. */
    @Test
    void expiresDoesNotFillIn() {
        assertThat(isFreshAfter(
                        1,
                        "CDN-Cache-Control: public",
                        "Expires: " + CacheWorld.date(1_000),
                        "Cache-Control: max-age=1000"))
                .isFalse();
    }

    /** Section 2.1: empty or no dictionary: as if it were not there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "max-age=100 foo",
                "max-age=",
                "=5",
                "MAX-AGE=100, A",
                "max-age=(1 2",
                "\"max-age\"",
                "max-age='100'",
                "max-age=\"100"
            })
    void whatIsNoDictionaryIsIgnored(String value) {
        assertThat(isFreshAfter(50, "CDN-Cache-Control: " + value, "Cache-Control: max-age=10"))
                .isFalse();
        assertThat(isFreshAfter(5, "CDN-Cache-Control: " + value, "Cache-Control: max-age=10"))
                .isTrue();
    }

    /** Section 2.1: parameters MUST be ignored; RFC 9651: the last of two counts, and ?0 means no. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=100;foo=bar | true", "max-age=100; foo=\"a;b\" | true", "max-age=10, max-age=100 | true",
                "max-age=100, max-age=10 | false", "max-age=100, no-store=?0 | true",
                        "max-age=100, no-store=?1 | false",
                "max-age=100, no-store;x | false", "max-age=100, private=\"x;y, z\" | false",
                        "x=\"a\\\"b\", max-age=100 | true"
            })
    void isReadAsADictionary(String value, boolean fresh) {
        assertThat(isFreshAfter(50, "CDN-Cache-Control: " + value, "Cache-Control: max-age=10"))
                .isEqualTo(fresh);
    }

    @Test
    void severalLinesAreOneDictionary() {
        assertThat(isFreshAfter(50, "CDN-Cache-Control: ", "CDN-Cache-Control: max-age=100", "Cache-Control: no-store"))
                .isTrue();
    }

    /** Section 2.2: directives mean what they mean in Cache-Control. */
    @Test
    void directivesMeanTheSame() {
        assertThat(isFreshAfter(0, "CDN-Cache-Control: no-store, max-age=100", "Cache-Control: max-age=100"))
                .isFalse();
        assertThat(isFreshAfter(0, "CDN-Cache-Control: private, max-age=100", "Cache-Control: max-age=100"))
                .isFalse();
    }

    /** Who is not on the list is not spoken to. */
    @Test
    void othersAreIgnored() {
        CacheWorld plain = CacheWorld.ofShared();
        plain.says("", "CDN-Cache-Control: no-store", "Cache-Control: max-age=100");
        plain.get("/");
        assertThat(plain.get("/").isHit()).isTrue();
    }
}
