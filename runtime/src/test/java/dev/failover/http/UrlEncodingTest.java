package dev.failover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlEncodingTest {
    @ParameterizedTest
    @CsvSource({
        "abcXYZ019-._~, abcXYZ019-._~",
        "'a b',         a%20b",
        "a+b,           a%2Bb",
        "a/b?c#d&e=f%,  a%2Fb%3Fc%23d%26e%3Df%25",
        "ä€😀,          %C3%A4%E2%82%AC%F0%9F%98%80",
        "..,            ..",
        "'',            ''"
    })
    void encodesAllButTheUnreserved(String value, String encoded) {
        assertThat(UrlEncoding.encode(value)).isEqualTo(encoded);
    }

    @Test
    void anyTextComesBackAsItWas() throws UnsupportedEncodingException {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
                text.appendCodePoint(codePoint >= 0xd800 && codePoint < 0xe000 ? 'x' : codePoint);
            }
            String encoded = UrlEncoding.encode(text.toString());
            assertThat(encoded).as("seed %d", seed).matches("[A-Za-z0-9._~%-]*");
            assertThat(URLDecoder.decode(encoded, "UTF-8")).as("seed %d", seed).isEqualTo(text.toString());
        }
    }
}
