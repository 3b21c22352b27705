package dev.failover.cache;

import dev.failover.http.Headers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which field says how a response may be cached, where it says it to some caches only (RFC 9213). */
final class TargetedControl {
    private TargetedControl() {}

    /** The first of the policy's fields that is there and valid, or null: then {@code Cache-Control} and {@code Expires} count. */
    static @Nullable String fieldOf(Headers headers, CachePolicy policy) {
        for (String name : policy.targetedFields()) {
            // An empty one or one that is no dictionary is not there (section 2.1).
            if (!String.join("", headers.all(name)).trim().isEmpty() && isDictionary(headers, name)) {
                return name;
            }
        }
        return null;
    }

    /** What the field says: of a directive that is there twice the last one counts, and parameters do not (RFC 9651, section 3.2). */
    static CacheControl of(Headers headers, String name) {
        Map<String, String> items = new LinkedHashMap<>();
        for (String line : headers.all(name)) {
            for (String member : FieldValues.members(line)) {
                String item = item(member);
                int equals = item.indexOf('=');
                String value = equals < 0 ? "?1" : item.substring(equals + 1);
                String key = equals < 0 ? item : item.substring(0, equals);
                items.remove(key);
                if (!value.equals("?0")) {
                    items.put(key, value.equals("?1") ? key : item);
                }
            }
        }
        return items.isEmpty()
                ? CacheControl.NONE
                : CacheControl.of(
                        Headers.builder()
                                .add(name, String.join(", ", items.values()))
                                .build(),
                        name);
    }

    /** Without parameters. */
    private static String item(String member) {
        boolean isQuoted = false;
        for (int i = 0; i < member.length(); i++) {
            char c = member.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == '\\' && isQuoted) {
                i++;
            } else if (c == ';' && !isQuoted) {
                return member.substring(0, i).trim();
            }
        }
        return member;
    }

    /** Whether the field's lines are a dictionary of RFC 9651, as far as directives are written in one. */
    private static boolean isDictionary(Headers headers, String name) {
        for (String line : headers.all(name)) {
            for (String member : FieldValues.members(line)) {
                if (!isMember(member)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isMember(String member) {
        String item = item(member);
        int equals = item.indexOf('=');
        String key = equals < 0 ? item : item.substring(0, equals);
        return isKey(key) && (equals < 0 || isBareItem(item.substring(equals + 1))) && hasItsType(key, item, equals);
    }

    /** Whether what is a number of seconds is one: a directive of another type makes no sense of the whole field (section 2.1). */
    private static boolean hasItsType(String key, String item, int equals) {
        boolean isNumber = key.equals("max-age")
                || key.equals("s-maxage")
                || key.equals("stale-while-revalidate")
                || key.equals("stale-if-error");
        return !isNumber || (equals >= 0 && FieldValues.seconds(item.substring(equals + 1)) != CacheControl.ABSENT);
    }

    private static boolean isKey(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean isFirst = (c >= 'a' && c <= 'z') || c == '*';
            if (!isFirst && (i == 0 || ((c < '0' || c > '9') && "_-.".indexOf(c) < 0))) {
                return false;
            }
        }
        return !key.isEmpty();
    }

    private static boolean isBareItem(String value) {
        if (value.startsWith("\"")) {
            return value.length() > 1 && value.endsWith("\"");
        }
        return !value.isEmpty() && value.indexOf(' ') < 0 && value.indexOf('"') < 0 && value.indexOf('\'') != 0;
    }
}
