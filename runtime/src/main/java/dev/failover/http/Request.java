package dev.failover.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants from a service, without saying from which endpoint: method, path below the endpoint's base URL,
 * query, headers and body. Immutable, so it can be sent again.
 */
public final class Request {
    private final HttpMethod method;
    private final String target;
    private final Headers headers;
    private final byte @Nullable [] body;
    private final @Nullable BodySource source;
    private final boolean idempotent;
    private final boolean streamsAnswer;

    private Request(
            HttpMethod method,
            String target,
            Headers headers,
            byte @Nullable [] body,
            @Nullable BodySource source,
            boolean idempotent,
            boolean streamsAnswer) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.source = source;
        this.idempotent = idempotent;
        this.streamsAnswer = streamsAnswer;
    }

    /**
     * A request for {@code path}, which is appended to the endpoint's base URL.
     *
     * @param path begins with {@code /} and is percent-encoded already; it may hold a query
     * @throws IllegalArgumentException if it does not begin with a slash (an absolute URL could never fail over), or holds
     *     a fragment or a character that must be percent-encoded
     */
    public static Builder builder(HttpMethod method, String path) {
        return new Builder(method, path);
    }

    public static Request get(String path) {
        return builder(HttpMethod.GET, path).build();
    }

    public HttpMethod method() {
        return method;
    }

    /** Path and query as they are sent, without the endpoint's base path. */
    public String target() {
        return target;
    }

    public Headers headers() {
        return headers;
    }

    /** A copy of the body, or null when there is none or it is read from a source. */
    public byte @Nullable [] body() {
        return body == null ? null : body.clone();
    }

    /** The body itself, for transports, which do not write to it; or null. */
    public byte @Nullable [] bodyForTransport() {
        return body;
    }

    /** What the body is read from when it is sent, or null when it is in memory or there is none. */
    public @Nullable BodySource bodySource() {
        return source;
    }

    public boolean hasBody() {
        return body != null || source != null;
    }

    /** Whether the body of a 2xx answer is to be read by the caller, as it comes. */
    public boolean streamsAnswer() {
        return streamsAnswer;
    }

    /**
     * The same request, with its body and its answer in memory.
     *
     * @throws UncheckedIOException if the source of the body cannot be read
     */
    public Request inMemory() {
        if (source == null && !streamsAnswer) {
            return this;
        }
        try {
            return new Request(
                    method, target, headers, source == null ? body : source.bytes(), null, idempotent, false);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the body of " + this, failure);
        }
    }

    /** Whether it may be sent again after the server may have seen it. */
    public boolean isIdempotent() {
        return idempotent;
    }

    /** The same request with these headers added. */
    public Request with(Headers more) {
        Headers.Builder all = headers.toBuilder();
        for (int i = 0; i < more.size(); i++) {
            all.add(more.name(i), more.value(i));
        }
        return new Request(method, target, all.build(), body, source, idempotent, streamsAnswer);
    }

    /** Method and path; no header, body or query, which may hold secrets. */
    @Override
    public String toString() {
        int query = target.indexOf('?');
        return method + " " + (query < 0 ? target : target.substring(0, query));
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final HttpMethod method;
        private final String path;
        private final StringBuilder query = new StringBuilder();
        private final Headers.Builder headers = Headers.builder();
        private byte @Nullable [] body;
        private @Nullable BodySource source;
        private @Nullable Boolean idempotent;
        private boolean streamsAnswer;

        private Builder(HttpMethod method, String path) {
            this.method = Objects.requireNonNull(method, "method");
            this.path = Objects.requireNonNull(path, "path");
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("the path \"" + path
                        + "\" must begin with a slash: it is appended to the base URL of whichever endpoint is chosen");
            }
            requireEncoded("the path \"" + path + "\"", path, "");
        }

        private static void requireEncoded(String what, String text, String more) {
            for (int i = 0; i < text.length(); i++) {
                // What java.net.URI would refuse, later and on every endpoint.
                char c = text.charAt(i);
                boolean isRefused = c <= ' ' || c >= 0x7f || "#\"<>\\^`{|}".indexOf(c) >= 0 || more.indexOf(c) >= 0;
                if (isRefused || (c == '%' && !isEncoded(text, i))) {
                    throw new IllegalArgumentException(
                            what + " holds a character at position " + i + " that must be percent-encoded");
                }
            }
        }

        private static boolean isEncoded(String text, int percent) {
            return percent + 2 < text.length()
                    && Character.digit(text.charAt(percent + 1), 16) >= 0
                    && Character.digit(text.charAt(percent + 2), 16) >= 0;
        }

        /** Adds a query parameter; name and value are encoded here. A null value adds nothing. */
        public Builder query(String name, @Nullable Object value) {
            if (value != null) {
                query.append(query.length() == 0 ? "" : "&")
                        .append(UrlEncoding.encode(name))
                        .append('=')
                        .append(UrlEncoding.encode(value.toString()));
            }
            return this;
        }

        /**
         * Adds a query parameter whose value is percent-encoded already, such as a list whose commas separate; the name is
         * encoded here.
         *
         * @throws IllegalArgumentException if the value holds a character that must be encoded, or ends the parameter
         */
        public Builder queryEncoded(String name, String value) {
            // Without the value, which may be a secret.
            requireEncoded("the value of query parameter " + UrlEncoding.encode(name), value, "&");
            query.append(query.length() == 0 ? "" : "&")
                    .append(UrlEncoding.encode(name))
                    .append('=')
                    .append(value);
            return this;
        }

        /** Adds each entry as {@link #query(String, Object)} does. */
        public Builder query(Map<String, ?> parameters) {
            parameters.forEach(this::query);
            return this;
        }

        /** Adds a header field. A null value adds nothing. */
        public Builder header(String name, @Nullable String value) {
            if (value != null) {
                headers.add(name, value);
            }
            return this;
        }

        /** The body, copied. Null means none. */
        public Builder body(byte @Nullable [] bytes) {
            body = bytes == null ? null : bytes.clone();
            source = null;
            return this;
        }

        /** The body in UTF-8. */
        public Builder body(String text) {
            body = text.getBytes(StandardCharsets.UTF_8);
            source = null;
            return this;
        }

        /**
         * A body that is read while it is sent. Without waiting, with a cache or with hedges it is read into memory first or,
         * with hedges, goes without them.
         */
        public Builder body(BodySource bodySource) {
            body = null;
            source = Objects.requireNonNull(bodySource, "bodySource");
            return this;
        }

        /**
         * Asks for the body of a 2xx answer as it comes, by {@link Response#bodyStream}, which then must be read to its end or
         * closed. Only for a call that waits, without cache; else it is in memory, as ever.
         */
        public Builder streamAnswer() {
            streamsAnswer = true;
            return this;
        }

        /** Says whether the request may be sent twice, instead of what its method says. */
        public Builder idempotent(boolean mayBeSentTwice) {
            idempotent = mayBeSentTwice;
            return this;
        }

        public Request build() {
            String target = query.length() == 0 ? path : path + (path.indexOf('?') < 0 ? '?' : '&') + query;
            boolean mayBeSentTwice = idempotent == null ? method.isIdempotent() : idempotent;
            return new Request(method, target, headers.build(), body, source, mayBeSentTwice, streamsAnswer);
        }
    }
}
