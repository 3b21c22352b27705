package dev.failover.processor.read;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths as other libraries write them. Stateless. */
final class Paths {
    private static final Pattern ABSOLUTE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*");

    private Paths() {}

    /** One slash between the two; a lone one for nothing at all. A path that is absolute stays so, for a rule to find it. */
    static String join(String prefix, String path) {
        if (ABSOLUTE.matcher(path).lookingAt()) {
            return path;
        }
        if (prefix.isEmpty() || path.isEmpty()) {
            return prefix.isEmpty() && path.isEmpty() ? "/" : prefix + path;
        }
        String start = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return start + (path.startsWith("/") || path.startsWith("?") ? "" : "/") + path;
    }

    /** Scheme and host of an absolute URL; empty for a path. */
    static String host(String url) {
        Matcher matcher = ABSOLUTE.matcher(url);
        return matcher.lookingAt() ? matcher.group() : "";
    }

    /** {@code {id: [0-9]{3}}} to {@code {id}}: a server chooses its method by the pattern, a client has none to choose. */
    static String withoutPatterns(String path) {
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < path.length()) {
            int end = path.charAt(at) == '{' && !path.startsWith("${", at - 1) ? closing(path, at) : -1;
            int colon = end < 0 ? -1 : path.indexOf(':', at);
            if (end < 0) {
                plain.append(path.charAt(at++));
            } else {
                boolean hasPattern = colon >= 0 && colon < end;
                plain.append('{')
                        .append(path.substring(at + 1, hasPattern ? colon : end).strip())
                        .append('}');
                at = end + 1;
            }
        }
        return plain.toString();
    }

    /** The brace that closes the one at {@code from}, or -1. */
    private static int closing(String path, int from) {
        int depth = 0;
        for (int i = from; i < path.length(); i++) {
            char c = path.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** {@code ${a:b}}, as Spring writes a default, to {@code ${a:-b}}. */
    static String withProperties(String text) {
        return text.replaceAll("\\$\\{([^:}]+):(?!-)([^}]*)\\}", "\\${$1:-$2}");
    }

    /** {@code https://a} of {@code ${url:https://a}}: what stands for a property that is not set. */
    static String withDefault(String text) {
        return text.replaceAll("^\\$\\{[^:}]+:([^}]*)\\}", "$1");
    }
}
