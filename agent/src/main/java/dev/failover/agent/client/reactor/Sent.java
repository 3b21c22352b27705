package dev.failover.agent.client.reactor;

import dev.failover.agent.bridge.v1.Bridge;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientInfos;
import reactor.util.context.Context;

/**
 * Whether the request of an attempt was begun to be sent: a failure alone does not say it, because the client may fail to
 * connect once more after a connection broke or a redirect came. Told by way of the subscriber's context, which also says
 * how long it may take to connect, in milliseconds; 0 for as long as the client itself allows. Thread-safe.
 */
abstract class Sent implements Consumer<Object>, IntSupplier {
    /** Types of the JDK only: each woven class has an adapter of its own. */
    private static final String KEY = "dev.failover.agent.sent";

    private final Rehearsed.@Nullable Repeated repeated;
    private volatile @Nullable Object request;

    /** @param repeated what wants to see it; null for nobody */
    Sent(Rehearsed.@Nullable Repeated repeated) {
        this.repeated = repeated;
    }

    /** What wants to see it; null for nobody. */
    final Rehearsed.@Nullable Repeated repeated() {
        return repeated;
    }

    /** A context that leads here. */
    final Context in(Context context) {
        return context.put(KEY, this);
    }

    /** A connection begins to send a request. */
    static void begins(HttpClientInfos request) {
        Consumer<Object> sent = request.currentContextView().getOrDefault(KEY, null);
        if (sent != null) {
            sent.accept(request);
        }
    }

    /** How long it may take to open a connection for whom such a context belongs to, in milliseconds; 0 without a bound of ours. */
    static int connectMillis(Context context) {
        Object sent = context.getOrDefault(KEY, null);
        return sent instanceof IntSupplier ? ((IntSupplier) sent).getAsInt() : 0;
    }

    @Override
    public final void accept(Object begun) {
        request = begun;
        Rehearsed.Repeated watching = repeated;
        if (watching != null && begun instanceof Connection) {
            try {
                watching.watch((Connection) begun);
            } catch (RuntimeException fault) {
                Bridge.failed(fault);
            }
        }
    }

    final boolean isBegun() {
        return request != null;
    }

    /** Whether a body went with it: nobody can tell whether the program's publisher can be asked for it again. */
    final boolean hadBody() {
        Object begun = request;
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
