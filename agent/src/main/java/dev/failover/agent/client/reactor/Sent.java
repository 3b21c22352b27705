package dev.failover.agent.client.reactor;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClientInfos;
import reactor.util.context.Context;

/**
 * Whether the request of an attempt was begun to be sent: a failure alone does not say it, because the client may fail to
 * connect once more after a connection broke or a redirect came. Told by way of the subscriber's context. Thread-safe.
 */
final class Sent {
    /** Types of the JDK only: each woven class has an adapter of its own. */
    private static final String KEY = "dev.failover.agent.sent";

    private final AtomicReference<Object> request = new AtomicReference<>();

    /** A context that leads here. */
    Context in(Context context) {
        return context.put(KEY, request);
    }

    /** A connection begins to send a request. */
    static void begins(HttpClientInfos request) {
        AtomicReference<Object> sent = request.currentContextView().getOrDefault(KEY, null);
        if (sent != null) {
            sent.set(request);
        }
    }

    boolean isBegun() {
        return request.get() != null;
    }

    /** Whether a body went with it: nobody can tell whether the program's publisher can be asked for it again. */
    boolean hadBody() {
        Object begun = request.get();
        if (begun == null) {
            return false;
        }
        HttpHeaders headers = ((HttpClientInfos) begun).requestHeaders();
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return isChunked(headers.get(HttpHeaderNames.TRANSFER_ENCODING)) || (length != null && !length.equals("0"));
    }

    private static boolean isChunked(@Nullable String encoding) {
        return encoding != null && !encoding.isEmpty();
    }
}
