package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.ReadAhead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.http.nio.ContentDecoder;

/** The beginning of a body, kept until it is known who gets it, and then read like any other. Not thread-safe. */
final class HeldContent implements ContentDecoder {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int end;
    private int position;
    private boolean seen;
    private boolean whole;

    /** All of a body. */
    static HeldContent of(byte[] all) {
        HeldContent content = new HeldContent();
        content.bytes = all;
        content.end = all.length;
        content.seen = true;
        return content;
    }

    /**
     * Takes what there is.
     *
     * @return false when no more is taken
     */
    boolean fill(ContentDecoder source) throws IOException {
        seen = true;
        if (position > 0 && position == end) {
            clear();
        }
        while (end < ReadAhead.LONGEST) {
            if (end == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(ReadAhead.LONGEST, Math.max(1024, 2 * end)));
            }
            int n = source.read(ByteBuffer.wrap(bytes, end, bytes.length - end));
            if (n <= 0) {
                return true;
            }
            end += n;
        }
        return source.isCompleted();
    }

    /** Whether the client has offered any, if only its end. */
    boolean wasSeen() {
        return seen;
    }

    boolean isEmpty() {
        return position == end;
    }

    int position() {
        return position;
    }

    /** Nothing follows. */
    void setWhole() {
        whole = true;
    }

    void clear() {
        bytes = NOTHING;
        end = 0;
        position = 0;
    }

    @Override
    public int read(ByteBuffer into) {
        int n = Math.min(into.remaining(), end - position);
        if (n == 0) {
            return whole && position == end ? -1 : 0;
        }
        into.put(bytes, position, n);
        position += n;
        if (position == end) {
            // What the program was given for its call leads to this, and may be kept for long.
            bytes = NOTHING;
        }
        return n;
    }

    @Override
    public boolean isCompleted() {
        return whole && position == end;
    }
}
