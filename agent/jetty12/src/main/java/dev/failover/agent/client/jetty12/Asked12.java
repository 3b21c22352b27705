package dev.failover.agent.client.jetty12;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Idempotency;
import dev.failover.agent.client.Route;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import java.net.URI;
import java.util.ArrayList;
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
    private final URI uri;
    private final Route route;
    private final List<HttpField> fields;
    /** The client adds to them what it knows of one exchange. */
    private final Map<String, Object> attributes;

    private final Request.@Nullable Content body;
    private final boolean bodyRepeatable;
    private final @Nullable HttpVersion version;
    private final ResponseListeners listeners;

    private Asked12(
            HttpClient client,
            HttpRequest request,
            URI uri,
            Route route,
            Response.@Nullable CompleteListener listener) {
        this.client = client;
        this.request = request;
        this.uri = uri;
        this.route = route;
        HttpFields all = request.getHeaders();
        fields = new ArrayList<>(all.size());
        for (HttpField field : all) {
            fields.add(field);
        }
        Map<String, Object> programs = request.getAttributes();
        attributes = programs.isEmpty() ? Collections.emptyMap() : new HashMap<>(programs);
        body = request.getBody();
        // Nobody has begun to read it.
        bodyRepeatable = body == null || body.rewind();
        version = request.isVersionExplicit() ? request.getVersion() : null;
        listeners = new ResponseListeners(request.getResponseListeners());
        if (listener != null) {
            listeners.addCompleteListener(listener, true);
        }
    }

    /** Null when it is none of our business, or nothing that could be sent elsewhere. */
    static @Nullable Asked12 of(
            AgentEngine engine, HttpClient client, HttpRequest request, Response.@Nullable CompleteListener listener) {
        // No URL is what OPTIONS * and CONNECT have.
        URI uri = request.getURI();
        if (uri == null || request.getMethod().equals("CONNECT") || !Transports.isByAddress(request)) {
            return null;
        }
        Route route = engine.routes().find(request.getScheme(), request.getHost(), request.getPort(), uri.getRawPath());
        return route == null ? null : new Asked12(client, request, uri, route, listener);
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

    /** Those of the program. */
    ResponseListeners listeners() {
        return listeners;
    }

    Request.@Nullable Content body() {
        return body;
    }

    /** As it was asked for. */
    URI uri() {
        return uri;
    }

    /** The program's. */
    List<HttpField> fields() {
        return fields;
    }

    /** What the program, or we, have noted on the request; null for nothing. */
    @Nullable
    Object attribute(String name) {
        return attributes.get(name);
    }

    boolean isIdempotent() {
        return Idempotency.ofMethod(request.getMethod()) || field(fields, Idempotency.KEY) != null;
    }

    boolean isBodyRepeatable() {
        return bodyRepeatable;
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
                new AttemptRequest12(client, asWritten ? uri : URI.create(route.url(endpoint, uri.getRawQuery())));
        copyTo(copy, asWritten, elapsedNanos);
        for (int i = 0; i < conditions.size(); i++) {
            HttpField field = new HttpField(conditions.name(i), conditions.value(i));
            copy.headers(all -> all.put(field));
        }
        return copy;
    }

    /** Makes another request the same. */
    void copyTo(HttpRequest copy, boolean asWritten, long elapsedNanos) {
        copy.method(request.getMethod());
        copyFields(copy, asWritten);
        if (version != null) {
            copy.version(version);
        }
        if (body != null) {
            // One that cannot be rewound was never begun.
            body.rewind();
            copy.body(body);
        }
        for (HttpCookie cookie : request.getCookies()) {
            copy.cookie(cookie);
        }
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
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
