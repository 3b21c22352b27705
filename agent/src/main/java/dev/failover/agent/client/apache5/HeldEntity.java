package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import dev.failover.time.Timers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that the program may never see, read ahead so that its connection is free for the next attempt: a
 * pool may have no other one. Only a long one keeps its connection.
 */
final class HeldEntity extends HttpEntityWrapper {
    private static final int LONGEST = 64 * 1024;
    private static final long LONGEST_NANOS = 1_000_000_000;

    private final byte[] begin;
    private final @Nullable InputStream rest;
    private final @Nullable IOException broken;

    private HeldEntity(HttpEntity body, byte[] begin, @Nullable InputStream rest, @Nullable IOException broken) {
        super(body);
        this.begin = begin;
        this.rest = rest;
        this.broken = broken;
    }

    /** @param abort breaks the answer off that does not come to an end */
    static HeldEntity of(AgentEngine engine, HttpEntity body, Runnable abort) {
        ByteArrayOutputStream begin = new ByteArrayOutputStream();
        Timers.Timer timer = engine.timers().schedule(() -> engine.chores(abort), LONGEST_NANOS);
        try {
            InputStream content = body.getContent();
            byte[] chunk = new byte[4096];
            while (content != null && begin.size() < LONGEST) {
                int n = content.read(chunk);
                if (n < 0) {
                    content.close();
                    content = null;
                } else {
                    begin.write(chunk, 0, n);
                }
            }
            return new HeldEntity(body, begin.toByteArray(), content, null);
        } catch (IOException failure) {
            return new HeldEntity(body, begin.toByteArray(), null, failure);
        } finally {
            timer.cancel();
        }
    }

    /** Whether it is all there, or gone: either way no connection is needed any more. */
    boolean isWhole() {
        return rest == null;
    }

    @Override
    public InputStream getContent() {
        InputStream known = new ByteArrayInputStream(begin);
        if (rest != null) {
            return new SequenceInputStream(known, rest);
        }
        return broken == null ? known : new SequenceInputStream(known, new Broken(broken));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream content = getContent()) {
            byte[] chunk = new byte[4096];
            for (int n; (n = content.read(chunk)) >= 0; ) {
                out.write(chunk, 0, n);
            }
        }
    }

    @Override
    public boolean isRepeatable() {
        return false;
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
