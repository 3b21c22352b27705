package dev.failover.agent.client.ahc;

import dev.failover.http.Headers;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** How far the request of an attempt is, and what the client has sent for it. Thread-safe. */
final class Sending {
    private static final AtomicReferenceFieldUpdater<Sending, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(Sending.class, State.class, "state");

    private volatile State state = State.CONNECTING;
    /** What the cache asks besides; null without a cache. */
    private volatile @Nullable Headers conditions;

    private volatile @Nullable HttpRequest first;
    private volatile boolean otherwise;

    /** Whether the request was begun to be written. */
    private enum State {
        CONNECTING,
        WRITTEN,
        FORBIDDEN
    }

    /** @param conditions null without a cache */
    Sending(@Nullable Headers conditions) {
        this.conditions = conditions;
    }

    boolean isWritten() {
        return state == State.WRITTEN;
    }

    /** Returns false when it is too late. */
    boolean forbid() {
        return STATE.compareAndSet(this, State.CONNECTING, State.FORBIDDEN);
    }

    /** It is about to be written, perhaps once more; returns false when it must not. */
    boolean begins(HttpRequest request) {
        if (!STATE.compareAndSet(this, State.CONNECTING, State.WRITTEN) && state == State.FORBIDDEN) {
            return false;
        }
        Headers asked = conditions;
        if (asked != null && !request.method().equals(HttpMethod.CONNECT)) {
            note(request, asked);
        }
        return true;
    }

    /** What is sent elsewhere, or with other credentials, is another request, and no concern of the cache. */
    private void note(HttpRequest request, Headers asked) {
        HttpRequest before = first;
        if (before == null) {
            first = request;
        } else if (!isSame(before, request)) {
            otherwise = true;
        }
        for (int i = 0; !otherwise && i < asked.size(); i++) {
            request.headers().set(asked.name(i), asked.value(i));
        }
    }

    private static boolean isSame(HttpRequest one, HttpRequest other) {
        HttpHeaders fields = one.headers();
        HttpHeaders others = other.headers();
        return one.method().equals(other.method())
                && one.uri().equals(other.uri())
                && isSame(fields, others, HttpHeaderNames.HOST)
                && isSame(fields, others, HttpHeaderNames.AUTHORIZATION)
                && isSame(fields, others, HttpHeaderNames.COOKIE);
    }

    private static boolean isSame(HttpHeaders one, HttpHeaders other, CharSequence name) {
        return one.getAll(name).equals(other.getAll(name));
    }

    /** The head of a response was told of: what the client may send again by itself asks for the whole, as the program does. */
    void isAnswered() {
        if (conditions != null) {
            conditions = Headers.EMPTY;
        }
    }

    /** Whether the client has sent nothing else than the program's request. */
    boolean isDirect() {
        return first != null && !otherwise;
    }
}
