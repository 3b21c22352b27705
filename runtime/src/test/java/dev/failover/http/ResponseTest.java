package dev.failover.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseTest {
    @ParameterizedTest
    @CsvSource({
        "text/plain;charset=ISO-8859-1,           true",
        "'text/plain; Charset=\"iso-8859-1\"; x=y', true",
        "text/plain,                               false",
        "text/plain;charset=,                      false",
        "text/plain;charset=no-such-charset,       false",
        "text/plain;charset=<b>,                   false"
    })
    void readsTextInTheCharsetThatItSays(String type, boolean latin) {
        byte[] body = "ä".getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        Headers headers = Headers.builder().add("content-type", type).build();
        assertThat(new Response(200, headers, body).text()).isEqualTo("ä");
    }

    @Test
    void theBodyIsNobodyElses() {
        Response response = new Response(200, Headers.EMPTY, new byte[] {1});
        response.body()[0] = 2;
        assertThat(response.body()).containsExactly(1);
        assertThat(new Response(204, Headers.EMPTY, null).body()).isEmpty();
        assertThat(new Response(204, Headers.EMPTY, null).text()).isEmpty();
    }

    @Test
    void twoHundredsAreSuccessful() {
        assertThat(new Response(200, Headers.EMPTY, null).isSuccessful()).isTrue();
        assertThat(new Response(299, Headers.EMPTY, null).isSuccessful()).isTrue();
        assertThat(new Response(199, Headers.EMPTY, null).isSuccessful()).isFalse();
        assertThat(new Response(300, Headers.EMPTY, null).isSuccessful()).isFalse();
    }
}
