package dev.failover.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.NoSuchElementException;
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

    @Override
    public Iterator<?> elements(InputStream body, Type element) throws IOException {
        JsonReader reader = gson.newJsonReader(new InputStreamReader(body, UTF_8));
        reader.beginArray();
        return new Iterator<Object>() {
            @Override
            public boolean hasNext() {
                try {
                    return reader.hasNext();
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }

            @Override
            public @Nullable Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return gson.fromJson(reader, element);
            }
        };
    }
}
