package dev.failover.agent.client.commons3;

import dev.failover.agent.client.Sockets;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.Socket;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.httpclient.Header;
import org.apache.commons.httpclient.HeaderGroup;
import org.apache.commons.httpclient.HttpConnection;
import org.apache.commons.httpclient.HttpHost;
import org.apache.commons.httpclient.HttpMethodBase;
import org.apache.commons.httpclient.HttpVersion;
import org.apache.commons.httpclient.StatusLine;
import org.jspecify.annotations.Nullable;

/**
 * The method of the program, which is its request and its response at once: as it was before the first attempt, to begin
 * each further one so. What it does not let anybody see or set, in every version of the client, is looked for by name.
 */
final class MethodState {
    private static final Field HOST = field("httphost");
    private static final Field PATH = field("path");
    private static final Field QUERY = field("queryString");
    private static final Field SENT = field("requestSent");
    private static final Field USED = field("used");
    private static final Field VERSION = field("effectiveVersion");
    private static final Field REQUEST_HEADERS = field("requestHeaders");
    private static final Field CONNECTION = field("responseConnection");
    private static final Field STATUS = field("statusLine");
    private static final Field HEADERS = field("responseHeaders");
    private static final Field TRAILERS = field("responseTrailerHeaders");
    private static final Field BODY = field("responseBody");
    private static final Field STREAM = field("responseStream");
    private static final Field SOCKET = field(HttpConnection.class, "socket");

    private final HttpMethodBase method;
    private final @Nullable HttpHost host;
    private final @Nullable String path;
    private final @Nullable String query;
    private final @Nullable HttpVersion version;
    private final Header[] headers;
    private final Header[] trailers;
    private final boolean sentBefore;

    MethodState(HttpMethodBase method) {
        this.method = method;
        host = host(method);
        path = (String) get(PATH, method);
        query = method.getQueryString();
        version = (HttpVersion) get(VERSION, method);
        headers = group(REQUEST_HEADERS).getAllHeaders();
        trailers = group(TRAILERS).getAllHeaders();
        sentBefore = method.isRequestSent();
    }

    private static Field field(String name) {
        return field(HttpMethodBase.class, name);
    }

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private static @Nullable Object get(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void set(Field field, @Nullable Object value) {
        try {
            field.set(method, value);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private HeaderGroup group(Field field) {
        HeaderGroup group = (HeaderGroup) get(field, method);
        if (group == null) {
            throw new IllegalStateException(field.getName() + " is null");
        }
        return group;
    }

    /** The host that a method names itself; null when its client's configuration does. */
    static @Nullable HttpHost host(HttpMethodBase method) {
        return (HttpHost) get(HOST, method);
    }

    HttpMethodBase method() {
        return method;
    }

    /** Whether the request, or some of it, may have been out before. */
    boolean wasSent() {
        return method.isRequestSent();
    }

    /** As before the first attempt: not where a redirect led, and without what was only good for that attempt. */
    void reset() {
        set(HOST, host);
        set(PATH, path);
        set(QUERY, query);
        set(VERSION, version);
        set(SENT, sentBefore);
        group(REQUEST_HEADERS).setHeaders(headers);
        // Unlike the head's fields these are added to what is there.
        group(TRAILERS).setHeaders(trailers);
    }

    /** For one attempt the host is none of the method's business, and its path may be another one. */
    void goElsewhere(@Nullable String otherPath) {
        set(HOST, null);
        if (otherPath != null) {
            set(PATH, otherPath);
        }
    }

    /** Where the method is about to go; {@link #isStillAt} tells whether it has gone there. */
    @Nullable
    Object[] place() {
        return new @Nullable Object[] {host(method), get(PATH, method), method.getQueryString()};
    }

    /** Whether no redirect has led elsewhere. */
    boolean isStillAt(@Nullable Object[] before) {
        return host(method) == before[0]
                && Objects.equals(get(PATH, method), before[1])
                && Objects.equals(method.getQueryString(), before[2]);
    }

    /** The program sees where it wanted to go, or where a redirect has led from there. */
    void comeBack() {
        if (host(method) == null) {
            set(HOST, host);
            set(PATH, path);
        }
    }

    /** Breaks off what the method does on another thread, as its own {@code abort} would, but only once. */
    void breakOff() {
        HttpConnection connection = (HttpConnection) get(CONNECTION, method);
        if (connection == null) {
            return;
        }
        Socket socket = (Socket) get(SOCKET, itself(connection));
        if (socket == null) {
            connection.close();
        } else {
            // The connection closes its streams first, and waits for whoever writes, who closes it when that fails.
            Sockets.breakOff(socket);
        }
    }

    /** The connection that a pool has lent in one of its own; any other is itself. */
    private static HttpConnection itself(HttpConnection lent) {
        try {
            Field wrapped = lent.getClass().getDeclaredField("wrappedConnection");
            wrapped.setAccessible(true);
            Object connection = wrapped.get(lent);
            return connection instanceof HttpConnection ? (HttpConnection) connection : lent;
        } catch (NoSuchFieldException | IllegalAccessException notLent) {
            return lent;
        }
    }

    /** Closes the connection that this thread has for the method. */
    void close() {
        HttpConnection connection = (HttpConnection) get(CONNECTION, method);
        if (connection != null) {
            connection.close();
        }
    }

    /** The body of the response that the method holds is read from there. */
    void readFrom(InputStream stream) {
        set(STREAM, stream);
    }

    /** The head of the response, with the body that was read of it. */
    Saved save(byte @Nullable [] body) {
        return new Saved(
                (StatusLine) get(STATUS, method),
                (HttpVersion) get(VERSION, method),
                group(HEADERS).getAllHeaders(),
                group(TRAILERS).getAllHeaders(),
                body);
    }

    /** A response that the method does not hold any more. */
    static final class Saved {
        private final @Nullable StatusLine status;
        private final @Nullable HttpVersion version;
        private final Header[] headers;
        private final Header[] trailers;
        private final byte @Nullable [] body;

        Saved(
                @Nullable StatusLine status,
                @Nullable HttpVersion version,
                Header[] headers,
                Header[] trailers,
                byte @Nullable [] body) {
            this.status = status;
            this.version = version;
            this.headers = headers;
            this.trailers = trailers;
            this.body = body;
        }

        Header[] headers() {
            return headers;
        }

        byte @Nullable [] body() {
            return body;
        }

        Saved with(Header more) {
            Header[] all = Arrays.copyOf(headers, headers.length + 1);
            all[headers.length] = more;
            return new Saved(status, version, all, trailers, body);
        }
    }

    /** The response that the method holds. */
    Header[] responseHeaders() {
        return group(HEADERS).getAllHeaders();
    }

    void addResponseHeader(Header more) {
        group(HEADERS).addHeader(more);
    }

    /**
     * The method has this response again.
     *
     * @param stream what its body is read from; null when all of it is there
     */
    void restore(Saved saved, @Nullable InputStream stream) {
        set(USED, true);
        set(STATUS, saved.status);
        set(VERSION, saved.version);
        group(HEADERS).setHeaders(saved.headers);
        group(TRAILERS).setHeaders(saved.trailers);
        set(BODY, stream == null ? saved.body : null);
        set(STREAM, stream);
    }
}
