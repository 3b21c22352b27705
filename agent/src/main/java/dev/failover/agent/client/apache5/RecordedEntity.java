package dev.failover.agent.client.apache5;

import dev.failover.cache.BodyRecorder;
import dev.failover.cache.HeardStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
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
        if (content != null) {
            // Begun already; what comes here is not all of it.
            recorder.abandon();
        }
        try {
            super.writeTo(new Tee(out, recorder));
            recorder.complete();
        } finally {
            recorder.abandon();
        }
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public void close() throws IOException {
        recorder.abandon();
        super.close();
    }

    private static final class Tee extends OutputStream {
        private final OutputStream out;
        private final BodyRecorder recorder;

        Tee(OutputStream out, BodyRecorder recorder) {
            this.out = out;
            this.recorder = recorder;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            // First: the program may write to the array.
            recorder.write(from, offset, length);
            out.write(from, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
