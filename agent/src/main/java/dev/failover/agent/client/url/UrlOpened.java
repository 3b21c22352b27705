package dev.failover.agent.client.url;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Passing;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.ShortHandler;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.net.URLStreamHandler;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Takes the place of a connection that the JDK has just made for a URL, when the URL belongs to a service. */
public final class UrlOpened extends ShortHandler {
    private final AgentEngine engine;

    /** Made by name, on the first connection. */
    public UrlOpened() {
        this(AgentEngine.get());
    }

    UrlOpened(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object handler, @Nullable Object connection, @Nullable Object url, @Nullable Object proxy) {
        if (!(connection instanceof HttpURLConnection)
                || !(url instanceof URL)
                || !(handler instanceof URLStreamHandler)
                || Passing.isActive()) {
            return null;
        }
        URL address = (URL) url;
        Route route =
                engine.routes().find(address.getProtocol(), address.getHost(), address.getPort(), address.getPath());
        if (route == null) {
            return null;
        }
        HttpURLConnection real = (HttpURLConnection) connection;
        Opener opener = new Opener(route, address, (Proxy) proxy, (URLStreamHandler) handler);
        return new Object[] {facade(real, opener, engine)};
    }

    static HttpURLConnection facade(HttpURLConnection real, Opener opener, AgentEngine engine) {
        Recording recording = new Recording(real);
        UrlExchange exchange = opener.route().service().isObserving()
                ? new ObservedExchange(real, opener, recording)
                : new FailoverExchange(real, opener, recording, engine);
        return real instanceof HttpsURLConnection
                ? new HttpsFacade(opener.url(), exchange, recording)
                : new HttpFacade(opener.url(), exchange, recording);
    }
}
