package dev.failover.cache;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of a stored response that a request wants: all of them, or one range (RFC 9110, section 14). Immutable. */
final class Portion {
    private final long first;
    private final long last;

    private Portion(long first, long last) {
        this.first = first;
        this.last = last;
    }

    /** Whether all that is wanted is stored. */
    static boolean isStored(CacheRequest request, StoredResponse stored) {
        String field = request.isGet() ? request.headers().first("Range") : null;
        if (field == null) {
            return stored.isComplete();
        }
        if (stored.status() != 200) {
            // Of anything else there are no parts: the field means nothing.
            return stored.isComplete();
        }
        if (!Preconditions.isRangeOf(request.headers(), stored)) {
            return stored.isComplete();
        }
        return range(field, stored) != null;
    }

    /** The part that is wanted, or null when it is the whole. */
    static @Nullable Portion of(CacheRequest request, StoredResponse stored) {
        String field =
                request.isGet() && stored.status() == 200 ? request.headers().first("Range") : null;
        return field == null || !Preconditions.isRangeOf(request.headers(), stored) ? null : range(field, stored);
    }

    /** Null also when it is not within what is stored. */
    private static @Nullable Portion range(String field, StoredResponse stored) {
        ByteRange range = ByteRange.of(field);
        long complete = stored.completeLength();
        if (range == null || (complete == StoredResponse.UNKNOWN && range.needsLength())) {
            return null;
        }
        long length = complete == StoredResponse.UNKNOWN ? Long.MAX_VALUE : complete;
        long first = range.firstOf(length);
        long last = range.lastOf(length);
        boolean isWithin = first <= last && first >= stored.offset() && last < stored.offset() + stored.body().length;
        return isWithin ? new Portion(first, last) : null;
    }

    byte[] bytes(StoredResponse stored) {
        return Arrays.copyOfRange(stored.body(), (int) (first - stored.offset()), (int) (last + 1 - stored.offset()));
    }

    String contentRange(StoredResponse stored) {
        return ContentRange.format(first, last, stored.completeLength());
    }
}
