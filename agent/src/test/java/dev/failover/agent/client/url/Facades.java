package dev.failover.agent.client.url;

import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;

/** Makes facades without an agent, as the woven code does. */
final class Facades {
    /** Stands for the JDK's handler, which cannot be named. */
    private static final URLStreamHandler HANDLER = new URLStreamHandler() {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            return URI.create(url.toString()).toURL().openConnection();
        }

        @Override
        protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
            return URI.create(url.toString()).toURL().openConnection(proxy);
        }
    };

    private Facades() {}

    static HttpURLConnection open(AgentEngine engine, String url) {
        return open(engine, url, Proxy.NO_PROXY);
    }

    /** As {@link #open}, but that the proxy selector is asked. */
    static HttpURLConnection openSelecting(AgentEngine engine, String url) {
        return open(engine, url, null);
    }

    private static HttpURLConnection open(AgentEngine engine, String url, Proxy proxy) {
        try {
            URL address = URI.create(url).toURL();
            URLConnection real = proxy == null ? address.openConnection() : address.openConnection(proxy);
            Object[] answer = new UrlOpened(engine).enter(HANDLER, real, address, proxy);
            if (answer == null) {
                throw new IllegalArgumentException(url + " belongs to no service");
            }
            return (HttpURLConnection) answer[0];
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static HttpURLConnection plain(String url) {
        try {
            return (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String text(InputStream in) throws IOException {
        return in == null ? null : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
