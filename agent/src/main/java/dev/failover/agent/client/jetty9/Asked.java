package dev.failover.agent.client.jetty9;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Idempotency;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.jetty.PlainPath;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import java.net.HttpCookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final Route route;
    private final HttpField[] fields;
    /** The request's own list, and what the program has put into it. */
    private final List<Response.ResponseListener> ofRequest;

    /** The only one that the program has; null when it has none, or several. */
    private final Response.@Nullable ResponseListener listener;

    private final Rest rest;

    /** What an ordinary request does not have. Immutable. */
    private static final class Rest {
        static final Rest NONE = new Rest(null, null, Collections.emptyMap(), Collections.emptyList());

        final @Nullable Object body;
        final @Nullable HttpVersion version;
        /** The client adds to them what it knows of one exchange. */
        final Map<String, Object> attributes;

        /** If there is not exactly one. */
        final List<Response.ResponseListener> listeners;

        Rest(
                @Nullable Object body,
                @Nullable HttpVersion version,
                Map<String, Object> attributes,
                List<Response.ResponseListener> listeners) {
            this.body = body;
            this.version = version;
            this.attributes = attributes;
            this.listeners = listeners;
        }
    }

    private Asked(HttpClient client, HttpRequest request, Route route, List<Response.ResponseListener> listeners) {
        this.client = client;
        this.request = request;
        this.route = route;
        fields = Versions.fields(request);
        ofRequest = listeners;
        listener = listeners.size() == 1 ? listeners.get(0) : null;
        rest = rest(request, listeners);
    }

    private static Rest rest(HttpRequest request, List<Response.ResponseListener> listeners) {
        Object body = Versions.body(request);
        HttpVersion version = Versions.wantsVersion(request) ? request.getVersion() : null;
        Map<String, Object> attributes = request.getAttributes();
        int several = listeners.size();
        if (body == null && version == null && attributes.isEmpty() && several <= 1) {
            return Rest.NONE;
        }
        return new Rest(
                body,
                version,
                attributes.isEmpty() ? Collections.emptyMap() : new HashMap<>(attributes),
                several <= 1 ? Collections.emptyList() : new ArrayList<>(listeners));
    }

    /** Null when it is none of our business, or nothing that could be sent elsewhere. */
    static @Nullable Asked of(
            AgentEngine engine, HttpClient client, HttpRequest request, List<Response.ResponseListener> listeners) {
        if (request.getMethod().equals("CONNECT")) {
            return null;
        }
        String path = path(request);
        Route route = path == null
                ? null
                : engine.routes().find(request.getScheme(), request.getHost(), request.getPort(), path);
        return route == null ? null : new Asked(client, request, route, listeners);
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

    /** Those of the program. */
    List<Response.ResponseListener> listeners() {
        return listener == null ? rest.listeners : Collections.singletonList(listener);
    }

    /** How many these are. */
    int listenerCount() {
        return listener == null ? rest.listeners.size() : 1;
    }

    /** The only one of the program; null when it has none, or several. */
    Response.@Nullable ResponseListener listener() {
        return listener;
    }

    /** Lets the program's own request tell somebody else. */
    void listen(ResponseGate gate) {
        if (listener != null) {
            ofRequest.set(0, gate);
        } else {
            ofRequest.clear();
            ofRequest.addAll(gate.places());
        }
    }

    /** Gives the program's own request its listeners back. */
    void listenAsBefore() {
        ofRequest.clear();
        ofRequest.addAll(listeners());
    }

    /** As it was asked for. */
    URI uri() {
        return request.getURI();
    }

    /** The program's. */
    List<HttpField> fields() {
        return Arrays.asList(fields);
    }

    boolean hasBody() {
        return rest.body != null;
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
        return rest.body == null || Versions.isReproducible(rest.body);
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
                new AttemptRequest(client, asWritten ? uri() : URI.create(route.url(endpoint, uri().getRawQuery())));
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
        if (rest.version != null) {
            copy.version(rest.version);
        }
        if (rest.body != null) {
            Versions.body(copy, rest.body);
        }
        for (HttpCookie cookie : request.getCookies()) {
            copy.cookie(cookie);
        }
        for (Map.Entry<String, Object> attribute : rest.attributes.entrySet()) {
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
