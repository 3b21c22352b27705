package dev.failover.transport;

import dev.failover.http.Headers;
import dev.failover.http.Request;
import dev.failover.http.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Translates between the runtime's messages and those of HttpClient 5. Stateless.
 *
 * <p>Compression is done here and not by HttpClient 5, which offers what it finds on the class path and leaves the
 * {@code Content-Encoding} of a body that it unpacked.
 */
final class Messages {
    static final String USER_AGENT = "failover-java";

    private static final String ACCEPT_ENCODING = "Accept-Encoding";

    private Messages() {}

    /** Copies all headers but {@code Content-Type} and {@code Content-Length}, which the body brings, and returns the former. */
    static @Nullable String copyHeaders(Request request, BiConsumer<String, String> into) {
        Headers headers = request.headers();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            boolean ofBody = name.equalsIgnoreCase("Content-Type") || name.equalsIgnoreCase("Content-Length");
            if (!ofBody || (!request.hasBody() && name.equalsIgnoreCase("Content-Type"))) {
                into.accept(name, headers.value(i));
            }
        }
        if (!headers.contains(ACCEPT_ENCODING)) {
            into.accept(ACCEPT_ENCODING, "gzip");
        }
        return headers.first("Content-Type");
    }

    /** A body that was packed at our wish is unpacked; at the caller's own wish he gets it as it is. */
    static Response response(Request request, HttpResponse message, byte @Nullable [] body) throws IOException {
        Headers headers = headers(message);
        return body == null || body.length == 0 || !isPackedForUs(request, headers)
                ? new Response(message.getCode(), headers, body)
                : new Response(
                        message.getCode(),
                        unpacked(headers),
                        whole(new GZIPInputStream(new ByteArrayInputStream(body)), (int)
                                Math.min(1 << 20, body.length * 4L)));
    }

    private static boolean isPackedForUs(Request request, Headers headers) {
        return !request.headers().contains(ACCEPT_ENCODING)
                && "gzip".equalsIgnoreCase(headers.first("Content-Encoding"));
    }

    private static Headers unpacked(Headers headers) {
        return headers.toBuilder()
                .remove("Content-Encoding")
                .remove("Content-Length")
                .build();
    }

    /** The same for a body that is still under way. */
    static Response streaming(Request request, HttpResponse message, InputStream body) throws IOException {
        Headers headers = headers(message);
        if (!isPackedForUs(request, headers)) {
            return Response.streaming(message.getCode(), headers, body);
        }
        Peeking packed = new Peeking(body);
        return packed.available() == 0
                ? Response.streaming(message.getCode(), headers, packed)
                : Response.streaming(message.getCode(), unpacked(headers), new GZIPInputStream(packed, 8192));
    }

    /**
     * All that comes of a stream, which is closed.
     *
     * @param expected how much that may be; the room for it is there at once
     */
    static byte[] whole(InputStream stream, int expected) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(expected);
        try (InputStream in = stream) {
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                whole.write(buffer, 0, read);
            }
        }
        return whole.toByteArray();
    }

    /** A field that no message may hold is left out: it must not make the rest of an answer unreadable. */
    private static Headers headers(HttpResponse message) {
        Headers.Builder headers = Headers.builder();
        for (Header header : message.getHeaders()) {
            String value = header.getValue() == null ? "" : header.getValue();
            if (Headers.isToken(header.getName()) && Headers.isValue(value)) {
                headers.add(header.getName(), value);
            }
        }
        return headers.build();
    }

    /**
     * Knows whether there is more by waiting for it: what is packed may have several members (RFC 1952, section 2.2), and the
     * connection is free for others only when the end of the last one was seen.
     */
    private static final class Peeking extends PushbackInputStream {
        Peeking(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            int next = read();
            if (next < 0) {
                return 0;
            }
            unread(next);
            return Math.max(1, super.available());
        }
    }
}
