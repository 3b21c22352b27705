package dev.failover.agent.client.reactor;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClientConfig;

/** What a request was addressed to, read as the client reads it. Immutable. */
final class Requested {
    /** A race costs a copy. */
    private static volatile String latestHost = "";

    private final String scheme;
    private final String host;
    private final int port;
    private final String rawPath;
    private final @Nullable String rawQuery;

    private Requested(String scheme, String host, int port, String pathAndQuery) {
        this.scheme = scheme;
        this.host = host;
        this.port = port;
        int query = pathAndQuery.indexOf('?');
        rawPath = query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
        rawQuery = query < 0 ? null : pathAndQuery.substring(query + 1);
    }

    String scheme() {
        return scheme;
    }

    /** An IPv6 address in brackets. */
    String host() {
        return host;
    }

    /** Negative when none was named. */
    int port() {
        return port;
    }

    String rawPath() {
        return rawPath;
    }

    @Nullable
    String rawQuery() {
        return rawQuery;
    }

    /** @return null when it is not known yet, or nothing that a service could be called by */
    static @Nullable Requested of(HttpClientConfig config) {
        String uri = config.uri();
        if (uri == null) {
            // To come by a Mono, if at all.
            return null;
        }
        String base = config.baseUrl();
        if (base != null && uri.startsWith("/")) {
            uri = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + uri;
        }
        String ofClient = config.isSecure() ? "https" : "http";
        return uri.startsWith("/") ? relative(config, ofClient, uri) : absolute(ofClient, uri);
    }

    private static @Nullable Requested relative(HttpClientConfig config, String scheme, String pathAndQuery) {
        Supplier<? extends SocketAddress> remote = config.remoteAddress();
        SocketAddress address = remote == null ? null : remote.get();
        if (!(address instanceof InetSocketAddress)) {
            return null;
        }
        InetSocketAddress internet = (InetSocketAddress) address;
        String host = internet.getHostString();
        return new Requested(scheme, host.indexOf(':') < 0 ? host : "[" + host + "]", internet.getPort(), pathAndQuery);
    }

    private static @Nullable Requested absolute(String ofClient, String uri) {
        int colon = uri.indexOf("://");
        String scheme = colon < 0 ? ofClient : scheme(uri, colon);
        int begin = colon < 0 ? 0 : colon + 3;
        int end = begin;
        while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
            end++;
        }
        int afterHost = uri.startsWith("[", begin) ? uri.indexOf(']', begin) + 1 : uri.indexOf(':', begin);
        if (afterHost <= begin || afterHost > end) {
            afterHost = end;
        }
        int port = -1;
        if (afterHost < end) {
            port = number(uri, afterHost + 1, end);
            if (port < 0) {
                return null;
            }
        }
        int fragment = uri.indexOf('#', end);
        String rest = uri.substring(end, fragment < 0 ? uri.length() : fragment);
        String path = rest.isEmpty() ? "/" : rest.startsWith("/") ? rest : "/" + rest;
        return new Requested(scheme, host(uri, begin, afterHost), port, path);
    }

    private static String scheme(String uri, int end) {
        return uri.startsWith("http://") ? "http" : uri.startsWith("https://") ? "https" : uri.substring(0, end);
    }

    /** Mostly the same one as before. */
    private static String host(String uri, int begin, int end) {
        String known = latestHost;
        if (known.length() == end - begin && uri.startsWith(known, begin)) {
            return known;
        }
        String host = uri.substring(begin, end);
        latestHost = host;
        return host;
    }

    private static int number(String text, int begin, int end) {
        int value = 0;
        for (int i = begin; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > 0xFFFF) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return begin == end ? -1 : value;
    }
}
