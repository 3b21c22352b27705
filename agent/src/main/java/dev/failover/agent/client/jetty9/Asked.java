package dev.failover.agent.client.jetty9;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Idempotency;
import dev.failover.agent.client.Route;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import java.net.HttpCookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** What the program asked its client for, before the client adds to it what belongs to one connection. */
final class Asked {
    private final HttpClient client;
    private final HttpRequest request;
    private final URI uri;
    private final Route route;
    private final List<HttpField> fields = new ArrayList<>(4);
    /** The client adds to them what it knows of one exchange. */
    private final Map<String, Object> attributes;

    private final @Nullable Object body;
    private final @Nullable HttpVersion version;
    /** The request's own list, and what the program has put into it. */
    private final List<Response.ResponseListener> ofRequest;

    private final List<Response.ResponseListener> listeners;

    private Asked(
            HttpClient client, HttpRequest request, URI uri, Route route, List<Response.ResponseListener> listeners) {
        this.client = client;
        this.request = request;
        this.uri = uri;
        this.route = route;
        // A class in some versions and an interface in others, but always this.
        Iterable<HttpField> all = request.getHeaders();
        for (HttpField field : all) {
            fields.add(field);
        }
        Map<String, Object> programs = request.getAttributes();
        attributes = programs.isEmpty() ? Collections.emptyMap() : new HashMap<>(programs);
        body = Versions.body(request);
        version = Versions.wantsVersion(request) ? request.getVersion() : null;
        ofRequest = listeners;
        this.listeners =
                listeners.size() == 1 ? Collections.singletonList(listeners.get(0)) : new ArrayList<>(listeners);
    }

    /** Null when it is none of our business, or nothing that could be sent elsewhere. */
    static @Nullable Asked of(
            AgentEngine engine, HttpClient client, HttpRequest request, List<Response.ResponseListener> listeners) {
        // No URL is what OPTIONS * and CONNECT have.
        URI uri = request.getURI();
        if (uri == null || request.getMethod().equals("CONNECT")) {
            return null;
        }
        Route route = engine.routes().find(request.getScheme(), request.getHost(), request.getPort(), uri.getRawPath());
        return route == null ? null : new Asked(client, request, uri, route, listeners);
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
    List<Response.ResponseListener> listeners() {
        return listeners;
    }

    /** Lets the program's own request tell somebody else. */
    void listen(ResponseGate gate) {
        if (listeners.size() == 1) {
            ofRequest.set(0, gate);
        } else {
            ofRequest.clear();
            ofRequest.addAll(gate.places());
        }
    }

    /** Gives the program's own request its listeners back. */
    void listenAsBefore() {
        ofRequest.clear();
        ofRequest.addAll(listeners);
    }

    /** As it was asked for. */
    URI uri() {
        return uri;
    }

    /** The program's. */
    List<HttpField> fields() {
        return fields;
    }

    boolean hasBody() {
        return body != null;
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
        return body == null || Versions.isReproducible(body);
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
     * The same request once more.
     *
     * @param conditions what it has in its head in place of fields of the same names
     */
    AttemptRequest copyFor(Endpoint endpoint, long elapsedNanos, Headers conditions) {
        boolean asWritten = isAsWritten(endpoint);
        AttemptRequest copy =
                new AttemptRequest(client, asWritten ? uri : URI.create(route.url(endpoint, uri.getRawQuery())));
        copyTo(copy, asWritten, elapsedNanos);
        for (int i = 0; i < conditions.size(); i++) {
            copy.header(conditions.name(i), null);
            copy.header(conditions.name(i), conditions.value(i));
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
            Versions.body(copy, body);
        }
        for (HttpCookie cookie : request.getCookies()) {
            copy.cookie(cookie);
        }
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            copy.attribute(attribute.getKey(), attribute.getValue());
        }
        copy.idleTimeout(request.getIdleTimeout(), TimeUnit.MILLISECONDS);
        copy.followRedirects(request.isFollowRedirects());
        if (request.getTimeout() > 0) {
            long left = request.getTimeout() - TimeUnit.NANOSECONDS.toMillis(elapsedNanos);
            copy.timeout(Math.max(1, left), TimeUnit.MILLISECONDS);
        }
        Versions.copyOthers(request, copy);
        for (Request.RequestListener listener : request.getRequestListeners(Request.RequestListener.class)) {
            copyListener(listener, copy);
        }
    }

    private void copyFields(HttpRequest copy, boolean asWritten) {
        copy.header("Accept-Encoding", null);
        copy.header("User-Agent", null);
        for (HttpField field : fields) {
            if (field.getValue() != null && (asWritten || !isOwnHost(field))) {
                copy.header(field.getName(), field.getValue());
            }
        }
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

    private static void copyListener(Request.RequestListener listener, HttpRequest copy) {
        if (listener instanceof Request.Listener) {
            copy.listener((Request.Listener) listener);
            return;
        }
        if (listener instanceof Request.QueuedListener) {
            copy.onRequestQueued((Request.QueuedListener) listener);
        }
        if (listener instanceof Request.BeginListener) {
            copy.onRequestBegin((Request.BeginListener) listener);
        }
        if (listener instanceof Request.HeadersListener) {
            copy.onRequestHeaders((Request.HeadersListener) listener);
        }
        if (listener instanceof Request.CommitListener) {
            copy.onRequestCommit((Request.CommitListener) listener);
        }
        if (listener instanceof Request.ContentListener) {
            copy.onRequestContent((Request.ContentListener) listener);
        }
        if (listener instanceof Request.SuccessListener) {
            copy.onRequestSuccess((Request.SuccessListener) listener);
        }
        if (listener instanceof Request.FailureListener) {
            copy.onRequestFailure((Request.FailureListener) listener);
        }
    }

    /** The lines of the field of that name. */
    static List<String> lines(Iterable<HttpField> fields, String name) {
        List<String> lines = new ArrayList<>();
        for (HttpField field : fields) {
            if (field.getName().equalsIgnoreCase(name)) {
                lines.add(field.getValue());
            }
        }
        return lines;
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
