package dev.failover.processor.roundtrip;

import dev.failover.FailoverManager;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;

/** Run with a small heap: moves more than fits into it. */
public final class StreamsProgram {
    static final long LENGTH = 1L << 30;

    private StreamsProgram() {}

    /** The URL of the server, and a file of {@link #LENGTH}. */
    public static void main(String[] args) throws IOException {
        try (FailoverManager manager = FailoverManager.create().serviceOrRegister("streams", args[0])) {
            StreamsApi api = create(manager);
            try (InputStream body = api.get()) {
                System.out.println("got " + drain(body));
            }
            try (InputStream body = api.cached()) {
                System.out.println("cached " + drain(body));
            }
            System.out.println("put " + api.put(new Zeros(LENGTH)));
            System.out.println("file " + api.putFile(new File(args[1])));
            System.out.println("heap " + (Runtime.getRuntime().maxMemory() < LENGTH / 8));
        }
    }

    /** By name: the client is generated when the tests run. */
    private static StreamsApi create(FailoverManager manager) {
        try {
            return (StreamsApi) Class.forName(StreamsApi.class.getName() + "Failover")
                    .getMethod("create", FailoverManager.class)
                    .invoke(null, manager);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static long drain(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long count = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            count += read;
        }
        return count;
    }

    /** So many zeros. */
    static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            left -= count;
            return count;
        }
    }
}
