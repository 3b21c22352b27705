package dev.failover.agent.client.apache;

import dev.failover.cache.BodyRecorder;
import dev.failover.cache.HeardStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.http.HttpEntity;
import org.apache.http.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/** The body of an answer, of which the cache hears while the program reads it. */
final class RecordedEntity extends HttpEntityWrapper {
    private final BodyRecorder recorder;
    private @Nullable InputStream content;

    RecordedEntity(HttpEntity body, BodyRecorder recorder) {
        super(body);
        this.recorder = recorder;
    }

    /** Whether the cache wants to hear more. */
    boolean isRecording() {
        return !recorder.isEnded();
    }

    /** Always the same stream, as of every entity that cannot be repeated. */
    @Override
    public InputStream getContent() throws IOException {
        InputStream known = content;
        if (known == null) {
            known = new HeardStream(super.getContent(), recorder, getContentLength(), getContentEncoding() != null);
            content = known;
        }
        return known;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream all = getContent()) {
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

    @Override
    @Deprecated
    public void consumeContent() throws IOException {
        recorder.abandon();
        super.consumeContent();
    }
}
