package dev.failover.cache;

import dev.failover.http.Headers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Validators (RFC 9110, section 8.8). */
final class EntityTags {
    private EntityTags() {}

    static @Nullable String of(Headers headers) {
        String tag = headers.first("ETag");
        return tag == null ? null : tag.trim();
    }

    static boolean isStrong(String tag) {
        return !tag.startsWith("W/");
    }

    /** Both strong and the same (section 8.8.3.2). */
    static boolean matchesStrongly(@Nullable String one, @Nullable String other) {
        return one != null && one.equals(other) && isStrong(one);
    }

    /** The same but for whether they are weak. */
    static boolean matchesWeakly(String one, String other) {
        return opaque(one).equals(opaque(other));
    }

    /** Whether one of the list is that tag, or the list is {@code *}. */
    static boolean hasMatch(List<String> lines, String tag) {
        for (String line : lines) {
            for (String member : members(line)) {
                if (member.equals("*") || matchesWeakly(member, tag)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Tags hold commas, but no quotes, and a backslash is a character like others (section 8.8.3). */
    private static List<String> members(String line) {
        List<String> members = new ArrayList<>(2);
        boolean isQuoted = false;
        int begin = 0;
        for (int i = 0; i <= line.length(); i++) {
            char c = i == line.length() ? ',' : line.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ',' && (!isQuoted || i == line.length())) {
                members.add(line.substring(begin, i).trim());
                begin = i + 1;
            }
        }
        return members;
    }

    private static String opaque(String tag) {
        return isStrong(tag) ? tag : tag.substring(2);
    }
}
