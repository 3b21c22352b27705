package dev.failover.agent.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that the program may never see, read ahead so that its connection is free for the next attempt: a
 * pool may have no other one, and who waits for it would wait for himself.
 */
public final class ReadAhead {
    /** So much of an answer is held, in bytes: error pages are shorter, and a hundred calls must not fill the heap. */
    public static final int LONGEST = 256 * 1024;

    private final byte[] begin;
    private final @Nullable InputStream rest;
    private final @Nullable IOException broken;

    private ReadAhead(byte[] begin, @Nullable InputStream rest, @Nullable IOException broken) {
        this.begin = begin;
        this.rest = rest;
        this.broken = broken;
    }

    /**
     * Reads up to {@link #LONGEST} bytes, and as long as the engine's {@link Patience} lasts: what keeps coming is left to the
     * program then, unharmed. Only an answer of which nothing comes any more is broken off.
     *
     * @param content null for none
     * @param abort breaks off the answer that does not come
     */
    public static ReadAhead of(AgentEngine engine, @Nullable InputStream content, Runnable abort) {
        ByteArrayOutputStream begin = new ByteArrayOutputStream();
        Patience patience = new Patience(engine, abort);
        try {
            InputStream rest = content;
            byte[] chunk = new byte[4096];
            while (rest != null && begin.size() < LONGEST && patience.lasts()) {
                int n = rest.read(chunk);
                if (n < 0) {
                    rest.close();
                    rest = null;
                } else {
                    begin.write(chunk, 0, n);
                }
            }
            return new ReadAhead(begin.toByteArray(), rest, null);
        } catch (IOException failure) {
            if (patience.endForGood()) {
                // What cannot be decoded may be broken only for whoever reads it: the connection below is still out.
                abort.run();
            }
            return new ReadAhead(begin.toByteArray(), null, failure);
        } finally {
            patience.endForGood();
        }
    }

    /** Whether it is all there, or gone: either way no connection is needed any more. */
    public boolean isWhole() {
        return rest == null;
    }

    /** The body from its beginning, with the failure in which it ended. What is read of it to its end, or closed, is not kept. */
    public InputStream content() {
        InputStream known = new Begin(begin);
        if (rest != null) {
            return new SequenceInputStream(known, rest);
        }
        return broken == null ? known : new SequenceInputStream(known, new Broken(broken));
    }

    /** What is held, until it is read: the program may keep the response for long. */
    private static final class Begin extends InputStream {
        private byte @Nullable [] bytes;
        private int position;

        Begin(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            byte[] held = bytes;
            int n = Math.min(length, available());
            if (held == null || n == 0) {
                close();
                return -1;
            }
            System.arraycopy(held, position, into, offset, n);
            position += n;
            return n;
        }

        @Override
        public int available() {
            byte[] held = bytes;
            return held == null ? 0 : held.length - position;
        }

        @Override
        public void close() {
            bytes = null;
        }
    }

    /** Where the body broke off. */
    private static final class Broken extends InputStream {
        private final IOException failure;

        Broken(IOException failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            throw failure;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            throw failure;
        }
    }
}
