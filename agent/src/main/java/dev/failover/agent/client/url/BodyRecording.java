package dev.failover.agent.client.url;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.cache.BodyRecorder;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Tells a recorder the body of an answer while the program reads it. A fault in here costs the program nothing. */
final class BodyRecording {
    private static final int UNKNOWN = -1;

    private final BodyRecorder recorder;
    private final long announced;
    private @Nullable Stream stream;

    /** @param length the field; null when the end will show by itself */
    BodyRecording(BodyRecorder recorder, @Nullable String length, int status) {
        this.recorder = recorder;
        this.announced = status == 204 ? 0 : number(length);
        if (announced == 0) {
            whole();
        }
    }

    private static long number(@Nullable String length) {
        try {
            return length == null ? UNKNOWN : Long.parseLong(length.trim());
        } catch (NumberFormatException odd) {
            return UNKNOWN;
        }
    }

    /** The stream for the program: the same one for the same. */
    InputStream of(InputStream real) {
        Stream known = stream;
        if (known == null || !known.isOf(real)) {
            known = new Stream(real);
            stream = known;
        }
        return known;
    }

    void abandon() {
        try {
            recorder.abandon();
        } catch (RuntimeException | LinkageError fault) {
            Bridge.failed(fault);
        }
    }

    private void whole() {
        try {
            recorder.complete();
        } catch (RuntimeException | LinkageError fault) {
            failed(fault);
        }
    }

    private void tell(byte[] bytes, int offset, int length) {
        try {
            recorder.write(bytes, offset, length);
        } catch (RuntimeException | LinkageError fault) {
            failed(fault);
        }
    }

    private void failed(Throwable fault) {
        Bridge.failed(fault);
        abandon();
    }

    private final class Stream extends FilterInputStream {
        private long told;

        Stream(InputStream real) {
            super(real);
        }

        boolean isOf(InputStream real) {
            return in == real;
        }

        @Override
        public int read() throws IOException {
            int one;
            try {
                one = in.read();
            } catch (IOException | RuntimeException failure) {
                abandon();
                throw failure;
            }
            if (one >= 0) {
                heard(new byte[] {(byte) one}, 0, 1);
            } else {
                whole();
            }
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count;
            try {
                count = in.read(into, offset, length);
            } catch (IOException | RuntimeException failure) {
                abandon();
                throw failure;
            }
            if (count > 0) {
                heard(into, offset, count);
            } else if (count < 0) {
                whole();
            }
            return count;
        }

        private void heard(byte[] bytes, int offset, int length) {
            tell(bytes, offset, length);
            told += length;
            if (told == announced) {
                // Many readers stop here.
                whole();
            }
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = in.skip(bytes);
            if (skipped > 0) {
                abandon();
            }
            return skipped;
        }

        /** What would be read twice must not be told twice. */
        @Override
        public synchronized void reset() throws IOException {
            abandon();
            in.reset();
        }

        @Override
        public void close() throws IOException {
            abandon();
            in.close();
        }
    }
}
