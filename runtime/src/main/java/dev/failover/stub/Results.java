package dev.failover.stub;

import dev.failover.codec.Codec;
import dev.failover.codec.CodecException;
import dev.failover.http.Headers;
import dev.failover.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a method may return, as {@link Result}s that can be put together. Stateless. */
public final class Results {
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private static final Result<Void> NOTHING = (operation, answer) -> {
        successful(operation, answer);
        return null;
    };
    private static final Result<String> TEXT =
            (operation, answer) -> successful(operation, answer).text();
    private static final Result<byte[]> BYTES =
            (operation, answer) -> successful(operation, answer).body();
    private static final Result<Headers> HEADERS =
            (operation, answer) -> successful(operation, answer).headers();
    private static final Result<InputStream> INPUT_STREAM =
            (operation, answer) -> successful(operation, answer).bodyStream();
    private static final Result<Response> RAW = (operation, answer) -> answer;

    private Results() {}

    /** For {@code void}: the body is ignored. */
    public static Result<Void> nothing() {
        return NOTHING;
    }

    /** The body as text; empty when there is none. */
    public static Result<String> text() {
        return TEXT;
    }

    /** The body as it came; empty when there is none. */
    public static Result<byte[]> bytes() {
        return BYTES;
    }

    /** The body as it comes if the request asked for that, so that it is to be closed; else what is in memory. */
    public static Result<InputStream> inputStream() {
        return INPUT_STREAM;
    }

    public static Result<Headers> headers() {
        return HEADERS;
    }

    /** The answer as it came, whatever its status. */
    public static Result<Response> raw() {
        return RAW;
    }

    /**
     * The body as the codec reads it; null when it is empty.
     *
     * @param type must be what {@code T} is
     */
    public static <T> Result<T> decoded(Codec codec, Type type) {
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(type, "type");
        return (operation, answer) -> {
            Response response = successful(operation, answer);
            Object value = response.bodyForCodec().length == 0 ? null : decode(operation, response, codec, type);
            if (value == null && type instanceof Class && ((Class<?>) type).isPrimitive()) {
                throw new CodecException(
                        operation + " answered " + response.status() + " without a value, but the method returns "
                                + type.getTypeName() + "; let it return an object or an Optional",
                        null);
            }
            // The generated code writes T and the type side by side.
            @SuppressWarnings("unchecked")
            T typed = (T) value;
            return typed;
        };
    }

    /**
     * The elements of a list as the codec reads it; none when the body is empty. If the request asked for that, and the codec
     * can, each is read when it is wanted, so that the stream is to be closed; else they are in memory.
     *
     * @param element must be what {@code T} is
     */
    public static <T> Result<Stream<T>> stream(Codec codec, Type element) {
        Result<List<T>> list = decoded(codec, Types.parameterized(List.class, element));
        return (operation, answer) -> {
            Response left = answer;
            if (answer.isStreaming()) {
                ElementStream body = ElementStream.of(answer, operation, codec);
                // The generated code writes T and the type side by side.
                @SuppressWarnings("unchecked")
                Stream<T> lazy = (Stream<T>) body.elements(element);
                if (lazy != null) {
                    return lazy;
                }
                left = body.answer();
            }
            List<T> elements = list.read(operation, left);
            return elements == null ? Stream.<T>empty() : elements.stream();
        };
    }

    /** Empty for 404 and 204 and for an empty body. */
    public static <T> Result<Optional<T>> optional(Result<T> present) {
        return (operation, answer) -> answer.status() == NOT_FOUND || answer.status() == NO_CONTENT
                ? Optional.empty()
                : Optional.ofNullable(present.read(operation, answer));
    }

    /** Any status, with its headers; the body is read only from a 2xx. */
    public static <T> Result<dev.failover.stub.Response<T>> response(Result<T> body) {
        return (operation, answer) ->
                new dev.failover.stub.Response<>(answer, answer.isSuccessful() ? body.read(operation, answer) : null);
    }

    private static Response successful(Operation operation, Response answer) {
        if (!answer.isSuccessful()) {
            throw new StatusException(operation, answer);
        }
        return answer;
    }

    private static @Nullable Object decode(Operation operation, Response answer, Codec codec, Type type) {
        try {
            return codec.decode(answer.bodyForCodec(), type);
        } catch (IOException failure) {
            throw new CodecException(
                    "cannot read the answer " + answer.status() + " (Content-Type: "
                            + answer.headers().first("Content-Type") + ") of " + operation + " as "
                            + type.getTypeName() + " by " + codec.getClass().getSimpleName() + ": "
                            + failure.getMessage(),
                    failure);
        }
    }
}
