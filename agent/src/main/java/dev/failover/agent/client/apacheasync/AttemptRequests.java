package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.UnknownUser;
import dev.failover.agent.client.apache.KnownUser;
import dev.failover.agent.client.apache.Requested;
import dev.failover.agent.client.apache.UserFields;
import dev.failover.call.Attempt;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
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

/** What the attempts of one call send. Thread-safe. */
final class AttemptRequests {
    private final Requested requested;
    private final @Nullable HttpContext programs;
    private final HttpAsyncClient client;
    private final ClientSettings settings;
    private volatile @Nullable RequestConfig bounded;
    private volatile Headers conditions = Headers.EMPTY;

    AttemptRequests(HttpAsyncClient client, Requested requested, @Nullable HttpContext programs) {
        this.client = client;
        this.requested = requested;
        this.programs = programs;
        settings = ClientSettings.of(client, requested.request(), programs);
    }

    /** All fields of the request, those included that the client adds; null when it has no cache. */
    @Nullable
    Headers cached() {
        Headers fields = UserFields.isOwn(client)
                ? KnownUser.fields(client, settings.processor(), requested, settings.config(), programs)
                : null;
        return UnknownUser.fields(fields, requested.method());
    }

    /** What the requests have in their heads besides, from now on. */
    void have(Headers more) {
        conditions = more;
    }

    /** The host that an attempt connects to. */
    HttpHost target(Endpoint endpoint) {
        return requested.isAsWritten(endpoint)
                ? requested.target()
                : new HttpHost(endpoint.host(), endpoint.port(), endpoint.scheme());
    }

    /** The request of an attempt, to be sent there. */
    AsyncRequest request(Attempt attempt, HttpHost target) {
        AsyncRequest request = plain(attempt, target);
        Headers more = conditions;
        for (int i = 0; i < more.size(); i++) {
            request.addHeader(more.name(i), more.value(i));
        }
        return request;
    }

    private AsyncRequest plain(Attempt attempt, HttpHost target) {
        Endpoint endpoint = attempt.endpoint();
        if (requested.isAsWritten(endpoint)) {
            return AsyncRequest.of(requested, requested.uri(), config(attempt));
        }
        // The client checks a certificate by the name of the host that it connects to, so that has to be the real one.
        boolean own = !requested.route().keepsAuthority(endpoint)
                || !endpoint.scheme().equals("http")
                || isProxied(target);
        AsyncRequest request = AsyncRequest.of(requested, requested.uriAt(endpoint, own), config(attempt));
        if (!own && settings.isMinimal() && !request.containsHeader(HTTP.TARGET_HOST)) {
            request.setHeader(HTTP.TARGET_HOST, requested.named().toHostString());
        }
        return request;
    }

    /** A proxy does not care for the address that we would connect to. */
    private boolean isProxied(HttpHost target) {
        HttpRoutePlanner planner = settings.planner();
        if (planner == null) {
            return false;
        }
        HttpClientContext seen =
                HttpClientContext.adapt(programs == null ? new BasicHttpContext() : new BasicHttpContext(programs));
        RequestConfig config = settings.config();
        if (config != null) {
            seen.setRequestConfig(config);
        }
        try {
            return planner.determineRoute(target, requested.request(), seen).getProxyHost() != null;
        } catch (HttpException noRoute) {
            // Then there is none for the client either: it will say so itself.
            return false;
        }
    }

    private @Nullable RequestConfig config(Attempt attempt) {
        RequestConfig config = null;
        if (attempt.connectTimeoutNanos() > 0) {
            config = bounded;
            if (config == null) {
                config = settings.bounded(attempt.connectTimeoutNanos());
                bounded = config;
            }
        }
        HttpRequest written = requested.request();
        return config == null && written instanceof Configurable ? ((Configurable) written).getConfig() : config;
    }

    /** The client leaves a request's configuration in the context, where it would count for the program's next call. */
    void settle(HttpContext context) {
        RequestConfig ours = bounded;
        if (ours != null && context.getAttribute(HttpClientContext.REQUEST_CONFIG) == ours) {
            context.setAttribute(HttpClientContext.REQUEST_CONFIG, settings.config());
        }
    }
}
