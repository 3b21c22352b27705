package dev.failover.agent.client.vertx;

import dev.failover.agent.client.Hosts;
import dev.failover.agent.client.Idempotency;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.Routes;
import dev.failover.call.Attempt;
import dev.failover.endpoint.Endpoint;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What the program asked for, and what it is for an attempt. Immutable. */
final class Requested {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Route route;
    /** The program's own, which it may change as soon as its method has returned. */
    private final RequestOptions first;

    private final RequestOptions options;
    private final @Nullable String rawQuery;

    private final boolean secure;
    private final boolean idempotent;
    private final String host;
    private final int port;

    private Requested(
            Route route, RequestOptions options, @Nullable String rawQuery, boolean secure, String host, int port) {
        this.route = route;
        this.secure = secure;
        this.host = host;
        this.port = port;
        this.first = options;
        this.options = new RequestOptions(options);
        this.rawQuery = rawQuery;
        MultiMap headers = this.options.getHeaders();
        idempotent = isIdempotent(this.options.getMethod()) || (headers != null && headers.contains(Idempotency.KEY));
    }

    /**
     * Looks whether a request belongs to a service.
     *
     * @param ssl what the client does with a request that does not say; null when it has to be asked
     * @param host the same
     * @param port the same
     * @return null when it does not, or is none that can be repeated
     */
    static @Nullable Requested of(
            Routes routes,
            HttpClient client,
            RequestOptions options,
            @Nullable Boolean ssl,
            @Nullable String host,
            @Nullable Integer port) {
        Boolean secure = options.isSsl() == null ? ssl : options.isSsl();
        String name = options.getHost() == null ? host : options.getHost();
        Integer number = options.getPort() == null ? port : options.getPort();
        if (secure == null || name == null || number == null) {
            HttpClientOptions ofClient = Versions.options(client);
            if (ofClient == null) {
                return null;
            }
            secure = secure == null ? Boolean.valueOf(ofClient.isSsl()) : secure;
            name = name == null ? ofClient.getDefaultHost() : name;
            number = number == null ? Integer.valueOf(ofClient.getDefaultPort()) : number;
        }
        if (name.indexOf(':') >= 0 && !name.startsWith("[")) {
            name = "[" + name + "]";
        }
        String uri = options.getURI();
        if (uri == null
                || !routes.mayKnow(name)
                || !(uri.isEmpty() || uri.startsWith("/") || uri.startsWith("?"))
                || HttpMethod.CONNECT.equals(options.getMethod())
                || Versions.server(options) != null
                // To break one request off would break those behind it.
                || KnownClient.isPipelining(client)) {
            return null;
        }
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        Route route = routes.find(secure ? "https" : "http", name, number, path.isEmpty() ? "/" : path);
        return route == null
                ? null
                : new Requested(route, options, query < 0 ? null : uri.substring(query + 1), secure, name, number);
    }

    Route route() {
        return route;
    }

    /** The same, when the program's options may have become those of something else. */
    Requested later() {
        return new Requested(route, options, rawQuery, secure, host, port);
    }

    /** The query as it is sent; null for none. */
    @Nullable
    String rawQuery() {
        return rawQuery;
    }

    boolean isSecure() {
        return secure;
    }

    /** Without the brackets of an address. */
    String host() {
        return Hosts.bare(host);
    }

    int port() {
        return port;
    }

    /** A copy. */
    RequestOptions options() {
        return new RequestOptions(options);
    }

    String uri() {
        return options.getURI();
    }

    String absoluteUri() {
        boolean isDefault = port == (secure ? HTTPS : HTTP);
        return (secure ? "https://" : "http://") + host + (isDefault ? "" : ":" + port) + uri();
    }

    /** A copy, as everything that the program may still change; null for none. */
    @Nullable
    MultiMap headers() {
        return options.getHeaders();
    }

    boolean followsRedirects() {
        return Boolean.TRUE.equals(options.getFollowRedirects());
    }

    /** For how long the program waits for a server that says nothing, by its options; 0 for ever. */
    long timeoutMillis() {
        return options.getTimeout();
    }

    /** By what the options say: what the program says to the request itself comes later. */
    boolean isIdempotent() {
        return idempotent;
    }

    static boolean isIdempotent(@Nullable HttpMethod method) {
        return method != null && Idempotency.ofMethod(method.name());
    }

    HttpMethod method() {
        return options.getMethod();
    }

    /**
     * How the client is asked for an attempt.
     *
     * @param onProgramsThread whether the program has not got control back
     */
    RequestOptions at(Attempt attempt, boolean onProgramsThread, boolean proxied) {
        Endpoint endpoint = attempt.endpoint();
        if (route.service().isObserving() || route.isAddressed(endpoint)) {
            return onProgramsThread ? first : options;
        }
        RequestOptions there = new RequestOptions(options)
                .setURI(route.pathAt(endpoint, rawQuery))
                .setSsl(endpoint.scheme().equals("https"));
        if (isPinned(endpoint, proxied)) {
            Versions.setServer(there, SocketAddress.inetSocketAddress(endpoint.port(), Hosts.bare(endpoint.host())));
            return there;
        }
        return there.setHost(endpoint.host()).setPort(endpoint.port());
    }

    /** @param proxied whether the client has asked a proxy, which connects to the name that it is told */
    boolean isPinned(Endpoint endpoint, boolean proxied) {
        return !proxied
                && !route.service().isObserving()
                && !route.isAddressed(endpoint)
                && route.keepsAuthority(endpoint);
    }
}
