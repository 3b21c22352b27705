package dev.failover.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON by Jakarta JSON Binding, which the application brings with an implementation, such as {@code org.eclipse:yasson}.
 * Thread-safe.
 */
public final class JsonbCodec implements Codec {
    private final Jsonb jsonb;

    /**
     * With the defaults of the implementation that is there.
     *
     * @throws JsonbException if there is none
     */
    public JsonbCodec() {
        this(JsonbBuilder.create());
    }

    /** @param jsonb used as it is, and not closed */
    public JsonbCodec(Jsonb jsonb) {
        this.jsonb = Objects.requireNonNull(jsonb, "jsonb");
    }

    /** {@code application/json} */
    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] encode(Object value, Type type) throws IOException {
        try {
            return jsonb.toJson(value, type).getBytes(UTF_8);
        } catch (JsonbException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public @Nullable Object decode(byte[] body, Type type) throws IOException {
        try {
            return jsonb.fromJson(new String(body, UTF_8), type);
        } catch (JsonbException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }
}
