package dev.failover.cache;

import java.util.ArrayList;
import java.util.List;

/** How values of fields are read. */
final class FieldValues {
    private FieldValues() {}

    /** As many digits as a number of seconds that fits a long has for certain. */
    private static final int MOST_DIGITS = 18;

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /**
     * A number of seconds (RFC 9111, section 1.2.2), at most {@link CacheControl#MOST_SECONDS}; {@link CacheControl#ABSENT} for anything
     * else.
     */
    static long seconds(String text) {
        int length = text.length();
        long value = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return CacheControl.ABSENT;
            }
            value = i < MOST_DIGITS || value == 0 ? 10 * value + c - '0' : Long.MAX_VALUE / 10;
        }
        return length == 0 ? CacheControl.ABSENT : Math.min(value, CacheControl.MOST_SECONDS);
    }

    /** What stands between the commas, without white space around it; empty members are left out. Commas in quotes separate nothing. */
    static List<String> members(String value) {
        List<String> members = new ArrayList<>(2);
        boolean isQuoted = false;
        int begin = 0;
        for (int i = 0; i <= value.length(); i++) {
            char c = i == value.length() ? ',' : value.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == '\\' && isQuoted) {
                i = Math.min(i + 1, value.length() - 1);
            } else if (c == ',' && (!isQuoted || i == value.length())) {
                String member = value.substring(begin, i).trim();
                if (!member.isEmpty()) {
                    members.add(member);
                }
                begin = i + 1;
            }
        }
        return members;
    }
}
