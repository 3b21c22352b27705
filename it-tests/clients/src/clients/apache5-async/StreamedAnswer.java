package acme.suite.apache5async;

import acme.suite.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Hands the answer over with its head; the body is read while it comes. */
final class StreamedAnswer implements AsyncResponseConsumer<Void> {
    private static final byte[] END = {};

    private final CompletableFuture<Answer> head = new CompletableFuture<>();
    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
    private volatile Exception failure;
    private volatile boolean over;
    private volatile List<? extends Header> trailers;
    private volatile Runnable stop;
    private volatile FutureCallback<Void> result;

    CompletableFuture<Answer> head() {
        return head;
    }

    void stoppedBy(Runnable how) {
        stop = how;
    }

    @Override
    public void consumeResponse(
            HttpResponse response, EntityDetails details, HttpContext context, FutureCallback<Void> callback) {
        result = callback;
        Answer answer = new Answer(response.getCode(), details == null ? null : new Body(), null);
        answer.note("line", () -> response.getVersion() + " " + response.getCode() + " " + response.getReasonPhrase())
                .note(
                        "entity",
                        () -> details == null
                                ? "none"
                                : details.getContentLength() + " " + details.isChunked() + " "
                                        + details.getContentType() + " " + details.getContentEncoding() + " "
                                        + details.getTrailerNames())
                .note("trailers", () -> trailers);
        for (Header header : response.getHeaders()) {
            answer.header(header.getName(), header.getValue());
        }
        head.complete(answer);
        if (details == null) {
            callback.completed(null);
        }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {}

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer src) {
        byte[] chunk = new byte[src.remaining()];
        src.get(chunk);
        chunks.add(chunk);
    }

    @Override
    public void streamEnd(List<? extends Header> last) {
        trailers = last;
        result.completed(null);
    }

    void completed() {
        over = true;
    }

    void broken(Exception why) {
        if (!over && failure == null) {
            failure = why;
        }
        chunks.add(END);
        head.completeExceptionally(why);
    }

    @Override
    public void failed(Exception why) {
        broken(why);
    }

    /** The last that the client does after a result: it has its connection back. Before a failure it is told first. */
    @Override
    public void releaseResources() {
        if (over) {
            chunks.add(END);
        }
    }

    private final class Body extends InputStream {
        private byte[] chunk = END;
        private int next;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (next == chunk.length && !ended) {
                try {
                    chunk = chunks.take();
                } catch (InterruptedException interrupted) {
                    throw new InterruptedIOException();
                }
                next = 0;
                ended = chunk == END;
            }
            if (ended) {
                Exception why = failure;
                if (why != null) {
                    throw why instanceof IOException ? (IOException) why : new IOException(why);
                }
                return -1;
            }
            int n = Math.min(length, chunk.length - next);
            System.arraycopy(chunk, next, into, offset, n);
            next += n;
            return n;
        }

        @Override
        public void close() {
            Runnable how = stop;
            if (!over && how != null) {
                how.run();
            }
        }
    }
}
