package dev.failover.cache;

import dev.failover.http.Headers;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Is told the body of a response while the caller reads it, and stores the response when it was told all of it. What is broken off or
 * not as long as it was announced is never stored; what grows above the largest size is forgotten, and nothing more is kept of it.
 * Used by one thread at a time; {@link #abandon} by any.
 */
public final class BodyRecorder {
    private static final long INVALID = -2;

    /** Nobody gets more room at once than this because of what was announced. */
    private static final long LARGEST_BEGIN = 1 << 16;

    private final CacheExchange exchange;
    private final int status;
    private final Headers headers;
    private final long announced;
    private final long largest;
    private @Nullable ByteArrayOutputStream bytes;
    private volatile boolean ended;

    BodyRecorder(CacheExchange exchange, int status, Headers headers, long largest) {
        this.exchange = exchange;
        this.status = status;
        this.headers = headers;
        this.largest = largest;
        this.announced = announced(headers);
        if (announced > largest || announced == INVALID) {
            abandon();
        }
    }

    /** Several lengths are one when they are all the same; else nobody knows what is right (RFC 9110, section 8.6). */
    private static long announced(Headers headers) {
        long announced = StoredResponse.UNKNOWN;
        for (String line : headers.all("Content-Length")) {
            for (String member : FieldValues.members(line)) {
                long length = ByteRange.number(member);
                if (length < 0 || (announced != StoredResponse.UNKNOWN && announced != length)) {
                    return INVALID;
                }
                announced = length;
            }
        }
        return announced;
    }

    /** The length of the body as its head has it; negative if that says nothing. */
    public long announced() {
        return announced;
    }

    /** So many further bytes have come. */
    public void write(byte[] from, int offset, int length) {
        if (ended || length == 0) {
            return;
        }
        ByteArrayOutputStream kept = bytes;
        if (kept == null) {
            kept = new ByteArrayOutputStream((int) Math.max(64, Math.min(announced, LARGEST_BEGIN)));
            bytes = kept;
        }
        if (kept.size() + (long) length > largest) {
            abandon();
            return;
        }
        kept.write(from, offset, length);
    }

    /** Whether further bytes are of no use. */
    public boolean isEnded() {
        return ended;
    }

    /** The body has come to its end. */
    public void complete() {
        ByteArrayOutputStream kept = bytes;
        complete(kept == null ? new byte[0] : kept.toByteArray());
    }

    /** The whole body, which nobody writes to any more. */
    public void complete(byte[] body) {
        if (ended) {
            return;
        }
        ended = true;
        bytes = null;
        boolean isWhole = announced == StoredResponse.UNKNOWN || announced == body.length;
        exchange.recorded(status, headers, isWhole && body.length <= largest ? body : null);
    }

    /** The rest of the body will not come. More than once does no harm. */
    public void abandon() {
        if (!ended) {
            ended = true;
            bytes = null;
            exchange.recorded(status, headers, null);
        }
    }
}
