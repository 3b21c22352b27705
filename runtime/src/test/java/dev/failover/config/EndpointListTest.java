package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointListTest {
    @ParameterizedTest
    @CsvSource({
        "https://a.example, https://a.example",
        "HTTPS://A.Example:443/, https://a.example",
        "http://a:80/base/, http://a/base",
        "http://a:8080/base/v1, http://a:8080/base/v1",
        "'http://[::1]:8080', 'http://[::1]:8080'",
        "' http://10.0.0.1 ', http://10.0.0.1",
    })
    void isNormalised(String text, String expected) {
        assertThat(EndpointList.parseOne(text)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a.example, write https://HOST",
        "a.example:8080, write https://HOST",
        "ftp://a, begin with http",
        "https://, write https://",
        "https://a_b.example, write https://",
        "https://a:0, 1 to 65535",
        "https://a:65536, 1 to 65535",
        "https://a:x, write https://",
        "https://a?x=1, query",
        "https://a/#x, fragment",
        "https://a;weight=2, without parameters",
        "https://a/base;v=1, without parameters",
        "https://a/../b, in its path",
        "https://a/b/., in its path",
        "https://a https://b, with commas",
        "https://a/%zz, write https://",
    })
    void malformedUrlIsRefused(String text, String part) {
        assertThatThrownBy(() -> EndpointList.parseOne(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(part);
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:hunter2@a.example",
        "https://user:hunter2@bad_host",
        "https://user:hunter2@",
        "user:hunter2@a.example",
        "ftp://user:hunter2@a.example",
        "https://user:hunter2@a.example;x",
        "https://user:hunter2@a.example b",
        "https://user:hunt@er2@a.example",
    })
    void passwordIsRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> EndpointList.parseOne(text))
                .isInstanceOf(InvalidValueException.class)
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain("hunt").doesNotContain("user:"));
    }

    @Test
    void listKeepsItsOrder() {
        assertThat(EndpointList.parse("https://b, https://a ,https://c/x"))
                .extracting(Object::toString)
                .containsExactly("https://b", "https://a", "https://c/x");
    }

    @Test
    void duplicatesAreErrorsAlsoWhenSpelledInAnotherWay() {
        assertThatThrownBy(() -> EndpointList.parse("https://a, HTTPS://A:443/"))
                .hasMessageContaining("stands twice");
    }

    @Test
    void allMalformedOnesAreNamedAtOnce() {
        assertThatThrownBy(() -> EndpointList.parse("https://a, b.example, ftp://c"))
                .hasMessageContaining("b.example")
                .hasMessageContaining("ftp://c");
    }

    @Test
    void emptyListIsAnError() {
        assertThatThrownBy(() -> EndpointList.parse(" , ")).hasMessageContaining("no endpoint");
    }
}
