package dev.failover.cache;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a response, of which the cache hears what the program reads. */
public final class HeardStream extends FilterInputStream {
    private final BodyRecorder recorder;
    /** Negative when it is not known. */
    private final long length;

    private final boolean isEncoded;
    private long bytes;

    /** @param isEncoded whether there may be a decoder above, which need not ask for the end of what it decodes */
    public HeardStream(InputStream content, BodyRecorder recorder, long length, boolean isEncoded) {
        super(content);
        this.recorder = recorder;
        this.length = length;
        this.isEncoded = isEncoded;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int wanted) throws IOException {
        int n;
        try {
            n = in.read(into, offset, wanted);
        } catch (IOException | RuntimeException failure) {
            recorder.abandon();
            throw failure;
        }
        if (n > 0) {
            recorder.write(into, offset, n);
            bytes += n;
        } else if (n < 0) {
            recorder.complete();
        }
        return n;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = in.skip(wanted);
        if (skipped > 0) {
            recorder.abandon();
        }
        return skipped;
    }

    @Override
    public void close() throws IOException {
        if (!recorder.isEnded()) {
            if (length >= 0 ? bytes == length : isEncoded && bytes > 0 && isAtEnd()) {
                recorder.complete();
            } else {
                recorder.abandon();
            }
        }
        super.close();
    }

    /** The client reads on until the end when it is closed; what is asked for here comes without waiting for more than that. */
    private boolean isAtEnd() {
        try {
            return in.read() < 0;
        } catch (IOException | RuntimeException broken) {
            return false;
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
