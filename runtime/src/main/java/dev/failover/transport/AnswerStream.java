package dev.failover.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * The body of an answer while it comes. Its connection is free for others once it was read to its end; closed before, it takes
 * the connection with it, as the rest may be long.
 */
final class AnswerStream extends FilterInputStream {
    private final AbortableRequest request;
    private final ClassicHttpResponse answer;
    private boolean isDone;

    AnswerStream(InputStream content, AbortableRequest request, ClassicHttpResponse answer) {
        super(content);
        this.request = request;
        this.answer = answer;
    }

    @Override
    public int read() throws IOException {
        return noted(in.read());
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        return noted(in.read(bytes, from, length));
    }

    private int noted(int read) throws IOException {
        if (read < 0) {
            isDone = true;
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        return in.skip(count);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (isDone) {
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
