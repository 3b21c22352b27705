package dev.failover.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;

/**
 * The body of an answer while it comes. Its connection is free for others once it was read to its end; closed before, it takes
 * the connection with it, as the rest may be long.
 */
final class AnswerStream extends FilterInputStream {
    private final AbortableRequest request;
    private final ClassicHttpResponse answer;
    /** Negative if nobody knows. */
    private final long length;

    private long seen;
    private boolean isDone;

    AnswerStream(HttpEntity entity, AbortableRequest request, ClassicHttpResponse answer) throws IOException {
        super(entity.getContent());
        length = entity.getContentLength();
        this.request = request;
        this.answer = answer;
    }

    @Override
    public int read() throws IOException {
        int next = in.read();
        noted(next < 0 ? -1 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        return noted(in.read(bytes, from, length));
    }

    private int noted(int read) throws IOException {
        if (read < 0) {
            isDone = true;
        } else {
            seen += read;
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(count);
        seen += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        // The client frees the connection when it has said that there is no more.
        if (isDone || (seen == length && read() < 0)) {
            answer.close();
            return;
        }
        isDone = true;
        request.cancel();
        try {
            answer.close();
        } catch (IOException wantedMore) {
            // It would have read the rest.
        }
    }
}
