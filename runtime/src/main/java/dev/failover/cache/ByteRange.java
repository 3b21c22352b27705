package dev.failover.cache;

import org.jspecify.annotations.Nullable;

/** One range of bytes that a request asks for: {@code bytes=0-4}, {@code bytes=5-} or {@code bytes=-5} (RFC 9110, section 14.1.2). */
final class ByteRange {
    /** In place of a number that is not there. */
    private static final long NONE = -1;

    private final long first;
    private final long last;

    private ByteRange(long first, long last) {
        this.first = first;
        this.last = last;
    }

    /** Null for several ranges, another unit, or what makes no sense: then the origin has to be asked. */
    static @Nullable ByteRange of(String field) {
        String value = field.trim();
        if (!value.regionMatches(true, 0, "bytes=", 0, 6)) {
            return null;
        }
        String spec = value.substring(6).trim();
        int dash = spec.indexOf('-');
        if (dash < 0 || spec.indexOf(',') >= 0) {
            return null;
        }
        String begin = spec.substring(0, dash).trim();
        String end = spec.substring(dash + 1).trim();
        long first = begin.isEmpty() ? NONE : number(begin);
        long last = end.isEmpty() ? NONE : number(end);
        boolean isValid = begin.isEmpty() ? last > 0 : first >= 0 && (end.isEmpty() || last >= first);
        return isValid ? new ByteRange(first, last) : null;
    }

    /** Not negative, or -1 when it is no number of up to 18 digits. */
    static long number(String digits) {
        if (digits.isEmpty() || digits.length() > 18) {
            return NONE;
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return NONE;
            }
            value = 10 * value + c - '0';
        }
        return value;
    }

    /** Where it begins within a whole of that length. */
    long firstOf(long completeLength) {
        return first == NONE ? Math.max(0, completeLength - last) : first;
    }

    /** Where it ends within a whole of that length, inclusive. */
    long lastOf(long completeLength) {
        return first == NONE || last == NONE ? completeLength - 1 : Math.min(last, completeLength - 1);
    }

    /** Whether it can be told only when the length of the whole is known. */
    boolean needsLength() {
        return first == NONE || last == NONE;
    }
}
