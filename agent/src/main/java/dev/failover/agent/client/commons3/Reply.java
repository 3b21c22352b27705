package dev.failover.agent.client.commons3;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Drain;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
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

    Reply(AgentEngine engine, MethodState state) {
        this.engine = engine;
        this.state = state;
        this.status = state.method().getStatusCode();
    }

    int status() {
        return status;
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
            state.breakOff();
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

    /** What was longer than what is kept. */
    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the rest of the response was not kept while another endpoint was asked");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return read();
        }
    }
}
