package dev.failover.agent.client.url;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The stream that the program writes its body to. What it has written is kept up to a bound, so that it can be sent again;
 * a longer body goes through once. Its exchange decides when bytes go out.
 */
final class RequestBody extends OutputStream {
    static final int KEPT = 64 * 1024;

    private final FailoverExchange exchange;
    private volatile @Nullable ByteArrayOutputStream kept = new ByteArrayOutputStream(512);
    private long written;
    private boolean closed;

    RequestBody(FailoverExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void write(int b) throws IOException {
        exchange.write(this, new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        exchange.write(this, bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        exchange.flush();
    }

    @Override
    public void close() throws IOException {
        exchange.closeBody(this);
    }

    boolean hasRoomFor(int length) {
        return kept != null && kept.size() + length <= KEPT;
    }

    /**
     * Takes note of bytes that are about to go out; keeps them if there is room.
     *
     * @throws IndexOutOfBoundsException as the JDK's own buffer
     */
    void note(byte[] bytes, int offset, int length) {
        if (kept != null) {
            kept.write(bytes, offset, length);
        }
        written += length;
    }

    void forget() {
        kept = null;
    }

    /** Whether all that was written can be sent again. */
    boolean isKept() {
        return kept != null;
    }

    void sendKept(OutputStream to) throws IOException {
        if (kept != null) {
            kept.writeTo(to);
        }
    }

    long written() {
        return written;
    }

    boolean isClosed() {
        return closed;
    }

    void markClosed() {
        closed = true;
    }
}
