package dev.failover.agent.client.commons3;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Drain;
import dev.failover.agent.client.ReadAhead;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.HeardStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.apache.commons.httpclient.Header;
import org.apache.commons.httpclient.HttpMethodBase;
import org.jspecify.annotations.Nullable;

/** The response of one attempt: in the method, until that is needed for the next attempt. */
final class Reply {
    private final AgentEngine engine;
    private final MethodState state;
    private final int status;
    private MethodState.@Nullable Saved saved;
    private byte[] body = {};
    private boolean whole;
    private @Nullable BodyRecorder recorder;
    private final boolean direct;

    /** @param direct whether it is to the very request, and not to one to which a redirect has led */
    Reply(AgentEngine engine, MethodState state, boolean direct) {
        this.engine = engine;
        this.state = state;
        this.direct = direct;
        this.status = state.method().getStatusCode();
    }

    /** One that no endpoint gave. */
    Reply(AgentEngine engine, MethodState state, int status, MethodState.Saved stored) {
        this.engine = engine;
        this.state = state;
        this.direct = true;
        this.status = status;
        saved = stored;
        whole = true;
    }

    boolean isDirect() {
        return direct;
    }

    Header[] headers() {
        MethodState.Saved kept = saved;
        return kept == null ? state.responseHeaders() : kept.headers();
    }

    void add(Header more) {
        MethodState.Saved kept = saved;
        if (kept == null) {
            state.addResponseHeader(more);
        } else {
            saved = kept.with(more);
        }
    }

    /** The cache hears of the body: what is there at once, the rest as the program reads it. */
    void record(BodyRecorder recorder) throws IOException {
        MethodState.Saved kept = saved;
        if (kept != null) {
            byte[] all = kept.body();
            if (!whole) {
                recorder.abandon();
                return;
            }
            if (all != null) {
                recorder.write(all, 0, all.length);
            }
            recorder.complete();
            return;
        }
        HttpMethodBase method = state.method();
        InputStream content = method.getResponseBodyAsStream();
        if (content == null) {
            recorder.complete();
        } else {
            this.recorder = recorder;
            state.readFrom(new HeardStream(
                    content,
                    recorder,
                    method.getResponseContentLength(),
                    method.getResponseHeader("Content-Encoding") != null));
        }
    }

    /** Whether the cache wants to hear more of it. */
    boolean isRecording() {
        BodyRecorder hears = recorder;
        return hears != null && !hears.isEnded();
    }

    int status() {
        return status;
    }

    /**
     * Reads it ahead, so that its connection is free for the next attempt.
     *
     * @return false when it cannot be held; then it is in the method as it comes
     */
    boolean hold() throws IOException {
        InputStream content = state.method().getResponseBodyAsStream();
        if (content == null) {
            return true;
        }
        ReadAhead held = ReadAhead.of(engine, content, state::breakOff);
        if (!held.isWhole() || state.method().isAborted()) {
            // What the program has broken off while it was read it hears of as it reads, as without us.
            state.readFrom(held.content());
            return false;
        }
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream all = held.content();
        byte[] chunk = new byte[8192];
        try {
            for (int n; (n = all.read(chunk)) >= 0; ) {
                read.write(chunk, 0, n);
            }
            whole = true;
        } catch (IOException broken) {
            whole = false;
        }
        body = read.toByteArray();
        saved = state.save(body);
        release();
        return true;
    }

    /** Takes it out of the method, and gives its connection back. */
    void save() {
        if (saved != null) {
            return;
        }
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        HttpMethodBase method = state.method();
        boolean some = false;
        try {
            InputStream content = method.getResponseBodyAsStream();
            some = content != null;
            whole = content == null || Drain.toEnd(engine, content, read, state::breakOff);
        } catch (IOException unreadable) {
            whole = false;
        }
        body = read.toByteArray();
        saved = state.save(some ? body : null);
        release();
    }

    /** Nobody gets it. */
    void drop() {
        if (saved == null) {
            save();
            body = new byte[0];
        }
    }

    private void release() {
        if (!whole) {
            // The client would read a response to its end that it is to release.
            state.close();
        }
        state.method().releaseConnection();
    }

    /** The program finds it in its method. */
    void restore() {
        MethodState.Saved kept = saved;
        if (kept != null) {
            state.restore(kept, whole ? null : new SequenceInputStream(new ByteArrayInputStream(body), new Broken()));
        }
    }

    /** Where the body broke off, or was longer than what is kept of one that nobody wanted. */
    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the rest of the response did not come before another endpoint was asked");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return read();
        }
    }
}
