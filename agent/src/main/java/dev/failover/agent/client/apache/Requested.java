package dev.failover.agent.client.apache;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Hosts;
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
public class Requested {
    private final HttpHost target;
    private final HttpRequest request;
    private final URI uri;
    private final Route route;

    /** @param route where {@link #route(AgentEngine, HttpHost, URI)} has found it to belong */
    protected Requested(HttpHost target, HttpRequest request, URI uri, Route route) {
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
        Route route = route(engine, target, uri);
        return uri == null || route == null ? null : new Requested(target, request, uri, route);
    }

    /** Null when it belongs nowhere, or asks for something that has no path: then nothing else can be asked for it. */
    protected static @Nullable Route route(AgentEngine engine, HttpHost target, @Nullable URI uri) {
        String path = uri == null ? null : uri.getRawPath();
        return path == null || !(path.isEmpty() || path.startsWith("/"))
                ? null
                : engine.routes().find(target.getSchemeName(), target.getHostName(), target.getPort(), path);
    }

    /** Null when it is not readable: then it goes where it would have gone. */
    protected static @Nullable URI uriOf(HttpRequest request) {
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
    public final Requested by(HttpRequest copy) {
        return new Requested(target, copy, uri, route);
    }

    public final HttpRequest request() {
        return request;
    }

    public final String method() {
        // Most make all of the line anew to say so.
        return request instanceof HttpUriRequest
                ? ((HttpUriRequest) request).getMethod()
                : request.getRequestLine().getMethod();
    }

    /** As the program wrote it. */
    public final URI uri() {
        return uri;
    }

    public final HttpHost target() {
        return target;
    }

    public final Route route() {
        return route;
    }

    public final boolean isIdempotent() {
        return Idempotency.ofMethod(method()) || request.containsHeader(Idempotency.KEY);
    }

    final boolean isBodyRepeatable() {
        HttpEntity body = body();
        return body == null || body.isRepeatable();
    }

    /**
     * Whether it is of the kind that can have a body, even if it has none: the client says so by {@code Content-Length: 0}, and
     * repeats by itself what is not of that kind.
     */
    public final boolean mayHaveBody() {
        return request instanceof HttpEntityEnclosingRequest;
    }

    public final @Nullable HttpEntity body() {
        return mayHaveBody() ? ((HttpEntityEnclosingRequest) request).getEntity() : null;
    }

    /** Whether the program has broken its request off. */
    public final boolean isAborted() {
        return request instanceof HttpUriRequest && ((HttpUriRequest) request).isAborted();
    }

    /** Whether an attempt goes where the program wanted to go. */
    public final boolean isAsWritten(Endpoint endpoint) {
        return route.service().isObserving() || route.isAddressed(endpoint);
    }

    /**
     * Whether an attempt that goes elsewhere can still ask in the name that the program wrote. Its URL may bear a name while
     * the host that it goes to is only an address.
     */
    public final boolean keepsName(Endpoint endpoint) {
        return route.keepsAuthority(endpoint)
                || (Hosts.isAddress(endpoint.host()) && !Hosts.isAddress(named().getHostName()));
    }

    /**
     * The whole URL of an attempt that goes elsewhere.
     *
     * @param own whether in the name of the endpoint; else in the one that the program wrote
     */
    public final URI uriAt(Endpoint endpoint, boolean own) {
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
    public final HttpHost named() {
        return uri.isAbsolute() && uri.getHost() != null
                ? new HttpHost(uri.getHost(), uri.getPort(), uri.getScheme())
                : target;
    }
}
