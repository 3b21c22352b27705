package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.UnknownUser;
import dev.failover.agent.client.apache.KnownUser;
import dev.failover.agent.client.apache.Requested;
import dev.failover.agent.client.apache.UserFields;
import dev.failover.call.Attempt;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import java.net.URI;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.Configurable;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.conn.routing.HttpRoutePlanner;
import org.apache.http.nio.client.HttpAsyncClient;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HTTP;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** What the program asked its client for, and what the attempts of that call send. Thread-safe. */
final class AttemptRequests extends Requested {
    private final HttpAsyncClient client;
    private final @Nullable HttpContext context;
    private final @Nullable RequestConfig config;
    private volatile @Nullable RequestConfig bounded;
    private volatile Headers conditions = Headers.EMPTY;

    private AttemptRequests(
            HttpAsyncClient client,
            HttpHost target,
            HttpRequest request,
            URI uri,
            Route route,
            @Nullable HttpContext context) {
        super(target, request, uri, route);
        this.client = client;
        this.context = context;
        config = ClientSettings.of(client).config(client, request, context);
    }

    /**
     * Null when it is none of our business, or nothing that could be sent elsewhere.
     *
     * @param context the program's own
     */
    static @Nullable AttemptRequests of(
            AgentEngine engine,
            HttpAsyncClient client,
            HttpHost target,
            HttpRequest request,
            @Nullable HttpContext context) {
        URI uri = uriOf(request);
        Route route = route(engine, target, uri);
        return uri == null || route == null ? null : new AttemptRequests(client, target, request, uri, route, context);
    }

    /** The same, asked by a copy of the request in another context. */
    AttemptRequests by(HttpRequest copy, @Nullable HttpContext own) {
        return new AttemptRequests(client, target(), copy, uri(), route(), own);
    }

    HttpAsyncClient client() {
        return client;
    }

    /** The program's own; null when it gave none. */
    @Nullable
    HttpContext context() {
        return context;
    }

    private ClientSettings settings() {
        return ClientSettings.of(client);
    }

    /** All fields of the request, those included that the client adds; null when it has no cache. */
    @Nullable
    Headers cached() {
        Headers fields = UserFields.isOwn(client)
                ? KnownUser.fields(client, settings().processor(client), this, config, context)
                : null;
        return UnknownUser.fields(fields, method());
    }

    /** What the requests have in their heads besides, from now on. */
    void have(Headers more) {
        conditions = more;
    }

    /** The host that an attempt connects to. */
    private HttpHost target(Endpoint endpoint) {
        return isAsWritten(endpoint) ? target() : new HttpHost(endpoint.host(), endpoint.port(), endpoint.scheme());
    }

    /** The request of an attempt. */
    AsyncRequest request(AsyncAttempt<?> tried) {
        AsyncRequest request = plain(tried);
        Headers more = conditions;
        for (int i = 0; i < more.size(); i++) {
            request.addHeader(more.name(i), more.value(i));
        }
        return request;
    }

    private AsyncRequest plain(AsyncAttempt<?> tried) {
        Endpoint endpoint = tried.attempt().endpoint();
        HttpHost target = target(endpoint);
        RequestConfig bound = config(tried.attempt());
        if (isAsWritten(endpoint)) {
            return AsyncRequest.of(this, target, uri(), bound, tried);
        }
        // The client checks a certificate by the name of the host that it connects to, so that has to be the real one.
        boolean own = !keepsName(endpoint) || !endpoint.scheme().equals("http") || isProxied(target);
        AsyncRequest request = AsyncRequest.of(this, target, line(endpoint, own), bound, tried);
        if (!own && settings().isMinimal() && !request.containsHeader(HTTP.TARGET_HOST)) {
            request.setHeader(HTTP.TARGET_HOST, named().toHostString());
        }
        return request;
    }

    /** A minimal client sends a URL as it stands, and there are servers that want it without a host if they got it so. */
    private URI line(Endpoint endpoint, boolean own) {
        if (settings().isMinimal() && !uri().isAbsolute()) {
            String path = route().pathAt(endpoint, uri().getRawQuery());
            if (path.startsWith("/") && !path.startsWith("//")) {
                return URI.create(path);
            }
        }
        return uriAt(endpoint, own);
    }

    /** A proxy does not care for the address that we would connect to. */
    private boolean isProxied(HttpHost target) {
        HttpRoutePlanner planner = settings().planner(client);
        if (planner == null) {
            return false;
        }
        HttpClientContext seen =
                HttpClientContext.adapt(context == null ? new BasicHttpContext() : new BasicHttpContext(context));
        if (config != null) {
            seen.setRequestConfig(config);
        }
        try {
            return planner.determineRoute(target, request(), seen).getProxyHost() != null;
        } catch (HttpException noRoute) {
            // Then there is none for the client either: it will say so itself.
            return false;
        }
    }

    private @Nullable RequestConfig config(Attempt attempt) {
        RequestConfig shorter = null;
        if (attempt.connectTimeoutNanos() > 0) {
            shorter = bounded;
            if (shorter == null) {
                shorter = settings().bounded(config, attempt.connectTimeoutNanos());
                bounded = shorter;
            }
        }
        HttpRequest written = request();
        return shorter == null && written instanceof Configurable ? ((Configurable) written).getConfig() : shorter;
    }

    /** The client leaves a request's configuration in the context, where it would count for the program's next call. */
    void settle(HttpContext seen) {
        RequestConfig ours = bounded;
        if (ours != null && seen.getAttribute(HttpClientContext.REQUEST_CONFIG) == ours) {
            seen.setAttribute(HttpClientContext.REQUEST_CONFIG, config);
        }
    }
}
