package dev.failover.agent.client;

import dev.failover.time.Timers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that the program may never see, read ahead so that its connection is free for the next attempt: a
 * pool may have no other one, and who waits for it would wait for himself.
 */
public final class ReadAhead {
    private static final int LONGEST = 64 * 1024;
    private static final long LONGEST_NANOS = 1_000_000_000;

    private final byte[] begin;
    private final @Nullable InputStream rest;
    private final @Nullable IOException broken;

    private ReadAhead(byte[] begin, @Nullable InputStream rest, @Nullable IOException broken) {
        this.begin = begin;
        this.rest = rest;
        this.broken = broken;
    }

    /**
     * Reads up to 64 KiB.
     *
     * @param content null for none
     * @param abort breaks the answer off that does not come to an end
     */
    public static ReadAhead of(AgentEngine engine, @Nullable InputStream content, Runnable abort) {
        ByteArrayOutputStream begin = new ByteArrayOutputStream();
        // Whoever breaks it off may come late: what is asked for next must not suffer for it.
        AtomicBoolean over = new AtomicBoolean();
        Runnable unlessOver = () -> {
            if (over.compareAndSet(false, true)) {
                abort.run();
            }
        };
        Timers.Timer timer = engine.timers().schedule(() -> engine.chores(unlessOver), LONGEST_NANOS);
        try {
            InputStream rest = content;
            byte[] chunk = new byte[4096];
            while (rest != null && begin.size() < LONGEST) {
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
            return new ReadAhead(begin.toByteArray(), null, failure);
        } finally {
            over.set(true);
            timer.cancel();
        }
    }

    /** Whether it is all there, or gone: either way no connection is needed any more. */
    public boolean isWhole() {
        return rest == null;
    }

    /** The body from its beginning, with the failure in which it ended. */
    public InputStream content() {
        InputStream known = new ByteArrayInputStream(begin);
        if (rest != null) {
            return new SequenceInputStream(known, rest);
        }
        return broken == null ? known : new SequenceInputStream(known, new Broken(broken));
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
