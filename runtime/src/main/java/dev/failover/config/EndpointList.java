package dev.failover.config;

import dev.failover.endpoint.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Endpoints as they are written in a configuration. Nothing here asks the DNS. Stateless. */
public final class EndpointList {
    private EndpointList() {}

    /**
     * Reads base URLs that are separated by commas, in order of preference.
     *
     * @param text at least one URL, as {@link #parseOne} reads it
     * @return the endpoints, unmodifiable, without duplicates, never empty
     * @throws InvalidValueException if one of them is malformed or stands twice, or there is none; the message names all
     */
    public static List<Endpoint> parse(String text) {
        List<Endpoint> endpoints = new ArrayList<>();
        StringBuilder wrong = new StringBuilder();
        for (String item : ListText.split(text)) {
            try {
                Endpoint endpoint = parseOne(item);
                if (endpoints.contains(endpoint)) {
                    throw wrong(item, "stands twice in the list; remove one");
                }
                endpoints.add(endpoint);
            } catch (InvalidValueException e) {
                wrong.append(wrong.length() == 0 ? "" : "; ").append(e.getMessage());
            }
        }
        if (wrong.length() > 0) {
            throw new InvalidValueException(wrong.toString());
        }
        if (endpoints.isEmpty()) {
            throw new InvalidValueException("the list has no endpoint; write https://HOST, https://OTHER-HOST");
        }
        return Collections.unmodifiableList(endpoints);
    }

    /**
     * Reads one base URL.
     *
     * @param text {@code http} or {@code https}, a host, and if need be a port and a base path, such as {@code
     *     https://a.example:8443/api}; no user info, parameters, query or fragment, and no {@code ..} in the path
     * @return the endpoint
     * @throws InvalidValueException if it is no such URL; the message never repeats a user name or password
     */
    public static Endpoint parseOne(String text) {
        String url = text.trim();
        int colon = url.indexOf("://");
        if (colon < 0) {
            throw wrong(url, "has no scheme; write https://HOST or http://HOST:PORT/BASE");
        }
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c <= ' ') {
                throw wrong(url, "contains white space; separate endpoints with commas");
            }
            // Kept free for parameters of an endpoint: what is a path today must not change its meaning then.
            if (c == ';') {
                throw wrong(url, "contains ';'; write https://HOST:PORT/BASE without parameters");
            }
        }
        int path = url.indexOf('/', colon + 3);
        String authority = path < 0 ? url.substring(colon + 3) : url.substring(colon + 3, path);
        // Before anything else looks at the URL, and repeats the password in its message.
        if (authority.indexOf('@') >= 0) {
            throw wrong(url, "contains a user name or password; leave it out and use the key 'api-key'");
        }
        if (path >= 0 && hasDotSegment(url.substring(path))) {
            throw wrong(url, "has '.' or '..' in its path; write the path that is meant");
        }
        try {
            return Endpoint.of(url);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("endpoint " + e.getMessage());
        }
    }

    private static boolean hasDotSegment(String path) {
        return path.contains("/../") || path.contains("/./") || path.endsWith("/..") || path.endsWith("/.");
    }

    private static InvalidValueException wrong(String url, String what) {
        return new InvalidValueException("endpoint " + Text.quoteUrl(url) + " " + what);
    }
}
