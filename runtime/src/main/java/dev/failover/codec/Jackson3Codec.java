package dev.failover.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON by Jackson 3, which the application brings: {@code tools.jackson.core:jackson-databind}. Thread-safe. */
public final class Jackson3Codec implements Codec {
    private final ObjectMapper mapper;
    private final ConcurrentMap<Type, ObjectReader> readers = new ConcurrentHashMap<>();
    private final ConcurrentMap<Type, ObjectWriter> writers = new ConcurrentHashMap<>();

    /**
     * Reads leniently: unknown properties are ignored, as a server may add some at any time; all Jackson modules on the class
     * path are registered. Dates are written as ISO 8601 has them, which is Jackson's own default.
     */
    public Jackson3Codec() {
        this(JsonMapper.builder()
                .findAndAddModules()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build());
    }

    /** @param mapper used as it is */
    public Jackson3Codec(ObjectMapper mapper) {
        this.mapper = Objects.requireNonNull(mapper, "mapper");
    }

    /** {@code application/json} */
    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] encode(Object value, Type type) throws IOException {
        try {
            return writers.computeIfAbsent(type, key -> mapper.writerFor(mapper.constructType(key)))
                    .writeValueAsBytes(value);
        } catch (JacksonException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public @Nullable Object decode(byte[] body, Type type) throws IOException {
        try {
            return readers.computeIfAbsent(type, key -> mapper.readerFor(mapper.constructType(key)))
                    .readValue(body);
        } catch (JacksonException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public Iterator<?> elements(InputStream body, Type element) throws IOException {
        ObjectReader reader = readers.computeIfAbsent(element, key -> mapper.readerFor(mapper.constructType(key)))
                .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        JsonParser parser;
        try {
            parser = mapper.createParser(body);
            parser.nextToken();
        } catch (JacksonException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
        return new ElementIterator() {
            @Override
            boolean advance() throws IOException {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    throw new EOFException("the list ends in the middle");
                }
                return token != JsonToken.END_ARRAY;
            }

            @Override
            @Nullable
            Object read() {
                return reader.readValue(parser);
            }
        };
    }
}
