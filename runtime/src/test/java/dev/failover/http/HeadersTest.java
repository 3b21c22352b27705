package dev.failover.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    @Test
    void namesAreComparedWithoutRegardToCase() {
        Headers headers = Headers.builder()
                .add("Accept", "a")
                .add("X-Id", "1")
                .add("ACCEPT", "b")
                .build();
        assertThat(headers.first("accept")).isEqualTo("a");
        assertThat(headers.all("Accept")).containsExactly("a", "b");
        assertThat(headers.contains("x-iD")).isTrue();
        assertThat(headers.first("X-Other")).isNull();
        assertThat(headers.all("X-Other")).isEmpty();
        assertThat(headers.size()).isEqualTo(3);
        assertThat(headers.toMap()).containsOnlyKeys("accept", "x-id");
    }

    @Test
    void settingReplacesAllOfThatName() {
        Headers headers = Headers.builder()
                .add("a", "1")
                .add("b", "2")
                .add("A", "3")
                .set("a", "4")
                .build();
        assertThat(headers.all("a")).containsExactly("4");
        assertThat(headers.name(0)).isEqualTo("b");
        assertThat(headers.toBuilder().remove("B").build().size()).isEqualTo(1);
        assertThat(headers.size()).as("unchanged").isEqualTo(2);
    }

    @Test
    void valuesMayBeSecretsAndAreNotShown() {
        assertThat(Headers.builder().add("Authorization", "Bearer s3cret").build())
                .hasToString("[Authorization]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "a\r", "ä", "a\"", "(a)"})
    void refusesWhatIsNoName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Headers.builder().add(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Other: 1", "a\nb", "a\rb", "a\0b"})
    void refusesValuesThatWouldSmuggleInAField(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.builder().add("X-Id", value))
                .withMessageContaining("X-Id");
    }
}
