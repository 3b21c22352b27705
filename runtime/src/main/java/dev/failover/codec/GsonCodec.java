package dev.failover.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON by Gson, which the application brings: {@code com.google.code.gson:gson}. Thread-safe. */
public final class GsonCodec implements Codec {
    private final Gson gson;

    /** With Gson's own defaults, which ignore unknown properties. */
    public GsonCodec() {
        this(new Gson());
    }

    public GsonCodec(Gson gson) {
        this.gson = Objects.requireNonNull(gson, "gson");
    }

    /** {@code application/json} */
    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] encode(Object value, Type type) throws IOException {
        try {
            return gson.toJson(value, type).getBytes(UTF_8);
        } catch (JsonParseException | IllegalArgumentException | UnsupportedOperationException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public @Nullable Object decode(byte[] body, Type type) throws IOException {
        try {
            return gson.fromJson(new String(body, UTF_8), type);
        } catch (JsonParseException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }
}
