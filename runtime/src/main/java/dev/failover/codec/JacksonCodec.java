package dev.failover.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON by Jackson 2, which the application brings: {@code com.fasterxml.jackson.core:jackson-databind}. Thread-safe.
 */
public final class JacksonCodec implements Codec {
    private final ObjectMapper mapper;
    private final ConcurrentMap<Type, ObjectReader> readers = new ConcurrentHashMap<>();
    private final ConcurrentMap<Type, ObjectWriter> writers = new ConcurrentHashMap<>();

    /**
     * Reads leniently and writes ISO dates: unknown properties are ignored, as a server may add some at any time; all
     * Jackson modules on the class path are registered.
     */
    public JacksonCodec() {
        this(new ObjectMapper()
                .findAndRegisterModules()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS));
    }

    /** @param mapper used as it is; do not reconfigure it afterwards */
    public JacksonCodec(ObjectMapper mapper) {
        this.mapper = Objects.requireNonNull(mapper, "mapper");
    }

    /** {@code application/json} */
    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] encode(Object value, Type type) throws IOException {
        return writers.computeIfAbsent(type, key -> mapper.writerFor(mapper.constructType(key)))
                .writeValueAsBytes(value);
    }

    @Override
    public @Nullable Object decode(byte[] body, Type type) throws IOException {
        return readers.computeIfAbsent(type, key -> mapper.readerFor(mapper.constructType(key)))
                .readValue(body);
    }

    @Override
    public Iterator<?> elements(InputStream body, Type element) throws IOException {
        ObjectReader reader = readers.computeIfAbsent(element, key -> mapper.readerFor(mapper.constructType(key)))
                .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        JsonParser parser = mapper.createParser(body);
        parser.nextToken();
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
            Object read() throws IOException {
                return reader.readValue(parser);
            }
        };
    }
}
