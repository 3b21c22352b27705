package dev.failover.agent.client;

import dev.failover.cache.BodyRecorder;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a recorder what the program reads of a body. As thread-safe as the stream that it reads. */
public final class RecordedStream extends FilterInputStream {
    private final BodyRecorder recorder;

    public RecordedStream(InputStream body, BodyRecorder recorder) {
        super(body);
        this.recorder = recorder;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? read : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read;
        try {
            read = in.read(into, offset, length);
        } catch (IOException | RuntimeException broken) {
            recorder.abandon();
            throw broken;
        }
        if (read > 0) {
            recorder.write(into, offset, read);
        } else if (read < 0) {
            recorder.complete();
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        if (count > 0) {
            recorder.abandon();
        }
        return in.skip(count);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** What has come to its end is complete by then. */
    @Override
    public void close() throws IOException {
        recorder.abandon();
        in.close();
    }
}
