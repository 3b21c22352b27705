package dev.failover.agent.client.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathTest {
    @ParameterizedTest
    @CsvSource({"'',", "/,", "/a/b-c._~!$&'()*+,;=:@d,", "/%2Fa%ff,", "/x:y,a=b&c=%20?/", "/x,''"})
    void whatIsPlainIsThePathOfItsUrl(String path, String query) {
        assertThat(PlainPath.is(path, query)).isTrue();

        URI url = URI.create("http://host:1" + path + (query == null ? "" : "?" + query));
        assertThat(url.getRawPath()).isEqualTo(path);
        assertThat(url.getRawQuery()).isEqualTo(query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "a",
                "host:443",
                "http://host/a",
                "//host/a",
                "/a b",
                "/a?b",
                "/a#b",
                "/%2",
                "/%g0",
                "/[",
                "/ä"
            })
    void allElseIsNot(String path) {
        assertThat(PlainPath.is(path, null)).isFalse();
    }

    @Test
    void norIsWhatHasAnotherQuery() {
        assertThat(PlainPath.is("/a", "b c")).isFalse();
        assertThat(PlainPath.is("/a", "b#c")).isFalse();
        assertThat(PlainPath.is("/a", "%")).isFalse();
    }
}
