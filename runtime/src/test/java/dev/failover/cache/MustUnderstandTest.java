package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9111, section 5.2.2.3: store it only if the status is understood. */
class MustUnderstandTest {
    private final CacheWorld world = CacheWorld.ofPrivate();

    private boolean isStored(int status, String control) {
        world.says(status, "", "Cache-Control: " + control);
        world.get("/");
        return !world.stored("/").isEmpty();
    }

    /** "SHOULD ignore no-store" beside it, if it is understood. */
    @ParameterizedTest
    @CsvSource({"200, true", "204, true", "404, true", "503, true", "299, false", "499, false", "599, false"})
    void beatsNoStoreIfTheStatusIsUnderstood(int status, boolean stored) {
        assertThat(isStored(status, "must-understand, no-store, max-age=100")).isEqualTo(stored);
    }

    @Test
    void forbidsWhatIsNotUnderstood() {
        assertThat(isStored(299, "must-understand, max-age=100")).isFalse();
        assertThat(isStored(299, "max-age=100")).isTrue();
    }

    /** It allows nothing that another directive forbids. */
    @Test
    void doesNotAllowWhatIsPrivate() {
        CacheWorld shared = CacheWorld.ofShared();
        shared.says("", "Cache-Control: must-understand, no-store, private, max-age=100");
        shared.get("/");
        assertThat(shared.stored("/")).isEmpty();
    }
}
