package dev.failover.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a service: status, headers, and the body, which is in memory unless {@link Request#streamsAnswer()} asked for
 * something else. Immutable and thread-safe if it is.
 */
public final class Response {
    private static final byte[] NO_BODY = {};

    private final int status;
    private final Headers headers;
    private byte[] body;
    /** What is left of a body that is not in memory. */
    private @Nullable InputStream stream;

    /**
     * @param status 100 to 599
     * @param body used as it is, not copied; null means empty
     */
    public Response(int status, Headers headers, byte @Nullable [] body) {
        this.status = status;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = body == null ? NO_BODY : body;
    }

    /**
     * One whose body is still under way.
     *
     * @param stream closes the connection with it
     */
    public static Response streaming(int status, Headers headers, InputStream stream) {
        Response response = new Response(status, headers, null);
        response.stream = Objects.requireNonNull(stream, "stream");
        return response;
    }

    /** The same answer with other headers, instead of this one. */
    public Response with(Headers others) {
        Response response = new Response(status, others, body);
        response.stream = stream;
        return response;
    }

    /** Whether the body is still to be read, as it comes. */
    public boolean isUnderWay() {
        return stream != null;
    }

    /** The same response, whose body is read through another stream. */
    public Response heardBy(UnaryOperator<InputStream> listener) {
        return streaming(status, headers, listener.apply(bodyStream()));
    }

    public int status() {
        return status;
    }

    /** Whether the status is 200 to 299. */
    public boolean isSuccessful() {
        return status >= 200 && status < 300;
    }

    public Headers headers() {
        return headers;
    }

    /** A copy of the body; empty when there is none. */
    public byte[] body() {
        return bodyForCodec().clone();
    }

    /**
     * The body itself, for codecs, which do not write to it. One that is still under way is read into memory.
     *
     * @throws UncheckedIOException if it breaks off, or has been taken as a stream
     */
    public byte[] bodyForCodec() {
        InputStream left = stream;
        if (left != null) {
            try (InputStream all = left) {
                body = BodySource.read(all);
                stream = null;
            } catch (IOException brokenOff) {
                throw new UncheckedIOException("the body of the answer " + status + " cannot be read", brokenOff);
            }
        }
        return body;
    }

    /** Whether the body is still under way. */
    public boolean isStreaming() {
        return stream != null;
    }

    /** The body as it comes, if that was asked for; else, and if it was read already, what is in memory. To be closed. */
    public InputStream bodyStream() {
        InputStream left = stream;
        return left == null ? new ByteArrayInputStream(body) : left;
    }

    /** The body as text, in the charset of {@code Content-Type}, else in UTF-8. */
    public String text() {
        return new String(bodyForCodec(), charset());
    }

    private Charset charset() {
        String type = headers.first("Content-Type");
        int at = type == null ? -1 : type.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (type == null || at < 0) {
            return StandardCharsets.UTF_8;
        }
        String name = type.substring(at + "charset=".length());
        int end = name.indexOf(';');
        name = (end < 0 ? name : name.substring(0, end)).trim().replace("\"", "");
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            // A label that no decoder knows says no more than none would (WHATWG Encoding).
            return StandardCharsets.UTF_8;
        }
    }

    @Override
    public String toString() {
        return "Response " + status + (stream == null ? " (" + body.length + " bytes)" : " (under way)");
    }
}
