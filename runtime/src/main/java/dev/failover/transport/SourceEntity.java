package dev.failover.transport;

import dev.failover.http.BodySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/** A body that is read while it is sent. */
final class SourceEntity extends AbstractHttpEntity {
    private final BodySource source;
    private final CancellableDependency request;

    /** @param request whether it still wants its body */
    SourceEntity(BodySource source, @Nullable String contentType, CancellableDependency request) {
        super(contentType == null ? null : ContentType.parseLenient(contentType), null);
        this.source = source;
        this.request = request;
    }

    /** A file that grows while it is sent is sent as long as it was. */
    @Override
    public long getContentLength() {
        try {
            return source.length();
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long left = getContentLength();
        boolean isBounded = left >= 0;
        try (InputStream in = getContent()) {
            while (!isBounded || left > 0) {
                int read = read(in, buffer, isBounded ? (int) Math.min(left, buffer.length) : buffer.length);
                if (read < 0) {
                    break;
                }
                if (request.isCancelled()) {
                    // Little that comes slowly lies in a buffer, and nobody would notice.
                    throw new InterruptedIOException("the request was broken off while its body was read");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    /** What we cannot read is no fault of an endpoint, and would not be read the next time. */
    private static int read(InputStream in, byte[] buffer, int length) {
        try {
            return in.read(buffer, 0, length);
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private static IllegalStateException unreadable(IOException cause) {
        return new IllegalStateException("the body of the request cannot be read", cause);
    }

    @Override
    public InputStream getContent() {
        try {
            return source.open();
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public void close() {
        // Whatever was opened has been closed.
    }
}
