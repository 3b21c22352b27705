package dev.failover.cache;

import dev.failover.http.Headers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A response as it is kept, whole or a part of one (206), with what is needed to use it again. Immutable. */
public final class StoredResponse {
    /** In place of a length that is not known. */
    public static final long UNKNOWN = -1;

    private final int status;
    private final Headers headers;
    private final byte[] body;
    private final Selector selector;
    private final Times times;
    private final long offset;
    private final long completeLength;
    /** Of whichever cache asked first; all caches of a store have one policy. */
    private @Nullable Freshness freshness;

    /**
     * @param status of the whole response: a part is stored as the 200 that it belongs to
     * @param headers without those that belong to one connection
     * @param body used as it is, not copied, and never written to
     * @param offset where the body begins within the whole; 0 for a whole one
     * @param completeLength of the whole, {@link #UNKNOWN} for a part of which nobody said how long the whole is
     */
    public StoredResponse(
            int status,
            Headers headers,
            byte[] body,
            Selector selector,
            Times times,
            long offset,
            long completeLength) {
        this.status = status;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = Objects.requireNonNull(body, "body");
        this.selector = Objects.requireNonNull(selector, "selector");
        this.times = Objects.requireNonNull(times, "times");
        this.offset = offset;
        this.completeLength = completeLength;
    }

    public int status() {
        return status;
    }

    public Headers headers() {
        return headers;
    }

    /** The body itself, which nobody writes to. */
    public byte[] body() {
        return body;
    }

    public Selector selector() {
        return selector;
    }

    public Times times() {
        return times;
    }

    /** Where the body begins within the whole. */
    public long offset() {
        return offset;
    }

    /** The length of the whole, or {@link #UNKNOWN}. */
    public long completeLength() {
        return completeLength;
    }

    /** Whether nothing of the body is missing. */
    public boolean isComplete() {
        return offset == 0 && completeLength == body.length;
    }

    /** How long it is good; worked out once. */
    Freshness freshness(CachePolicy policy) {
        // A race works it out twice, to the same end.
        Freshness known = freshness;
        if (known == null) {
            known = Freshness.of(this, policy);
            freshness = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "StoredResponse " + status + " (" + body.length + " bytes" + (isComplete() ? ")" : ", a part)");
    }
}
