package dev.failover.cache;

import dev.failover.http.Headers;
import java.util.List;

/** Puts parts of the same representation together (RFC 9111, section 3.4). */
final class Parts {
    private Parts() {}

    /**
     * The response, with what is stored of the same representation: both have the same strong validator, and what they hold touches.
     * The response itself when there is nothing to add to it, or together they would be too large.
     */
    static StoredResponse combined(StoredResponse latest, List<StoredResponse> stored, long largest) {
        if (latest.isComplete()) {
            return latest;
        }
        for (StoredResponse other : stored) {
            if (other.status() == 200
                    && isSameRepresentation(latest, other)
                    && other.offset() <= end(latest)
                    && latest.offset() <= end(other)
                    && Math.max(end(latest), end(other)) - Math.min(latest.offset(), other.offset()) <= largest) {
                return combined(latest, other);
            }
        }
        return latest;
    }

    private static boolean isSameRepresentation(StoredResponse one, StoredResponse other) {
        boolean isSameLength = one.completeLength() == other.completeLength()
                || one.completeLength() == StoredResponse.UNKNOWN
                || other.completeLength() == StoredResponse.UNKNOWN;
        return isSameLength
                && one.selector().credentials().equals(other.selector().credentials())
                && EntityTags.matchesStrongly(EntityTags.of(one.headers()), EntityTags.of(other.headers()));
    }

    private static long end(StoredResponse response) {
        return response.offset() + response.body().length;
    }

    private static StoredResponse combined(StoredResponse latest, StoredResponse other) {
        long offset = Math.min(latest.offset(), other.offset());
        byte[] body = new byte[(int) (Math.max(end(latest), end(other)) - offset)];
        System.arraycopy(other.body(), 0, body, (int) (other.offset() - offset), other.body().length);
        System.arraycopy(latest.body(), 0, body, (int) (latest.offset() - offset), latest.body().length);
        // What came with If-Range need not have all fields (RFC 9110, section 15.3.7.3).
        Headers headers =
                Updates.merged(other.headers().toBuilder().remove("Age").build(), latest.headers());
        return new StoredResponse(
                200,
                headers,
                body,
                latest.selector(),
                latest.times(),
                offset,
                Math.max(latest.completeLength(), other.completeLength()));
    }
}
