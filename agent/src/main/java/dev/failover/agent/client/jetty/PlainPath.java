package dev.failover.agent.client.jetty;

import org.jspecify.annotations.Nullable;

/** Tells of what a client notes of a request's URL whether a URL made of it has the very same path: then none has to be made. */
public final class PlainPath {
    private static final String PLAIN = "/-._~!$&'()*+,;=:@";

    private PlainPath() {}

    /** @param query null for none */
    public static boolean is(String path, @Nullable String query) {
        // What begins with two slashes is not a path only.
        return (path.isEmpty() || (path.charAt(0) == '/' && !path.startsWith("//")))
                && isPlain(path, false)
                && (query == null || isPlain(query, true));
    }

    private static boolean isPlain(String part, boolean query) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (!isAlphanumeric(c) && PLAIN.indexOf(c) < 0 && !(query && c == '?') && !isEscape(part, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isEscape(String part, int i) {
        return part.charAt(i) == '%' && i + 2 < part.length() && isHex(part.charAt(i + 1)) && isHex(part.charAt(i + 2));
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
