package dev.failover.config;

import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.HostNames;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for URLs that belong to a service: {@code SCHEME://HOST[:PORT][/BASE]}.
 *
 * <ul>
 *   <li>scheme: {@code http}, {@code https}, or {@code *} for both;
 *   <li>host: a name or address, or {@code *.} and a domain for every host below that domain;
 *   <li>port: a number, {@code *} for any, or nothing for the default port of the scheme;
 *   <li>base: the path begins with it, whole segments only; {@code /api} matches {@code /api} and {@code /api/x}, but
 *       not {@code /apis}, nor what climbs out again as {@code /api/../x}. A {@code /*} at its end means nothing more and
 *       may be left out.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class UrlPattern {
    private static final int ANY_PORT = 0;
    private static final int DEFAULT_PORT = -1;

    private final String scheme;
    private final String host;
    private final int port;
    private final String base;

    private UrlPattern(String scheme, String host, int port, String base) {
        this.scheme = scheme;
        this.host = host;
        this.port = port;
        this.base = base;
    }

    /**
     * Reads a pattern.
     *
     * @param text such as {@code https://*.example.com/api}
     * @return the pattern
     * @throws InvalidValueException if it is none
     */
    public static UrlPattern parse(String text) {
        String pattern = text.trim();
        int colon = pattern.indexOf("://");
        String scheme = colon < 0 ? "" : Text.lower(pattern.substring(0, colon));
        if (!scheme.equals("http") && !scheme.equals("https") && !scheme.equals("*")) {
            throw wrong(pattern, "must begin with http://, https:// or *://");
        }
        int slash = pattern.indexOf('/', colon + 3);
        String authority = slash < 0 ? pattern.substring(colon + 3) : pattern.substring(colon + 3, slash);
        int portColon = authority.indexOf(':', authority.indexOf(']') + 1);
        String host = Text.lower(portColon < 0 ? authority : authority.substring(0, portColon));
        if (host.startsWith("[")) {
            host = ip6(pattern, host);
        } else {
            checkName(pattern, host);
        }
        int port = portColon < 0 ? DEFAULT_PORT : port(pattern, authority.substring(portColon + 1));
        return new UrlPattern(scheme, host, port, slash < 0 ? "" : base(pattern, pattern.substring(slash)));
    }

    private static String ip6(String pattern, String host) {
        String address = host.indexOf('%') < 0 && HostNames.isIp6(host) ? HostNames.ip6(host) : null;
        if (address == null || !host.endsWith("]")) {
            throw wrong(pattern, "has no valid IPv6 address in its brackets; write it as in http://[::1]:8080");
        }
        return address;
    }

    private static void checkName(String pattern, String host) {
        String name = host.startsWith("*.") ? host.substring(2) : host;
        boolean valid = !name.isEmpty() && name.charAt(0) != '.';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            valid &= Text.isLowerLetter(c) || Text.isDigit(c) || c == '.' || c == '-' || c == '_';
        }
        if (!valid) {
            throw wrong(pattern, "has no valid host; write a host name, or *.example.com for all hosts below a domain");
        }
    }

    private static int port(String pattern, String text) {
        if (text.equals("*")) {
            return ANY_PORT;
        }
        int port = Text.isDigits(text) && text.length() <= 5 ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65_535) {
            throw wrong(pattern, "has a bad port; write 1 to 65535, or * for any");
        }
        return port;
    }

    private static String base(String pattern, String path) {
        String base = path.endsWith("/*") ? path.substring(0, path.length() - 2) : path;
        while (base.endsWith("/")) {
            base = base.substring(0, base.length() - 1);
        }
        for (int i = 0; i < base.length(); i++) {
            char c = base.charAt(i);
            if (c <= ' ' || c == '*' || c == '?' || c == '#') {
                throw wrong(
                        pattern,
                        "may have * in place of the scheme or port, before the domain and at its end only,"
                                + " and no query or fragment");
            }
        }
        return base;
    }

    private static InvalidValueException wrong(String pattern, String what) {
        return new InvalidValueException("pattern " + Text.quoteUrl(pattern) + " " + what);
    }

    /**
     * Whether a URL of these parts belongs to the pattern, and if so its path below the pattern's base: an endpoint's own
     * base path takes the place of that.
     *
     * @param scheme in any case
     * @param host in any case, an IPv6 address with or without brackets
     * @param port -1 for the default port of the scheme
     * @param rawPath null or empty counts as {@code /}
     * @return the path below, beginning with a slash, empty when it is the base path itself, or null when the URL belongs
     *     elsewhere
     */
    public @Nullable String pathBelow(String scheme, String host, int port, @Nullable String rawPath) {
        boolean secure = scheme.equalsIgnoreCase("https");
        if (!secure && !scheme.equalsIgnoreCase("http")) {
            return null;
        }
        if (!this.scheme.equals("*") && !this.scheme.equalsIgnoreCase(scheme)) {
            return null;
        }
        int defaultPort = secure ? 443 : 80;
        int wanted = this.port == DEFAULT_PORT ? defaultPort : this.port;
        if (wanted != ANY_PORT && wanted != (port < 0 ? defaultPort : port)) {
            return null;
        }
        return hostMatches(host)
                ? Endpoint.pathBelow(base, rawPath == null || rawPath.isEmpty() ? "/" : rawPath)
                : null;
    }

    /** A name or address in lower case, IPv6 in brackets as RFC 5952 writes it, or {@code *.} and a domain. */
    public String host() {
        return host;
    }

    /** Empty, or begins with a slash and ends without one. */
    public String base() {
        return base;
    }

    private boolean hostMatches(String candidate) {
        if (!host.startsWith("*.")) {
            return HostNames.isSame(host, candidate);
        }
        // From the dot on: "*.example.com" is neither "example.com" nor "badexample.com".
        int tail = host.length() - 1;
        return candidate.length() > tail && candidate.regionMatches(true, candidate.length() - tail, host, 1, tail);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UrlPattern && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The normalised pattern. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port == DEFAULT_PORT ? "" : port == ANY_PORT ? ":*" : ":" + port) + base;
    }
}
