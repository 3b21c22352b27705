package dev.failover.agent.client.vertx;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamPriority;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a {@link LateRequest} tells of itself before it is connected. */
final class LateValues {
    /** What a request has from the beginning. */
    private static final int REDIRECT_BUFFER = 4096;

    private final LateRequest late;
    /** What the program has set, by the name of the method that set it. */
    private final Map<String, Object> set = new ConcurrentHashMap<>();

    LateValues(LateRequest late) {
        this.late = late;
    }

    void note(String setter, @Nullable Object value) {
        if (value != null) {
            set.put(setter, value);
        }
    }

    boolean knows(String name) {
        switch (name) {
            case "headers":
            case "getMethod":
            case "getURI":
            case "absoluteURI":
            case "path":
            case "query":
            case "getHost":
            case "getPort":
            case "authority":
            case "version":
            case "isChunked":
            case "isFollowRedirects":
            case "getMaxRedirects":
            case "maxRedirectBufferSize":
            case "numberOfRedirections":
            case "traceOperation":
            case "getStreamPriority":
            case "writeQueueFull":
                return true;
            default:
                return false;
        }
    }

    /** One of those that are known. */
    @Nullable
    Object get(Method method) throws ReflectiveOperationException {
        Requested requested = late.requested();
        String uri = requested.uri();
        int query = uri.indexOf('?');
        switch (method.getName()) {
            case "headers":
                return late.headers();
            case "getMethod":
                return late.method();
            case "getURI":
                return uri;
            case "absoluteURI":
                return requested.absoluteUri();
            case "path":
                return query < 0 ? uri : uri.substring(0, query);
            case "query":
                return query < 0 ? null : uri.substring(query + 1);
            case "getHost":
                return requested.host();
            case "getPort":
                return requested.port();
            case "authority":
                return method.getReturnType()
                        .getMethod("create", String.class, int.class)
                        .invoke(null, requested.host(), requested.port());
            case "isFollowRedirects":
                return late.followsRedirects();
            default:
                return ofClient(method.getName());
        }
    }

    private @Nullable Object ofClient(String name) {
        HttpClientOptions options = Versions.options(late.client());
        switch (name) {
            case "version":
                return options == null ? HttpVersion.HTTP_1_1 : options.getProtocolVersion();
            case "isChunked":
                return set.getOrDefault("setChunked", false);
            case "getMaxRedirects":
                int most = options == null ? HttpClientOptions.DEFAULT_MAX_REDIRECTS : options.getMaxRedirects();
                return set.getOrDefault("setMaxRedirects", most);
            case "maxRedirectBufferSize":
                return set.getOrDefault(name, REDIRECT_BUFFER);
            case "numberOfRedirections":
                return 0;
            case "traceOperation":
                return set.get(name);
            case "getStreamPriority":
                return set.getOrDefault("setStreamPriority", new StreamPriority());
            default:
                // Who writes before it is connected waits until it is told to go on.
                return late.isConnecting();
        }
    }
}
