package dev.failover.cache;

import dev.failover.http.Headers;
import org.jspecify.annotations.Nullable;

/** Which part of a representation a 206 holds: {@code bytes 0-4/10} (RFC 9110, section 14.4). Immutable. */
final class ContentRange {
    private final long first;
    private final long last;
    private final long completeLength;

    private ContentRange(long first, long last, long completeLength) {
        this.first = first;
        this.last = last;
        this.completeLength = completeLength;
    }

    /** What the fields say; null when they say nothing that makes sense. */
    static @Nullable ContentRange of(Headers headers) {
        String field = headers.first("Content-Range");
        String value = field == null ? "" : field.trim();
        int dash = value.indexOf('-');
        int slash = value.indexOf('/');
        if (!value.regionMatches(true, 0, "bytes ", 0, 6) || dash < 0 || slash < dash) {
            return null;
        }
        long first = ByteRange.number(value.substring(6, dash).trim());
        long last = ByteRange.number(value.substring(dash + 1, slash).trim());
        String length = value.substring(slash + 1).trim();
        long complete = length.equals("*") ? StoredResponse.UNKNOWN : ByteRange.number(length);
        boolean isLengthValid = length.equals("*") || complete > last;
        return first < 0 || last < first || !isLengthValid ? null : new ContentRange(first, last, complete);
    }

    static String format(long first, long last, long completeLength) {
        return "bytes " + first + "-" + last + "/"
                + (completeLength == StoredResponse.UNKNOWN ? "*" : String.valueOf(completeLength));
    }

    long first() {
        return first;
    }

    /** Inclusive. */
    long last() {
        return last;
    }

    /** Or {@link StoredResponse#UNKNOWN}. */
    long completeLength() {
        return completeLength;
    }
}
