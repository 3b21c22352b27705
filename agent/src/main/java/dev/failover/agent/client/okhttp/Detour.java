package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Route;
import dev.failover.endpoint.Endpoint;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.Address;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request to another endpoint than its URL says. The client connects by the endpoint's URL, so that a connection
 * belongs to one endpoint whatever it is asked for; cookies, the cache and the program's interceptors see the URL that the
 * program asked for. Immutable.
 */
final class Detour {
    private final AgentEngine engine;
    private final Route route;
    private final Endpoint endpoint;
    private final Request original;
    private final HttpUrl there;
    private final Request request;
    /** Whether the endpoint is asked in the name that the program used. */
    private final boolean keepsName;
    /** Whether a URL alone tells on which side of the detour it lies. */
    private final boolean apart;

    Detour(AgentEngine engine, Route route, Endpoint endpoint, Request original) {
        this.engine = engine;
        this.route = route;
        this.endpoint = endpoint;
        this.original = original;
        HttpUrl here = original.url();
        there = parse(route.url(endpoint, here.encodedQuery()));
        request = original.newBuilder().url(there).build();
        keepsName = route.keepsAuthority(endpoint);
        apart = !isSameServer(here, there) && here.scheme().equals(there.scheme());
    }

    private static HttpUrl parse(String url) {
        HttpUrl parsed = HttpUrl.parse(url);
        if (parsed == null) {
            throw new IllegalArgumentException(url);
        }
        return parsed;
    }

    private static boolean isSameServer(HttpUrl one, HttpUrl other) {
        return one.port() == other.port()
                && one.host().equals(other.host())
                && one.scheme().equals(other.scheme());
    }

    /** The request as the client connects for it. */
    Request request() {
        return request;
    }

    /** A request of the client, the first one or one that follows from an answer, as the program would make it. */
    Request forProgram(Request any) {
        if (any == request) {
            return apart ? original : any;
        }
        HttpUrl url = apart ? here(any.url()) : any.url();
        return url.equals(any.url()) ? any : any.newBuilder().url(url).build();
    }

    /** A request with everything that OkHttp adds to it, as it goes into the network. */
    Request forNetwork(Request any) {
        HttpUrl url = apart ? there(any.url()) : any.url();
        if (url.equals(any.url())) {
            return any;
        }
        Request.Builder builder = any.newBuilder().url(url);
        if (!keepsName && original.header("Host") == null) {
            builder.header("Host", endpoint.authority());
        }
        return builder.build();
    }

    /** An answer, as the program would have got it. */
    Response forProgram(Response response) {
        Request asked = response.request();
        Request shown;
        if (asked == request || asked == original || asked.url().equals(there)) {
            shown = asked == request || asked == original ? original : withUrl(asked, original.url());
        } else {
            shown = withUrl(asked, here(asked.url()));
        }
        return shown == asked ? response : response.newBuilder().request(shown).build();
    }

    private static Request withUrl(Request any, HttpUrl url) {
        return url.equals(any.url()) ? any : any.newBuilder().url(url).build();
    }

    private HttpUrl here(HttpUrl url) {
        HttpUrl here = original.url();
        if (url.equals(there)) {
            return here;
        }
        if (!apart || !isSameServer(url, there)) {
            return url;
        }
        String mapped = route.asAddressed(endpoint, url.scheme(), Requests.host(url), url.port(), url.encodedPath());
        return mapped == null ? at(url, here) : withQuery(mapped, url);
    }

    private HttpUrl there(HttpUrl url) {
        if (url.equals(original.url())) {
            return there;
        }
        if (!isSameServer(url, original.url())) {
            return url;
        }
        Route other = Requests.route(engine, url);
        return other == null || other.service() != route.service()
                ? at(url, there)
                : parse(other.url(endpoint, url.encodedQuery()));
    }

    private static HttpUrl at(HttpUrl url, HttpUrl server) {
        return url.newBuilder()
                .scheme(server.scheme())
                .host(server.host())
                .port(server.port())
                .build();
    }

    private static HttpUrl withQuery(String target, HttpUrl url) {
        String query = url.encodedQuery();
        return parse(query == null ? target : target + "?" + query);
    }

    /**
     * Where the client connects to for a URL.
     *
     * @param made what it would connect to
     * @return null for that
     */
    @Nullable
    Address address(Address made, HttpUrl url) {
        HttpUrl target = apart ? there(url) : url;
        if (!isSameServer(target, there)) {
            return null;
        }
        SSLSocketFactory tls = made.sslSocketFactory();
        HostnameVerifier verifier = made.hostnameVerifier();
        boolean named = keepsName && tls != null && verifier != null;
        if (!named && target.equals(url)) {
            return null;
        }
        String name = original.url().host();
        return new Address(
                target.host(),
                target.port(),
                made.dns(),
                made.socketFactory(),
                named ? new NamedTls(tls, name) : tls,
                named ? new NamedVerifier(verifier, made.certificatePinner(), name) : verifier,
                made.certificatePinner(),
                made.proxyAuthenticator(),
                made.proxy(),
                made.protocols(),
                made.connectionSpecs(),
                made.proxySelector());
    }
}
