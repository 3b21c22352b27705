package dev.failover.agent.client.apache;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Idempotency;
import dev.failover.agent.client.Route;
import dev.failover.endpoint.Endpoint;
import java.net.URI;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.methods.HttpUriRequest;
import org.jspecify.annotations.Nullable;

/** What the program asked its client for: a request and the host that it is for. Immutable. */
public final class Requested {
    private final HttpHost target;
    private final HttpRequest request;
    private final URI uri;
    private final Route route;

    private Requested(HttpHost target, HttpRequest request, URI uri, Route route) {
        this.target = target;
        this.request = request;
        this.uri = uri;
        this.route = route;
    }

    /** Null when it is none of our business, or nothing that could be sent elsewhere. */
    public static @Nullable Requested of(AgentEngine engine, @Nullable Object host, @Nullable Object asked) {
        if (!(host instanceof HttpHost) || !(asked instanceof HttpRequest)) {
            return null;
        }
        HttpHost target = (HttpHost) host;
        HttpRequest request = (HttpRequest) asked;
        if (!engine.routes().mayKnow(target.getHostName())) {
            return null;
        }
        URI uri = uriOf(request);
        Route route = uri == null
                ? null
                : engine.routes()
                        .find(target.getSchemeName(), target.getHostName(), target.getPort(), uri.getRawPath());
        return uri == null || route == null ? null : new Requested(target, request, uri, route);
    }

    /** Null when it is not readable: then it goes where it would have gone. */
    private static @Nullable URI uriOf(HttpRequest request) {
        if (request instanceof HttpUriRequest) {
            return ((HttpUriRequest) request).getURI();
        }
        try {
            return URI.create(request.getRequestLine().getUri());
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    /** The same, asked by a copy of the request. */
    public Requested by(HttpRequest copy) {
        return new Requested(target, copy, uri, route);
    }

    public HttpRequest request() {
        return request;
    }

    public String method() {
        // Most make all of the line anew to say so.
        return request instanceof HttpUriRequest
                ? ((HttpUriRequest) request).getMethod()
                : request.getRequestLine().getMethod();
    }

    /** As the program wrote it. */
    public URI uri() {
        return uri;
    }

    public HttpHost target() {
        return target;
    }

    public Route route() {
        return route;
    }

    public boolean isIdempotent() {
        return Idempotency.ofMethod(method()) || request.containsHeader(Idempotency.KEY);
    }

    boolean isBodyRepeatable() {
        HttpEntity body = body();
        return body == null || body.isRepeatable();
    }

    public @Nullable HttpEntity body() {
        return request instanceof HttpEntityEnclosingRequest
                ? ((HttpEntityEnclosingRequest) request).getEntity()
                : null;
    }

    /** Whether the program has broken its request off. */
    public boolean isAborted() {
        return request instanceof HttpUriRequest && ((HttpUriRequest) request).isAborted();
    }

    /** Whether an attempt goes where the program wanted to go. */
    public boolean isAsWritten(Endpoint endpoint) {
        return route.service().isObserving() || route.isAddressed(endpoint);
    }

    /**
     * The whole URL of an attempt that goes elsewhere.
     *
     * @param own whether in the name of the endpoint; else in the one that the program wrote
     */
    public URI uriAt(Endpoint endpoint, boolean own) {
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        String authority = own ? endpoint.authority() : authority();
        return URI.create(endpoint.scheme() + "://" + user + authority + route.pathAt(endpoint, uri.getRawQuery()));
    }

    /** Host and port as they stand in the program's own {@code Host} field. */
    private String authority() {
        HttpHost named = named();
        return named.getPort() < 0 ? named.getHostName() : named.getHostName() + ":" + named.getPort();
    }

    /** In whose name the program asks: the host of the URL that it wrote, else that which it goes to. */
    public HttpHost named() {
        return uri.isAbsolute() && uri.getHost() != null
                ? new HttpHost(uri.getHost(), uri.getPort(), uri.getScheme())
                : target;
    }
}
