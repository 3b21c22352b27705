package dev.failover.agent.client.apache5;

import dev.failover.agent.client.ReadAhead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** The body of an answer that another attempt may follow: it has its connection no longer, or is not followed. */
final class HeldEntity extends HttpEntityWrapper {
    private final boolean whole;
    private final InputStream content;

    HeldEntity(HttpEntity body, ReadAhead read) {
        super(body);
        whole = read.isWhole();
        content = read.content();
    }

    /** Whether it is all there, or gone: either way no connection is needed any more. */
    boolean isWhole() {
        return whole;
    }

    /** Always the same stream, as of every entity that cannot be repeated. */
    @Override
    public InputStream getContent() {
        return content;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream all = content) {
            byte[] chunk = new byte[4096];
            for (int n; (n = all.read(chunk)) >= 0; ) {
                out.write(chunk, 0, n);
            }
        }
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }
}
