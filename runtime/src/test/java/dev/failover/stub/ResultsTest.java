package dev.failover.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.codec.CodecException;
import dev.failover.codec.JacksonCodec;
import dev.failover.http.Headers;
import dev.failover.http.HttpMethod;
import dev.failover.http.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
    private static final Operation FIND = Operation.of("OrderApi.find", HttpMethod.GET, "/orders/{id}");

    private static Response answer(int status, String type, String body) {
        return new Response(
                status, Headers.builder().add("Content-Type", type).build(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void decodesTheDeclaredType() {
        Result<List<Long>> longs = Results.decoded(new JacksonCodec(), Types.parameterized(List.class, Long.class));
        assertThat(longs.read(FIND, answer(200, "application/json", "[1, 2]"))).containsExactly(1L, 2L);
        assertThat(longs.read(FIND, answer(200, "application/json", ""))).isNull();
    }

    @Test
    void streamsWhatIsInMemory() throws IOException {
        Result<Stream<Long>> longs = Results.stream(new JacksonCodec(), Long.class);
        assertThat(longs.read(FIND, answer(200, "application/json", "[1, 2]"))).containsExactly(1L, 2L);
        assertThat(longs.read(FIND, answer(200, "application/json", ""))).isEmpty();
        assertThat(longs.read(FIND, answer(200, "application/json", "null"))).isEmpty();
        InputStream body = Results.inputStream().read(FIND, answer(200, "text/plain", "abc"));
        assertThat(body).hasContent("abc");
        assertThatThrownBy(() -> Results.inputStream().read(FIND, answer(500, "text/plain", "abc")))
                .isInstanceOf(StatusException.class);
    }

    @Test
    void optionalIsEmptyForNotFoundAndNoContent() {
        Result<Optional<String>> maybe = Results.optional(Results.text());
        assertThat(maybe.read(FIND, answer(404, "text/plain", "no"))).isEmpty();
        assertThat(maybe.read(FIND, answer(204, "text/plain", ""))).isEmpty();
        assertThat(maybe.read(FIND, answer(200, "text/plain", "yes"))).contains("yes");
        assertThatThrownBy(() -> maybe.read(FIND, answer(410, "text/plain", "")))
                .isInstanceOf(StatusException.class);
    }

    @Test
    void responseTakesAnyStatusAndReadsOnlySuccess() {
        Result<dev.failover.stub.Response<Integer>> whole =
                Results.response(Results.decoded(new JacksonCodec(), Integer.class));
        dev.failover.stub.Response<Integer> failed = whole.read(FIND, answer(503, "text/html", "<html>"));
        assertThat(failed.isSuccessful()).isFalse();
        assertThat(failed.body()).isNull();
        assertThat(failed.raw().text()).isEqualTo("<html>");
        assertThat(whole.read(FIND, answer(201, "application/json", "5")).body())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 300, 304, 400, 599})
    void allOthersThrow(int status) {
        Response answer = answer(status, "text/plain", "");
        for (Result<?> result : List.of(Results.nothing(), Results.text(), Results.bytes(), Results.headers())) {
            assertThatThrownBy(() -> result.read(FIND, answer))
                    .isInstanceOf(StatusException.class)
                    .hasMessage("GET /orders/{id} (OrderApi.find) answered " + status);
        }
        assertThat(Results.raw().read(FIND, answer)).isSameAs(answer);
    }

    @Test
    void aPrimitiveNeedsAValue() {
        Result<Integer> number = Results.decoded(new JacksonCodec(), int.class);
        assertThatThrownBy(() -> number.read(FIND, answer(200, "application/json", "")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("the method returns int");
    }

    @Test
    void theExcerptIsShortAndOneLine() throws Exception {
        StatusException failure =
                new StatusException(FIND, answer(500, "application/json", "a\r\nb\u00e9" + "x".repeat(10_000)));
        assertThat(failure.bodyExcerpt())
                .startsWith("a  b\u00e9xx")
                .endsWith("x...")
                .hasSize(503);
        assertThat(new StatusException(FIND, answer(500, "image/png", "abc")).bodyExcerpt())
                .isEmpty();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(failure);
        StatusException copy =
                (StatusException) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(copy.status()).isEqualTo(500);
        assertThat(copy.headers().size()).isZero();
    }
}
