package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Hosts;
import dev.failover.agent.client.Idempotency;
import dev.failover.agent.client.Route;
import dev.failover.endpoint.Endpoint;
import java.net.InetAddress;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** Where one request of a client would go, by its own doing, and how it goes to another endpoint instead. Immutable. */
abstract class Hop {
    private static final int NO_PROXY = 1;
    private static final int ONE_PROXY = 2;

    private final Route route;
    private final HttpRequest request;
    private final @Nullable String rawQuery;

    /** @param route as {@link #find} has found it */
    Hop(Route route, HttpRequest request) {
        this.route = route;
        this.request = request;
        String path = request.getPath();
        int query = path.indexOf('?');
        rawQuery = query < 0 ? null : path.substring(query + 1);
    }

    /** Null when the request is none of our business, or goes by ways that lead to no other endpoint. */
    static @Nullable Route find(AgentEngine engine, HttpRoute own, HttpRequest request) {
        HttpHost target = own.getTargetHost();
        String host = written(target.getHostName());
        if (!engine.routes().mayKnow(host)) {
            return null;
        }
        String path = request.getPath();
        if (path == null
                || !path.startsWith("/")
                || "CONNECT".equals(request.getMethod())
                || own.getHopCount() > ONE_PROXY
                || NewerRoutes.isLocalSocket(own)) {
            return null;
        }
        int query = path.indexOf('?');
        String rawPath = query < 0 ? path : path.substring(0, query);
        return engine.routes().find(target.getSchemeName(), host, target.getPort(), rawPath);
    }

    /** As it stands in a URL: newer versions of the client take the brackets of an IPv6 address off. */
    private static String written(String host) {
        return host.indexOf(':') >= 0 && host.charAt(0) != '[' ? "[" + host + "]" : host;
    }

    final Route route() {
        return route;
    }

    final HttpRequest request() {
        return request;
    }

    /** As the client itself has chosen it. */
    abstract HttpRoute own();

    /** As the program wrote it; null for none. */
    @Nullable
    final String rawQuery() {
        return rawQuery;
    }

    final boolean isIdempotent() {
        return Idempotency.ofMethod(request.getMethod()) || request.containsHeader(Idempotency.KEY);
    }

    /** Whether an attempt goes where the program wanted to go, just as it wrote it. */
    final boolean isAsWritten(Endpoint endpoint) {
        return route.service().isObserving() || route.isAddressed(endpoint);
    }

    /**
     * The way to an endpoint.
     *
     * @param pinnable whether the client connects to the address of a host that has one, whatever its name is
     */
    final HttpRoute at(Endpoint endpoint, boolean pinnable) {
        HttpRoute own = own();
        if (isAsWritten(endpoint)) {
            return own;
        }
        InetAddress local = own.getLocalAddress();
        boolean secure = endpoint.scheme().equals("https");
        HttpHost target = target(endpoint, pinnable);
        if (own.getHopCount() == NO_PROXY) {
            return new HttpRoute(target, local, secure);
        }
        return secure == own.isSecure()
                ? new HttpRoute(target, local, own.getProxyHost(), secure, own.getTunnelType(), own.getLayerType())
                : new HttpRoute(target, local, own.getProxyHost(), secure);
    }

    private HttpHost target(Endpoint endpoint, boolean pinnable) {
        InetAddress address = pinnable && keepsAuthority(endpoint, true) && !Hosts.isAddress(name())
                ? Hosts.addressNamed(name(), endpoint.host())
                : null;
        return address == null
                ? new HttpHost(endpoint.scheme(), endpoint.host(), endpoint.port())
                : new HttpHost(endpoint.scheme(), address, name(), endpoint.port());
    }

    /** In whose name the program asks, as far as certificates go. */
    private String name() {
        NamedEndpoint ofCertificate = NewerRoutes.targetName(own());
        return ofCertificate == null ? own().getTargetHost().getHostName() : ofCertificate.getHostName();
    }

    /** The authority that a request to an endpoint bears. */
    final URIAuthority authority(Endpoint endpoint, boolean pinnable) {
        URIAuthority programs = request.getAuthority();
        if (keepsAuthority(endpoint, pinnable)) {
            return programs == null ? new URIAuthority(own().getTargetHost()) : programs;
        }
        boolean usual = endpoint.port() == Endpoint.effectivePort(endpoint.scheme(), -1);
        return new URIAuthority(endpoint.host(), usual ? -1 : endpoint.port());
    }

    /** By way of a proxy, only the authority says where the request goes; and it is what a certificate is for. */
    private boolean keepsAuthority(Endpoint endpoint, boolean pinnable) {
        return own().getHopCount() == NO_PROXY
                && (route.keepsAuthority(endpoint) || (bearsName() && Hosts.isAddress(endpoint.host())))
                && (pinnable || endpoint.scheme().equals("http"));
    }

    /** Whether the request bears a name even if the host that it goes to is only an address. */
    private boolean bearsName() {
        URIAuthority programs = request.getAuthority();
        return programs != null && !Hosts.isAddress(written(programs.getHostName()));
    }

    /** Path and query of a request to an endpoint. */
    final String path(Endpoint endpoint) {
        return isAsWritten(endpoint) ? request.getPath() : route.pathAt(endpoint, rawQuery);
    }
}
