package dev.failover.agent.client.url;

import dev.failover.agent.client.Passing;
import dev.failover.agent.client.Route;
import dev.failover.endpoint.Endpoint;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLStreamHandler;
import org.jspecify.annotations.Nullable;

/** What the program addressed, and how to address the same at another endpoint. Immutable. */
final class Opener {
    private final Route route;
    private final URL url;
    private final @Nullable Proxy proxy;
    private final URLStreamHandler handler;

    Opener(Route route, URL url, @Nullable Proxy proxy, URLStreamHandler handler) {
        this.route = route;
        this.url = url;
        this.proxy = proxy;
        this.handler = handler;
    }

    Route route() {
        return route;
    }

    /** As the program wrote it. */
    URL url() {
        return url;
    }

    /** A connection of the JDK's own to the same path at an endpoint; nothing is sent yet. */
    HttpURLConnection open(Endpoint endpoint) throws IOException {
        return open(at(endpoint));
    }

    /** Another connection of the JDK's own to what the program addressed; nothing is sent yet. */
    HttpURLConnection openAgain() throws IOException {
        return open(url);
    }

    private HttpURLConnection open(URL there) throws IOException {
        return (HttpURLConnection)
                Passing.through(() -> proxy == null ? there.openConnection() : there.openConnection(proxy));
    }

    private URL at(Endpoint endpoint) throws MalformedURLException {
        if (route.isAddressed(endpoint)) {
            return url;
        }
        boolean sameKind = endpoint.scheme().equalsIgnoreCase(url.getProtocol());
        return new URL(null, route.url(endpoint, url.getQuery()), sameKind ? handler : null);
    }

    /** The URL that the program would see had the endpoint that it addressed answered. */
    URL shown(HttpURLConnection connection, @Nullable Endpoint endpoint) {
        URL seen = connection.getURL();
        if (endpoint == null || route.isAddressed(endpoint)) {
            return seen;
        }
        try {
            if (seen.toExternalForm().equals(at(endpoint).toExternalForm())) {
                return url;
            }
            String mapped =
                    route.asAddressed(endpoint, seen.getProtocol(), seen.getHost(), seen.getPort(), seen.getPath());
            return mapped == null ? seen : new URL(mapped + (seen.getQuery() == null ? "" : "?" + seen.getQuery()));
        } catch (MalformedURLException unlikely) {
            return seen;
        }
    }
}
