package dev.failover.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One base URL that can do the work of a service: scheme, host, port and base path. Immutable; equal when these four are
 * equal after normalisation (lower-case scheme and host, IPv6 addresses as in RFC 5952, explicit port, no trailing slash). Or an object of the program, by
 * {@linkplain #ofDelegate its name}.
 */
public final class Endpoint {
    private static final String DELEGATE = "delegate";
    private static final int LONGEST_NAME = 63;

    private final String scheme;
    private final String host;
    private final int port;
    private final String basePath;

    private Endpoint(String scheme, String host, int port, String basePath) {
        this.scheme = scheme;
        this.host = host;
        this.port = port;
        this.basePath = basePath;
    }

    /**
     * Reads a base URL such as {@code https://orders-1.example.com:8443/api}.
     *
     * @throws IllegalArgumentException if it is not an http or https URL with a host, or has a query, a fragment or user
     *     information; the message says what to write
     */
    public static Endpoint of(String url) {
        URI uri;
        try {
            uri = new URI(url.trim());
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(
                    "\"" + url + "\" is not a URL: " + malformed.getReason() + "; write https://host:port/path",
                    malformed);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "\"" + url + "\" does not begin with http:// or https://; write https://host:port/path");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("\"" + url + "\" has no host"
                    + (uri.getRawAuthority() == null ? "" : " that is a valid name or address")
                    + "; write " + scheme + "://host:port/path");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the endpoint on " + uri.getHost()
                    + " carries user information; write the URL without it and use api-key for credentials");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "\"" + url + "\" has a query or a fragment; an endpoint is scheme, host, port and path only");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new IllegalArgumentException("\"" + url + "\" has port " + uri.getPort() + "; allowed is 1 to 65535");
        }
        return new Endpoint(
                scheme,
                HostNames.canonical(uri.getHost()),
                effectivePort(scheme, uri.getPort()),
                base(uri.getRawPath()));
    }

    /**
     * What stands for an object of the program that does the work: it has a name in place of a URL.
     *
     * @param name up to 63 lower-case letters, digits and hyphens
     * @throws IllegalArgumentException if it is no such name
     */
    public static Endpoint ofDelegate(String name) {
        boolean valid = !name.isEmpty() && name.length() <= LONGEST_NAME && name.charAt(0) != '-';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            valid &= (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    "\"" + name
                            + "\" is not a name of a delegate; write up to 63 lower-case letters, digits and hyphens, such as primary");
        }
        return new Endpoint(DELEGATE, name, 0, "");
    }

    private static String base(@Nullable String rawPath) {
        String path = rawPath == null ? "" : rawPath;
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path;
    }

    /** The port itself, or 80 for http and 443 for https when it is negative, as in a URL that names none. */
    public static int effectivePort(String scheme, int port) {
        return port >= 0 ? port : scheme.equalsIgnoreCase("https") ? 443 : 80;
    }

    /** {@code http} or {@code https}; {@code delegate} for an object. */
    public String scheme() {
        return scheme;
    }

    /** In lower case; an IPv6 address in brackets, as RFC 5952 writes it. The name of an object. */
    public String host() {
        return host;
    }

    /** 1 to 65535, never absent; 0 for an object. */
    public int port() {
        return port;
    }

    /** Empty, or begins with a slash and ends without one. */
    public String basePath() {
        return basePath;
    }

    /** {@code host:port}, or the name of an object: the endpoint's name in metrics and messages. */
    public String id() {
        return port == 0 ? host : host + ":" + port;
    }

    /** {@code host}, with the port when it is not the scheme's own: what a {@code Host} header holds. */
    public String authority() {
        return port == effectivePort(scheme, -1) ? host : id();
    }

    /** The URL of {@code target}, which is encoded already: it begins with a slash, or is empty or a query for the base path itself. */
    public String url(String target) {
        return scheme + "://" + authority() + path(target);
    }

    /** The same without scheme and authority; never empty. */
    public String path(String target) {
        boolean isRoot = basePath.isEmpty() && (target.isEmpty() || target.charAt(0) == '?');
        return isRoot ? "/" + target : basePath + target;
    }

    /**
     * Whether a URL lies at or below this endpoint, and if so its path below the base path.
     *
     * @param host in any case, an IPv6 address with or without brackets
     * @param port negative when the URL names none
     * @param rawPath null or empty counts as {@code /}
     * @return the path below, beginning with a slash, empty when it is the base path itself, or null when the URL belongs
     *     elsewhere
     */
    public @Nullable String pathBelow(String scheme, String host, int port, @Nullable String rawPath) {
        if (effectivePort(scheme, port) != this.port
                || !this.scheme.equalsIgnoreCase(scheme)
                || !HostNames.isSame(this.host, host)) {
            return null;
        }
        String path = rawPath == null || rawPath.isEmpty() ? "/" : rawPath;
        return pathBelow(basePath, path);
    }

    /**
     * A path below a base path, whole segments only. A path whose {@code ..} climb above the base path is not below it: the
     * server is asked for something else then.
     *
     * @param basePath empty, or begins with a slash and ends without one
     * @param rawPath not empty
     * @return beginning with a slash, empty when it is the base path itself, or null when the path lies elsewhere
     */
    public static @Nullable String pathBelow(String basePath, String rawPath) {
        int length = basePath.length();
        if (!rawPath.startsWith(basePath)) {
            return null;
        }
        if (rawPath.length() == length) {
            return "";
        }
        return (length > 0 && rawPath.charAt(length) != '/') || DotSegments.climbOut(rawPath, length)
                ? null
                : length == 0 ? rawPath : rawPath.substring(length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Endpoint)) {
            return false;
        }
        Endpoint that = (Endpoint) other;
        return scheme.equals(that.scheme)
                && host.equals(that.host)
                && port == that.port
                && basePath.equals(that.basePath);
    }

    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }

    /** The base URL, or the name of an object. */
    @Override
    public String toString() {
        return port == 0 ? host : scheme + "://" + authority() + basePath;
    }
}
