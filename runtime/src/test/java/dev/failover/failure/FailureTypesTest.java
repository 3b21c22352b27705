package dev.failover.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class FailureTypesTest {
    @Test
    void aClassMeansItsSubclassesToo() {
        FailureTypes types = FailureTypes.of(IOException.class, IllegalStateException.class);
        assertThat(types.contains(new IOException())).isTrue();
        assertThat(types.contains(new FileNotFoundException())).isTrue();
        assertThat(types.contains(new IllegalStateException())).isTrue();
        assertThat(types.contains(new Exception())).isFalse();
        assertThat(types.contains(new UncheckedIOException(new IOException()))).isFalse();
        assertThat(types.contains(null)).isFalse();
    }

    @Test
    void aNameIsAsGoodAsAClass() {
        assertThat(FailureTypes.named("java.io.IOException")).isEqualTo(FailureTypes.of(IOException.class));
        assertThat(FailureTypes.named("acme.Unknown").contains(new IOException()))
                .isFalse();
        assertThat(FailureTypes.named("acme.Unknown", "java.lang.Throwable").contains(new IOException()))
                .isTrue();
    }

    @Test
    void noneContainsNothing() {
        assertThat(FailureTypes.of()).isSameAs(FailureTypes.NONE);
        assertThat(FailureTypes.NONE.contains(new Error())).isFalse();
        assertThat(FailureTypes.NONE.isEmpty()).isTrue();
        assertThat(FailureTypes.of(Error.class)).hasToString("[java.lang.Error]");
    }
}
