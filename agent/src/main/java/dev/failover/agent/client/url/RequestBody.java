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
    /** The JDK's own stream, once only the program holds this one. */
    private volatile @Nullable OutputStream left;

    private long written;
    private boolean closed;

    RequestBody(FailoverExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        OutputStream late = left;
        if (late == null) {
            exchange.write(this, bytes, offset, length);
        } else {
            late.write(bytes, offset, length);
        }
    }

    @Override
    public void flush() throws IOException {
        OutputStream late = left;
        if (late == null) {
            exchange.flush();
        } else {
            late.flush();
        }
    }

    @Override
    public void close() throws IOException {
        OutputStream late = left;
        if (late == null) {
            exchange.closeBody(this);
        } else {
            late.close();
        }
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

    /** What the program does from now on, it does to the JDK's own stream, which knows how to refuse or ignore it. */
    void leaveTo(OutputStream real) {
        left = real;
        kept = null;
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
