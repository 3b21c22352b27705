package dev.failover.http;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** A body that is read while it is sent, so that it need not fit into memory. Thread-safe. */
public abstract class BodySource {
    /** A length that nobody knows. */
    protected static final long UNKNOWN = -1;

    /** What is in a file, read anew for each attempt. */
    public static BodySource of(File file) {
        Objects.requireNonNull(file, "file");
        return new BodySource() {
            @Override
            public InputStream open() throws IOException {
                return new FileInputStream(file);
            }

            @Override
            public long length() {
                return known(file.length());
            }
        };
    }

    /**
     * A stream, which is read to its end, not closed, and can be read once: a request that has begun to read it is not sent
     * again, whatever comes of it.
     */
    public static BodySource once(InputStream stream) {
        return new Once(Objects.requireNonNull(stream, "stream"));
    }

    /**
     * For transports, which read it to its end and close it.
     *
     * @throws IOException if it cannot be read, or not again
     */
    public abstract InputStream open() throws IOException;

    /** In bytes; -1 if nobody knows. */
    public abstract long length() throws IOException;

    /** What is no plain file says that it has no bytes, and has some all the same. */
    protected static long known(long length) {
        return length == 0 ? UNKNOWN : length;
    }

    /** Whether it was read, and cannot be read again. */
    public boolean isSpent() {
        return false;
    }

    /** Reads all of it. */
    byte[] bytes() throws IOException {
        try (InputStream in = open()) {
            return read(in);
        }
    }

    static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            whole.write(buffer, 0, read);
        }
        return whole.toByteArray();
    }

    private static final class Once extends BodySource {
        private final InputStream stream;
        private final AtomicBoolean opened = new AtomicBoolean();

        Once(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public InputStream open() throws IOException {
            if (!opened.compareAndSet(false, true)) {
                throw new IOException("the stream that is the body was read already");
            }
            return new FilterInputStream(stream) {
                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    return in.read(bytes, from, length);
                }

                @Override
                public void close() {
                    // It is the caller's.
                }
            };
        }

        @Override
        public long length() {
            return UNKNOWN;
        }

        @Override
        public boolean isSpent() {
            return opened.get();
        }
    }
}
