package dev.failover.cache;

import dev.failover.http.Headers;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** For which requests a stored response is (RFC 9111, section 4.1). */
final class Selectors {
    /** More fields than any server that knows what it does tells apart; such a response is not stored. */
    private static final int MOST_FIELDS = 64;

    private static final String SEPARATORS = ",";
    private static final String SEPARATORS_WITH_PARAMETERS = ",;";

    private static final String[] NO_NAMES = {};
    private static final Selector FOR_ALL = new Selector("", NO_NAMES, NO_NAMES);

    private Selectors() {}

    /** Whether {@code Vary} says that no other request could be answered with it. */
    static boolean isEveryOneDifferent(Headers response) {
        Set<String> names = names(response);
        return names.size() > MOST_FIELDS || !names.stream().allMatch(Selectors::isOfField);
    }

    /** What can be no field, such as the names of two without a comma, may stand for any. */
    private static boolean isOfField(String name) {
        return !name.equals("*") && Headers.isToken(name);
    }

    /** For which requests a response to this one is. */
    static Selector of(CacheRequest request, Headers response, CachePolicy policy) {
        String credentials = Credentials.of(request, policy);
        Set<String> names = names(response);
        if (names.isEmpty()) {
            return credentials.isEmpty() ? FOR_ALL : new Selector(credentials, NO_NAMES, NO_NAMES);
        }
        String[] name = names.toArray(new String[0]);
        @Nullable String[] value = new String[name.length];
        for (int i = 0; i < name.length; i++) {
            value[i] = normalised(name[i], request.headers());
        }
        return new Selector(credentials, name, value);
    }

    /** Whether a stored response is for this request. */
    static boolean matches(Selector selector, CacheRequest request, String credentials) {
        if (!selector.credentials().equals(credentials)) {
            return false;
        }
        for (int i = 0; i < selector.size(); i++) {
            String value = normalised(selector.name(i), request.headers());
            String stored = selector.value(i);
            if (value == null ? stored != null : !value.equals(stored)) {
                return false;
            }
        }
        return true;
    }

    /** In lower case, each once, in the order of the alphabet. */
    private static Set<String> names(Headers response) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < response.size(); i++) {
            if (response.name(i).equalsIgnoreCase("Vary")) {
                for (String member : FieldValues.members(response.value(i))) {
                    names.add(member.toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    /**
     * What the request has in that field, in a form in which two that are known to mean the same are the same: several lines are one,
     * white space around commas is none; names of languages and codings are in lower case. Null when it has no such field.
     */
    private static @Nullable String normalised(String name, Headers request) {
        StringBuilder value = null;
        for (int i = 0; i < request.size(); i++) {
            if (request.name(i).equalsIgnoreCase(name)) {
                value = value == null ? new StringBuilder() : value.append(',');
                appendTightly(value, request.value(i), SEPARATORS);
            }
        }
        if (value == null) {
            return null;
        }
        if (!name.equals("accept-language") && !name.equals("accept-encoding")) {
            return value.toString();
        }
        StringBuilder tight = new StringBuilder(value.length());
        appendTightly(tight, value.toString().toLowerCase(Locale.ROOT), SEPARATORS_WITH_PARAMETERS);
        return tight.toString();
    }

    /** Without white space at the ends and around the separators, but for what stands in quotes. */
    private static void appendTightly(StringBuilder to, String value, String separators) {
        boolean isQuoted = false;
        boolean isAtBegin = true;
        int spaces = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isQuoted && FieldValues.isSpace(c)) {
                spaces++;
                continue;
            }
            boolean separates = !isQuoted && separators.indexOf(c) >= 0;
            if (spaces > 0 && !isAtBegin && !separates) {
                to.append(value, i - spaces, i);
            }
            spaces = 0;
            to.append(c);
            isAtBegin = separates;
            if (c == '\\' && isQuoted && i + 1 < value.length()) {
                to.append(value.charAt(++i));
            } else if (c == '"') {
                isQuoted = !isQuoted;
            }
        }
    }
}
