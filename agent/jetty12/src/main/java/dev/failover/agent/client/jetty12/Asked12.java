package dev.failover.agent.client.jetty12;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Idempotency;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.jetty.PlainPath;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.client.transport.ResponseListeners;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** What the program asked its client for, before the client adds to it what belongs to one connection. */
final class Asked12 {
    private final HttpClient client;
    private final HttpRequest request;
    private final Route route;
    private final HttpField[] fields;
    private final Rest rest;
    private final ResponseListeners ofRequest;
    private final Response.@Nullable CompleteListener listener;

    /** What an ordinary request does not have. Immutable. */
    private static final class Rest {
        static final Rest NONE = new Rest(null, null, Collections.emptyMap());

        final Request.@Nullable Content body;
        final boolean bodyRepeatable;
        final @Nullable HttpVersion version;
        /** The client adds to them what it knows of one exchange. */
        final Map<String, Object> attributes;

        Rest(Request.@Nullable Content body, @Nullable HttpVersion version, Map<String, Object> attributes) {
            this.body = body;
            // Nobody has begun to read it.
            bodyRepeatable = body == null || body.rewind();
            this.version = version;
            this.attributes = attributes;
        }
    }

    private Asked12(HttpClient client, HttpRequest request, Route route, Response.@Nullable CompleteListener listener) {
        this.client = client;
        this.request = request;
        this.route = route;
        fields = fields(request.getHeaders());
        rest = rest(request);
        ofRequest = request.getResponseListeners();
        this.listener = listener;
    }

    private static HttpField[] fields(HttpFields all) {
        HttpField[] copy = new HttpField[all.size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = all.getField(i);
        }
        return copy;
    }

    private static Rest rest(HttpRequest request) {
        Request.Content body = request.getBody();
        HttpVersion version = request.isVersionExplicit() ? request.getVersion() : null;
        Map<String, Object> attributes = request.getAttributes();
        return body == null && version == null && attributes.isEmpty()
                ? Rest.NONE
                : new Rest(body, version, attributes.isEmpty() ? Collections.emptyMap() : new HashMap<>(attributes));
    }

    /** Null when it is none of our business, or nothing that could be sent elsewhere. */
    static @Nullable Asked12 of(
            AgentEngine engine, HttpClient client, HttpRequest request, Response.@Nullable CompleteListener listener) {
        if (request.getMethod().equals("CONNECT") || !Transports.isByAddress(request)) {
            return null;
        }
        String path = path(request);
        Route route = path == null
                ? null
                : engine.routes().find(request.getScheme(), request.getHost(), request.getPort(), path);
        return route == null ? null : new Asked12(client, request, route, listener);
    }

    /** As it is in the URL; null when there is no URL, as for OPTIONS *. */
    private static @Nullable String path(HttpRequest request) {
        String path = request.getPath();
        if (path != null && PlainPath.is(path, request.getQuery())) {
            return path;
        }
        URI uri = request.getURI();
        return uri == null ? null : uri.getRawPath();
    }

    HttpClient client() {
        return client;
    }

    HttpRequest request() {
        return request;
    }

    Route route() {
        return route;
    }

    /** Those of the program, but for the one that the client adds to them when it sends its request. */
    ResponseListeners listenersOfRequest() {
        return ofRequest;
    }

    /** Those of the program, and the one that the client has not added to them. */
    ResponseListeners listenersOfCall() {
        ResponseListeners all = new ResponseListeners(ofRequest);
        if (listener != null) {
            all.addCompleteListener(listener, true);
        }
        return all;
    }

    Request.@Nullable Content body() {
        return rest.body;
    }

    /** As it was asked for. */
    URI uri() {
        return request.getURI();
    }

    /** The program's. */
    List<HttpField> fields() {
        return Arrays.asList(fields);
    }

    /** What the program, or we, have noted on the request; null for nothing. */
    @Nullable
    Object attribute(String name) {
        return rest.attributes.get(name);
    }

    boolean isIdempotent() {
        return Idempotency.ofMethod(request.getMethod()) || field(fields(), Idempotency.KEY) != null;
    }

    boolean isBodyRepeatable() {
        return rest.bodyRepeatable;
    }

    /** Whether an attempt goes where the program wanted to go. */
    boolean isAsWritten(Endpoint endpoint) {
        return route.service().isObserving() || route.isAddressed(endpoint);
    }

    /** The program's bound for the whole call in nanoseconds; 0 for none. */
    long timeoutNanos() {
        return Math.max(0, TimeUnit.MILLISECONDS.toNanos(request.getTimeout()));
    }

    /**
     * The same request once more. Whoever sent it before must have ended: they all have one body.
     *
     * @param conditions what it has in its head in place of fields of the same names
     */
    HttpRequest copyFor(Endpoint endpoint, long elapsedNanos, Headers conditions) {
        boolean asWritten = isAsWritten(endpoint);
        HttpRequest copy =
                new AttemptRequest12(client, asWritten ? uri() : URI.create(route.url(endpoint, uri().getRawQuery())));
        copyTo(copy, asWritten, elapsedNanos);
        for (int i = 0; i < conditions.size(); i++) {
            HttpField field = new HttpField(conditions.name(i), conditions.value(i));
            copy.headers(all -> all.put(field));
        }
        return copy;
    }

    /** Makes the body ready for another attempt. One that cannot be rewound was never begun. */
    void rewindBody() {
        if (rest.body != null) {
            rest.body.rewind();
        }
    }

    /** Makes another request the same. */
    void copyTo(HttpRequest copy, boolean asWritten, long elapsedNanos) {
        copy.method(request.getMethod());
        copyFields(copy, asWritten);
        if (rest.version != null) {
            copy.version(rest.version);
        }
        if (rest.body != null) {
            rewindBody();
            copy.body(rest.body);
        }
        for (HttpCookie cookie : request.getCookies()) {
            copy.cookie(cookie);
        }
        for (Map.Entry<String, Object> attribute : rest.attributes.entrySet()) {
            copy.attribute(attribute.getKey(), attribute.getValue());
        }
        copy.idleTimeout(request.getIdleTimeout(), TimeUnit.MILLISECONDS);
        copy.followRedirects(request.isFollowRedirects());
        copy.tag(request.getTag());
        copy.trailersSupplier(request.getTrailersSupplier());
        copy.onPush(request.getPushHandler());
        if (request.getTimeout() > 0) {
            long left = request.getTimeout() - TimeUnit.NANOSECONDS.toMillis(elapsedNanos);
            copy.timeout(Math.max(1, left), TimeUnit.MILLISECONDS);
        }
        Transports.copy(request, copy);
        RequestHooks.copy(request, copy);
    }

    private void copyFields(HttpRequest copy, boolean asWritten) {
        copy.headers(all -> {
            all.clear();
            for (HttpField field : fields) {
                if (asWritten || !isOwnHost(field)) {
                    all.add(field);
                }
            }
        });
    }

    /** Whether a field says no more than the URL does. */
    private boolean isOwnHost(HttpField field) {
        return field.getName().equalsIgnoreCase("Host") && authority().equalsIgnoreCase(field.getValue());
    }

    /** As the client itself would write it. */
    private String authority() {
        int usual = request.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return request.getPort() == usual ? request.getHost() : request.getHost() + ":" + request.getPort();
    }

    /** The value of the first field of that name, or null. */
    static @Nullable String field(Iterable<HttpField> fields, String name) {
        for (HttpField field : fields) {
            if (field.getName().equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return null;
    }
}
