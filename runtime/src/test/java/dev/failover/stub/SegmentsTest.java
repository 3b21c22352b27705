package dev.failover.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentsTest {
    @Test
    void keepsAValueInItsSegment() {
        assertThat(Segments.of("id", "a/b?c=d&e#f%2F;g h")).isEqualTo("a%2Fb%3Fc%3Dd%26e%23f%252F%3Bg%20h");
        assertThat(Segments.of("id", "http://evil/x")).isEqualTo("http%3A%2F%2Fevil%2Fx");
        assertThat(Segments.of("id", "AZaz09-._~")).isEqualTo("AZaz09-._~");
    }

    @Test
    void takesNumbersAndCharacters() {
        assertThat(Segments.of("id", 'c')).isEqualTo("c");
        assertThat(Segments.of("id", (short) 7)).isEqualTo("7");
        assertThat(Segments.of("id", Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(Segments.of("id", 1.5f)).isEqualTo("1.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void refusesWhatWouldChangeThePath(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Segments.of("id", value))
                .withMessageStartingWith("id is \"" + value + "\"");
    }

    @Test
    void refusesNull() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Segments.of("id", (Object) null))
                .withMessage("id is null, but the path needs a value");
        assertThatIllegalArgumentException().isThrownBy(() -> Segments.of("id", '.'));
    }
}
