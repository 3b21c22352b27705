package acme.suite.vertx;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;

/** What has come of a body, for a thread that waits for it. */
final class Body extends InputStream {
    private final Queue<byte[]> parts = new ArrayDeque<>();
    private int at;
    private boolean ended;
    private Throwable failure;

    synchronized void add(byte[] part) {
        if (part.length > 0) {
            parts.add(part);
            notifyAll();
        }
    }

    synchronized void end(Throwable why) {
        ended = true;
        failure = why;
        notifyAll();
    }

    @Override
    public synchronized int read() throws IOException {
        try {
            while (parts.isEmpty() && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        byte[] part = parts.peek();
        if (part == null) {
            if (failure != null) {
                throw failure instanceof IOException ? (IOException) failure : new IOException(failure);
            }
            return -1;
        }
        int value = part[at++] & 0xff;
        if (at == part.length) {
            parts.remove();
            at = 0;
        }
        return value;
    }
}
