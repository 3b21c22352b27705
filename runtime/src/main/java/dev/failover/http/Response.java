package dev.failover.http;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An answer of a service, whole: status, headers, and the body in memory. Immutable. */
public final class Response {
    private static final byte[] NO_BODY = {};

    private final int status;
    private final Headers headers;
    private final byte[] body;

    /**
     * @param status 100 to 599
     * @param body used as it is, not copied; null means empty
     */
    public Response(int status, Headers headers, byte @Nullable [] body) {
        this.status = status;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = body == null ? NO_BODY : body;
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
        return body.clone();
    }

    /** The body itself, for codecs, which do not write to it. */
    public byte[] bodyForCodec() {
        return body;
    }

    /** The body as text, in the charset of {@code Content-Type}, else in UTF-8. */
    public String text() {
        return new String(body, charset());
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
        return "Response " + status + " (" + body.length + " bytes)";
    }
}
