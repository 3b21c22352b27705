package dev.failover.agent.client.vertx;

import dev.failover.http.Headers;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that the program has written in one piece, so that it can be written again. Immutable. */
final class Whole {
    /** A longer body is not kept: it goes out once. */
    private static final int LONGEST = 8 * 1024 * 1024;

    private final HttpMethod method;
    /** Null for none. */
    private final @Nullable MultiMap headers;

    private final boolean chunked;
    private final byte @Nullable [] body;
    private final List<Handler<HttpClientRequest>> settings;
    /** In place of what the program has set. */
    private final Headers besides;

    private Whole(HttpClientRequest request, byte @Nullable [] body, List<Handler<HttpClientRequest>> settings) {
        method = request.getMethod();
        // The client adds to them when it writes them, the name of the host among others.
        headers = copy(request.headers());
        chunked = request.isChunked();
        this.body = body;
        this.settings = settings;
        besides = Headers.EMPTY;
    }

    /** Without a body. */
    Whole(HttpMethod method, MultiMap headers, List<Handler<HttpClientRequest>> settings) {
        this(method, copy(headers), false, null, settings, Headers.EMPTY);
    }

    private Whole(
            HttpMethod method,
            @Nullable MultiMap headers,
            boolean chunked,
            byte @Nullable [] body,
            List<Handler<HttpClientRequest>> settings,
            Headers besides) {
        this.method = method;
        this.headers = headers;
        this.chunked = chunked;
        this.body = body;
        this.settings = settings;
        this.besides = besides;
    }

    private static @Nullable MultiMap copy(MultiMap headers) {
        return headers.isEmpty() ? null : MultiMap.caseInsensitiveMultiMap().addAll(headers);
    }

    /**
     * What the program is about to write.
     *
     * @param part its only part, in the client's own form
     * @param settings what the program has set of the request, in order
     * @return null when it is too long to be kept
     */
    static @Nullable Whole of(
            HttpClientRequest request, @Nullable Object part, List<Handler<HttpClientRequest>> settings) {
        int length = part instanceof ByteBuf
                ? ((ByteBuf) part).readableBytes()
                : part instanceof Buffer ? ((Buffer) part).length() : 0;
        return length > LONGEST ? null : new Whole(request, part == null ? null : copy(part), settings);
    }

    /** The program may use its buffer for something else as soon as it has an answer. */
    private static byte[] copy(Object part) {
        if (part instanceof Buffer) {
            return ((Buffer) part).getBytes();
        }
        ByteBuf buffer = (ByteBuf) part;
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.getBytes(buffer.readerIndex(), bytes);
        return bytes;
    }

    HttpMethod method() {
        return method;
    }

    /** Not to be written to. */
    MultiMap headers() {
        MultiMap all = headers;
        return all == null ? MultiMap.caseInsensitiveMultiMap() : all;
    }

    /** The same with further fields. */
    Whole asking(Headers conditions) {
        return conditions.size() == 0 ? this : new Whole(method, headers, chunked, body, settings, conditions);
    }

    /** Sends it by another request of the client's. */
    void writeTo(HttpClientRequest request) {
        for (Handler<HttpClientRequest> setting : settings) {
            setting.handle(request);
        }
        request.setMethod(method);
        if (chunked) {
            request.setChunked(true);
        }
        request.headers().clear();
        if (headers != null) {
            request.headers().addAll(headers);
        }
        for (int i = 0; i < besides.size(); i++) {
            request.headers().set(besides.name(i), besides.value(i));
        }
        if (body == null) {
            request.end();
        } else {
            request.end(Buffer.buffer(body));
        }
    }
}
