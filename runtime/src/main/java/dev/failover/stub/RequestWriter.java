package dev.failover.stub;

import dev.failover.codec.Codec;
import dev.failover.codec.CodecException;
import dev.failover.http.BodySource;
import dev.failover.http.Headers;
import dev.failover.http.Request;
import dev.failover.http.UrlEncoding;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what differs from call to call. Each value comes in the overload of its declared type, so nothing is looked up at
 * run time: null and empty add nothing, a collection or array adds each element that is not null, a map adds each entry.
 * Not thread-safe.
 */
public final class RequestWriter {
    /** Deeper than any server reads; a map that holds itself ends here. */
    private static final int MAX_DEPTH = 32;

    private final Operation operation;
    private final Request.Builder request;
    private final Headers.Builder headers;

    RequestWriter(Operation operation, String path) {
        this.operation = operation;
        this.request = Request.builder(operation.method(), path).idempotent(operation.isIdempotent());
        this.headers = operation.headers().toBuilder();
    }

    /** Adds a query parameter; name and value are percent-encoded here. */
    public RequestWriter query(String name, @Nullable Object value) {
        request.query(name, value);
        return this;
    }

    public RequestWriter query(String name, long value) {
        request.query(name, Long.toString(value));
        return this;
    }

    /** Without it a {@code char} would be taken for a number. */
    public RequestWriter query(String name, char value) {
        request.query(name, String.valueOf(value));
        return this;
    }

    // Nothing keeps a caller of the interface from passing null for an Optional.
    @SuppressWarnings("NullableOptional")
    public RequestWriter query(String name, @Nullable Optional<?> value) {
        return query(name, value == null ? null : (Object) value.orElse(null));
    }

    public RequestWriter query(String name, @Nullable Collection<?> values) {
        if (values != null) {
            for (Object value : values) {
                query(name, value);
            }
        }
        return this;
    }

    public RequestWriter query(String name, Object @Nullable [] values) {
        return query(name, values == null ? null : Arrays.asList(values));
    }

    /**
     * Adds one parameter for all elements that are not null; none when there is no such element.
     *
     * @throws IllegalArgumentException if an element holds the separator, and encoding it would not tell the two apart
     */
    public RequestWriter query(String name, @Nullable Collection<?> values, Separator separator) {
        StringBuilder joined = null;
        if (values != null) {
            for (Object value : values) {
                if (value != null) {
                    joined = joined == null ? new StringBuilder() : joined.append(separator.encoded());
                    joined.append(element(name, value.toString(), separator));
                }
            }
        }
        if (joined != null) {
            request.queryEncoded(name, joined.toString());
        }
        return this;
    }

    private static String element(String name, String value, Separator separator) {
        if (separator.isAmbiguousIn(value)) {
            throw new IllegalArgumentException("an element of " + Names.visible(name)
                    + " holds the character that separates the elements, " + separator
                    + "; the server would take it for two");
        }
        return UrlEncoding.encode(value);
    }

    public RequestWriter query(String name, Object @Nullable [] values, Separator separator) {
        return query(name, values == null ? null : Arrays.asList(values), separator);
    }

    /** One parameter an entry; a collection as the value of an entry is joined. */
    public RequestWriter query(@Nullable Map<String, ?> parameters, Separator separator) {
        if (parameters != null) {
            for (Map.Entry<String, ?> parameter : parameters.entrySet()) {
                Object value = parameter.getValue();
                if (value instanceof Collection) {
                    query(parameter.getKey(), (Collection<?>) value, separator);
                } else {
                    query(parameter.getKey(), value);
                }
            }
        }
        return this;
    }

    /** One parameter an entry, or one an element where the value of an entry is a collection. */
    public RequestWriter query(@Nullable Map<String, ?> parameters) {
        if (parameters != null) {
            for (Map.Entry<String, ?> parameter : parameters.entrySet()) {
                Object value = parameter.getValue();
                if (value instanceof Collection) {
                    query(parameter.getKey(), (Collection<?>) value);
                } else {
                    query(parameter.getKey(), value);
                }
            }
        }
        return this;
    }

