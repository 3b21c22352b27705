package dev.failover.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    @Test
    void parametersAreEncodedAndAppended() {
        assertThat(Request.builder(HttpMethod.GET, "/a")
                        .query("q", "a&b=c d/ä")
                        .query("none", null)
                        .query("n", 5)
                        .build()
                        .target())
                .isEqualTo("/a?q=a%26b%3Dc%20d%2F%C3%A4&n=5");
        assertThat(Request.builder(HttpMethod.GET, "/a?x=1")
                        .query(Collections.singletonMap("y", "2"))
                        .build()
                        .target())
                .isEqualTo("/a?x=1&y=2");
        assertThat(Request.get("/").target()).isEqualTo("/");
    }

    /** What no URL may hold is refused where it is written, not on the way to an endpoint. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "http://a.example/x",
                "/a b",
                "/a#b",
                "/a\nb",
                "/a\u007f",
                "/ä",
                "/a|b",
                "/a\"b",
                "/{id}",
                "/a\\b",
                "/a^b",
                "/a`b",
                "/<a>",
                "/a%",
                "/a%2",
                "/a%zz",
                "/a?b=%"
            })
    void refusesWhatIsNoPath(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> Request.get(path)).withMessageContaining("must ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//a", "/a;v=1/b:c@d", "/a?b=c&d[]=e?f/g", "/a%20b%2F", "/~-._!$&'()*+,;="})
    void takesWhatIsOne(String path) {
        assertThat(Request.get(path).target()).isEqualTo(path);
        assertThat(URI.create("http://a" + path).getRawPath()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,true",
        "HEAD,true",
        "OPTIONS,true",
        "TRACE,true",
        "PUT,true",
        "DELETE,true",
        "QUERY,true",
        "POST,false",
        "PATCH,false",
        "get,false",
        "REPORT,false"
    })
    void knowsWhatMayBeSentTwice(String method, boolean idempotent) {
        assertThat(Request.builder(HttpMethod.of(method), "/").build().isIdempotent())
                .isEqualTo(idempotent);
        assertThat(Request.builder(HttpMethod.of(method), "/")
                        .idempotent(!idempotent)
                        .build()
                        .isIdempotent())
                .isEqualTo(!idempotent);
    }

    @Test
    void refusesWhatIsNoMethod() {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpMethod.of("GET /"));
        assertThatIllegalArgumentException().isThrownBy(() -> HttpMethod.of(""));
        assertThat(HttpMethod.of("GET")).isSameAs(HttpMethod.GET);
    }

    @Test
    void theBodyIsNobodyElses() {
        byte[] body = {1, 2, 3};
        Request request = Request.builder(HttpMethod.POST, "/").body(body).build();
        body[0] = 9;
        request.body()[1] = 9;
        assertThat(request.body()).containsExactly(1, 2, 3);
        assertThat(Request.builder(HttpMethod.POST, "/").body("ä").build().body())
                .isEqualTo("ä".getBytes(StandardCharsets.UTF_8));
        assertThat(Request.get("/").body()).isNull();
    }

    @Test
    void showsNoSecrets() {
        Request request = Request.builder(HttpMethod.POST, "/login?token=abc")
                .header("Authorization", "Bearer s3cret")
                .body("password")
                .build();
        assertThat(request).hasToString("POST /login");
    }
}
