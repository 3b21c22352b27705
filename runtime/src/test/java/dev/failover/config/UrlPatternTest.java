package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPatternTest {
    @ParameterizedTest
    @CsvSource({
        "https://a.example, https://a.example, true",
        "https://a.example, HTTPS://A.EXAMPLE:443/x?y, true",
        "https://a.example, http://a.example, false",
        "https://a.example, https://a.example:8443, false",
        "https://a.example:8443, https://a.example:8443/x, true",
        "https://a.example:*, https://a.example:8443/x, true",
        "*://a.example, http://a.example/x, true",
        "*://a.example, https://a.example/x, true",
        "*://a.example, http://a.example:443/x, false",
        "https://*.example.com, https://b.example.com, true",
        "https://*.example.com, https://c.b.example.com, true",
        "https://*.example.com, https://example.com, false",
        "https://*.example.com, https://badexample.com, false",
        "https://a/api, https://a/api, true",
        "https://a/api/*, https://a/api/x, true",
        "https://a/api/, https://a/apis, false",
        "https://a/api, https://a, false",
        "'http://[::1]:8080', 'http://[::1]:8080/x', true",
        "'http://[::1]:8080', 'http://[0:0:0:0:0:0:0:1]:8080/x', true",
        "'http://[2001:DB8:0:0::1]', 'http://[2001:db8::1]/x', true",
        "'http://[::1]:8080', 'http://[::2]:8080/x', false",
        "http://old_host, http://other/x, false",
        "https://a/api, https://a/api/x/../y, true",
        "https://a/api, https://a/api/../y, false",
        "https://a, https://a/../y, false",
    })
    void matches(String pattern, URI url, boolean expected) {
        assertThat(UrlPattern.parse(pattern).pathBelow(url.getScheme(), url.getHost(), url.getPort(), url.getRawPath())
                        != null)
                .isEqualTo(expected);
    }

    @Test
    void otherSchemesNeverMatch() {
        assertThat(UrlPattern.parse("*://a:*").pathBelow("ftp", "a", 21, "/")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example",
                "ftp://a",
                "https://",
                "https://*",
                "*://*",
                "https://a*.example",
                "https://*.",
                "https://user:secret@a",
                "https://a:0",
                "https://a:http",
                "https://a/*/b",
                "https://a/b?c",
                "https://a/b#c",
                "https://a/b c",
                "https://[x",
                "https://[zz]",
                "https://[::1",
                "https://[1:2]",
                "https://[10.0.0.1]",
                "https://[fe80::1%eth0]",
                "https://[]"
            })
    void malformedPatternsAreRefused(String text) {
        assertThatThrownBy(() -> ValueTypes.URL_PATTERNS.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void normalFormIsEqual() {
        assertThat(UrlPattern.parse("HTTPS://*.A.Example/api/*"))
                .isEqualTo(UrlPattern.parse("https://*.a.example/api"))
                .hasToString("https://*.a.example/api")
                .hasSameHashCodeAs(UrlPattern.parse("https://*.a.example/api/"));
        assertThat(UrlPattern.parse("*://a:*")).hasToString("*://a:*");
        assertThat(UrlPattern.parse("http://[0:0:0:0:0:0:0:1]")).isEqualTo(UrlPattern.parse("http://[::1]"));
    }
}