    /**
     * Adds {@code name[key]=value} for each entry that is not null: a map as the value goes one level deeper, a collection or
     * array repeats its name.
     *
     * @throws IllegalArgumentException if a key is null or empty or holds a bracket, so that the server would read another name;
     *     or if the map is nested more than 32 levels deep
     */
    public RequestWriter queryObject(String name, @Nullable Map<String, ?> members) {
        if (members != null) {
            queryObject(name, name, members, 1);
        }
        return this;
    }

    private void queryObject(String parameter, String path, Map<?, ?> members, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    Names.visible(parameter) + " is nested more than " + MAX_DEPTH + " levels deep");
        }
        for (Map.Entry<?, ?> member : members.entrySet()) {
            String key = String.valueOf(member.getKey());
            if (member.getKey() == null || key.isEmpty() || key.indexOf('[') >= 0 || key.indexOf(']') >= 0) {
                throw new IllegalArgumentException("a key in " + Names.visible(parameter)
                        + " is null, empty or has a bracket; the server would take it for another name");
            }
            String name = path + "[" + key + "]";
            Object value = member.getValue();
            if (value instanceof Map) {
                queryObject(parameter, name, (Map<?, ?>) value, depth + 1);
            } else if (value instanceof Collection) {
                query(name, (Collection<?>) value);
            } else if (value instanceof Object[]) {
                query(name, (Object[]) value);
            } else if (value instanceof Optional) {
                query(name, (Optional<?>) value);
            } else {
                query(name, value);
            }
        }
    }

    /**
     * Adds a header field; one that the operation always sends is replaced.
     *
     * @throws IllegalArgumentException if the value holds a line break or NUL
     */
    public RequestWriter header(String name, @Nullable Object value) {
        if (value != null) {
            if (operation.headers().contains(name)) {
                headers.set(name, value.toString());
            } else {
                headers.add(name, value.toString());
            }
        }
        return this;
    }

    public RequestWriter header(String name, long value) {
        return header(name, (Object) Long.toString(value));
    }

    public RequestWriter header(String name, char value) {
        return header(name, (Object) String.valueOf(value));
    }

    @SuppressWarnings("NullableOptional")
    public RequestWriter header(String name, @Nullable Optional<?> value) {
        return header(name, value == null ? null : (Object) value.orElse(null));
    }

    public RequestWriter header(String name, @Nullable Collection<?> values) {
        if (values == null) {
            return this;
        }
        boolean first = true;
        for (Object value : values) {
            if (value == null) {
                continue;
            }
            if (first) {
                header(name, value);
                first = false;
            } else {
                headers.add(name, value.toString());
            }
        }
        return this;
    }

    public RequestWriter header(String name, Object @Nullable [] values) {
        return header(name, values == null ? null : Arrays.asList(values));
    }

    public RequestWriter header(@Nullable Map<String, ?> fields) {
        if (fields != null) {
            for (Map.Entry<String, ?> field : fields.entrySet()) {
                Object value = field.getValue();
                if (value instanceof Collection) {
                    header(field.getKey(), (Collection<?>) value);
                } else {
                    header(field.getKey(), value);
                }
            }
        }
        return this;
    }

    /** Adds all cookies in one field, behind those that are there already (RFC 6265, section 5.4: there is one at most). */
    public RequestWriter cookies(CookieWriter cookies) {
        String line = cookies.line();
        if (!line.isEmpty()) {
            List<String> all = new ArrayList<>(headers.build().all("Cookie"));
            all.add(line);
            headers.set("Cookie", String.join("; ", all));
        }
        return this;
    }

    /** Asks for what the codec reads, unless an {@code Accept} is there already. */
    public RequestWriter accept(Codec codec) {
        return ifAbsent("Accept", codec.contentType());
    }

    /** Adds a fresh random key, unless the field is there already. All attempts of the call send the same key. */
    public RequestWriter idempotencyKey(String header) {
        return headers.build().contains(header) ? this : header(header, UUID.randomUUID());
    }

    /**
     * Sends what the codec makes of {@code value}.
     *
     * @param parameter its name in the interface, for messages
     * @throws IllegalArgumentException if the value is null
     * @throws CodecException if the codec cannot write it
     */
    public RequestWriter body(String parameter, @Nullable Object value, Type type, Codec codec) {
        Object present = Segments.present(parameter, value, "the body of " + operation);
        byte[] bytes;
        try {
            bytes = codec.encode(present, type);
        } catch (IOException failure) {
            throw new CodecException(
                    "cannot write the body of " + operation + ": " + type.getTypeName() + " by "
                            + codec.getClass().getSimpleName() + ": " + failure.getMessage(),
                    failure);
        }
        request.body(bytes);
        return ifAbsent("Content-Type", codec.contentType());
    }

    /** Sends a text in UTF-8, as {@code text/plain} unless a {@code Content-Type} is there already. */
    public RequestWriter body(String parameter, @Nullable String text) {
        request.body((String) Segments.present(parameter, text, "the body of " + operation));
        return ifAbsent("Content-Type", "text/plain; charset=UTF-8");
    }

    /** Sends bytes, as {@code application/octet-stream} unless a {@code Content-Type} is there already. */
    public RequestWriter body(String parameter, byte @Nullable [] bytes) {
        request.body((byte[]) Segments.present(parameter, bytes, "the body of " + operation));
        return ifAbsent("Content-Type", "application/octet-stream");
    }

    /**
     * Sends what is in a file, as {@code application/octet-stream} unless a {@code Content-Type} is there already. It is read
     * while it is sent, for each attempt anew; into memory only where {@link Request#inMemory} is needed.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public RequestWriter body(String parameter, @Nullable Path file) {
        Path present = (Path) Segments.present(parameter, file, "the body of " + operation);
        if (!Files.isReadable(present) || Files.isDirectory(present)) {
            // Without its name, which may be a secret.
            throw new UncheckedIOException(new IOException("cannot read the file " + Names.visible(parameter)));
        }
        request.body(new PathSource(present));
        return ifAbsent("Content-Type", "application/octet-stream");
    }

    /** The same of a file. */
    public RequestWriter body(String parameter, @Nullable File file) {
        return body(parameter, file == null ? null : file.toPath());
    }

    /**
     * The same of a stream, which is not closed and can be read once: the call is not repeated once its body was begun.
     *
     * @throws IllegalArgumentException if the stream is null
     */
    public RequestWriter body(String parameter, @Nullable InputStream stream) {
        request.body(BodySource.once((InputStream) Segments.present(parameter, stream, "the body of " + operation)));
        return ifAbsent("Content-Type", "application/octet-stream");
    }

    /** Has the body of a 2xx answer given out as it comes. */
    public RequestWriter streamAnswer() {
        request.streamAnswer();
        return this;
    }

    /** Sends a form, as {@code application/x-www-form-urlencoded} unless a {@code Content-Type} is there already. */
    public RequestWriter form(FormWriter form) {
        request.body(form.content());
        return ifAbsent("Content-Type", "application/x-www-form-urlencoded");
    }

    /** Sends parts, as {@code multipart/form-data} unless a {@code Content-Type} of another multipart type is there. */
    public RequestWriter multipart(MultipartWriter parts) {
        request.body(parts.content());
        String type = headers.build().first("Content-Type");
        boolean isMultipart = type != null && type.startsWith("multipart/") && !type.contains("boundary=");
        headers.set("Content-Type", (isMultipart ? type : "multipart/form-data") + "; boundary=" + parts.boundary());
        return this;
    }

    private RequestWriter ifAbsent(String name, String value) {
        if (!headers.build().contains(name)) {
            headers.add(name, value);
        }
        return this;
    }

    public Request build() {
        Headers fields = headers.build();
        for (int i = 0; i < fields.size(); i++) {
            request.header(fields.name(i), fields.value(i));
        }
        return request.build();
    }
}
