package dev.failover.agent.client.apache;

import dev.failover.agent.client.ReadAhead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.http.HttpEntity;
import org.apache.http.entity.HttpEntityWrapper;

/** The body of an answer that another attempt may follow: it has its connection no longer, or is not followed. */
final class HeldEntity extends HttpEntityWrapper {
    private final ReadAhead read;

    HeldEntity(HttpEntity body, ReadAhead read) {
        super(body);
        this.read = read;
    }

    /** Whether it is all there, or gone: either way no connection is needed any more. */
    boolean isWhole() {
        return read.isWhole();
    }

    @Override
    public InputStream getContent() {
        return read.content();
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
}
