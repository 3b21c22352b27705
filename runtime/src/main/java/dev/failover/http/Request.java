package dev.failover.http;

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
    private final boolean idempotent;

    private Request(HttpMethod method, String target, Headers headers, byte @Nullable [] body, boolean idempotent) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.idempotent = idempotent;
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

    /** A copy of the body, or null when there is none. */
    public byte @Nullable [] body() {
        return body == null ? null : body.clone();
    }

    /** The body itself, for transports, which do not write to it; or null. */
    public byte @Nullable [] bodyForTransport() {
        return body;
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
        return new Request(method, target, all.build(), body, idempotent);
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
        private @Nullable Boolean idempotent;

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
            return this;
        }

        /** The body in UTF-8. */
        public Builder body(String text) {
            body = text.getBytes(StandardCharsets.UTF_8);
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
            return new Request(method, target, headers.build(), body, mayBeSentTwice);
        }
    }
}
