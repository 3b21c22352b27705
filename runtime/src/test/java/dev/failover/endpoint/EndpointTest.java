package dev.failover.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "http://a.example,                   http://a.example,          a.example:80",
        "' HTTP://A.Example:80/ ',           http://a.example,          a.example:80",
        "https://a.example:443,              https://a.example,         a.example:443",
        "https://a.example:80/,              https://a.example:80,      a.example:80",
        "http://a.example:8080/Api/v1//,     http://a.example:8080/Api/v1, a.example:8080",
        "http://10.0.0.1:1,                  http://10.0.0.1:1,         10.0.0.1:1",
        "http://[::1]:8080/x,                http://[::1]:8080/x,       [::1]:8080",
        "http://[0:0:0:0:0:0:0:1]:8080/x,    http://[::1]:8080/x,       [::1]:8080",
        "http://[2001:DB8::0:0:1],           http://[2001:db8::1],      [2001:db8::1]:80",
        "http://[fe80::0:1%eth0]:1,          http://[fe80::1%eth0]:1,   [fe80::1%eth0]:1",
        "http://a.example/a%20b,             http://a.example/a%20b,    a.example:80",
        "http://a.example:65535,             http://a.example:65535,    a.example:65535"
    })
    void isNormalised(String url, String text, String id) {
        Endpoint endpoint = Endpoint.of(url);
        assertThat(endpoint).hasToString(text).isEqualTo(Endpoint.of(text)).hasSameHashCodeAs(Endpoint.of(text));
        assertThat(endpoint.id()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "a.example:8080,            does not begin with http:// or https://",
        "ftp://a.example,           does not begin with http:// or https://",
        "//a.example,               does not begin with http:// or https://",
        "http://,                   is not a URL",
        "http:///path,              has no host",
        "http://my_host/,           that is a valid name or address",
        "http://a b/,               is not a URL",
        "http://user:pw@a.example,  carries user information",
        "http://a.example/?q=1,     has a query",
        "http://a.example/#top,     has a query",
        "http://a.example:0,        has port 0",
        "http://a.example:70000,    has port 70000",
        "'',                        does not begin with"
    })
    void refusesWhatIsNoEndpoint(String url, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(url))
                .withMessageContaining(message)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("user:pw"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "http,  a.example, -1,   /api/v1/orders, /orders",
                "HTTP,  A.EXAMPLE, 80,   /api/v1,        ''",
                "http,  a.example, 80,   /api/v1/,       /",
                "http,  a.example, 80,   /api/v10,       -",
                "http,  a.example, 80,   /api,           -",
                "http,  a.example, 80,   -,              -",
                "http,  a.example, 80,   /api/v1/x/../y, /x/../y",
                "http,  a.example, 80,   /api/v1/../x,   -",
                "http,  a.example, 80,   /api/v1/.%2E/x, -",
                "http,  a.example, 81,   /api/v1/orders, -",
                "https, a.example, 80,   /api/v1/orders, -",
                "http,  b.example, 80,   /api/v1/orders, -"
            })
    void knowsWhatLiesBelow(String scheme, String host, int port, String path, String below) {
        Endpoint endpoint = Endpoint.of("http://a.example/api/v1");
        assertThat(endpoint.pathBelow(scheme, host, port, path)).isEqualTo(below);
    }

    @Test
    void knowsAnIp6AddressInEverySpelling() {
        Endpoint endpoint = Endpoint.of("http://[::1]:8080");
        assertThat(endpoint.pathBelow("http", "[::1]", 8080, "/x")).isEqualTo("/x");
        assertThat(endpoint.pathBelow("http", "::1", 8080, "/x")).isEqualTo("/x");
        assertThat(endpoint.pathBelow("http", "[0:0:0:0:0:0:0:1]", 8080, "/x")).isEqualTo("/x");
        assertThat(endpoint.pathBelow("http", "[::2]", 8080, "/x")).isNull();
        assertThat(endpoint.pathBelow("http", "[::x]", 8080, "/x")).isNull();
    }

    @Test
    void withoutABasePathEverythingLiesBelow() {
        Endpoint endpoint = Endpoint.of("https://a.example:8443");
        assertThat(endpoint.pathBelow("https", "a.example", 8443, null)).isEqualTo("/");
        assertThat(endpoint.pathBelow("https", "a.example", 8443, "/x/y")).isEqualTo("/x/y");
        assertThat(endpoint.url("/x?y=1")).isEqualTo("https://a.example:8443/x?y=1");
        assertThat(Endpoint.of("https://a.example:443/b").url("/x")).isEqualTo("https://a.example/b/x");
        assertThat(Endpoint.of("https://a.example:443/b").url("")).isEqualTo("https://a.example/b");
        assertThat(Endpoint.of("https://a.example").url("")).isEqualTo("https://a.example/");
        assertThat(Endpoint.of("https://a.example").path("?x")).isEqualTo("/?x");
        assertThat(Endpoint.of("https://a.example").authority()).isEqualTo("a.example");
    }
}
