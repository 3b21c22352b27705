package dev.failover.agent.client.ahc;

import dev.failover.http.Headers;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What the cache asks besides the program, and what the client has sent for that. Thread-safe. */
final class Conditions {
    /** What every request has besides, until one is answered. */
    private volatile Headers asked;

    private volatile @Nullable HttpRequest first;
    private volatile boolean otherwise;

    Conditions(Headers asked) {
        this.asked = asked;
    }

    /** A request is about to be written, perhaps once more. */
    void begins(HttpRequest request) {
        if (!request.method().equals(HttpMethod.CONNECT)) {
            note(request, asked);
        }
    }

    /** What is sent elsewhere, or with other credentials, is another request, and no concern of the cache. */
    private void note(HttpRequest request, Headers fields) {
        HttpRequest before = first;
        if (before == null) {
            first = request;
        } else if (!isSame(before, request)) {
            otherwise = true;
        }
        for (int i = 0; !otherwise && i < fields.size(); i++) {
            request.headers().set(fields.name(i), fields.value(i));
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
        asked = Headers.EMPTY;
    }

    /** Whether the client has sent nothing else than the program's request. */
    boolean isDirect() {
        return first != null && !otherwise;
    }
}
