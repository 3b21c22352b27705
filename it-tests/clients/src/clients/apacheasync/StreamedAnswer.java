package acme.suite.apacheasync;

import acme.suite.Answer;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.entity.ContentInputStream;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.nio.util.SharedInputBuffer;
import org.apache.http.protocol.HttpContext;

/** Hands the answer over with its head; the body is read while it comes, and the client stopped when nobody reads. */
final class StreamedAnswer implements HttpAsyncResponseConsumer<Void> {
    private final CompletableFuture<Answer> head = new CompletableFuture<>();
    private final SharedInputBuffer buffer = new SharedInputBuffer(2048);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile IOControl exchange;
    private volatile Exception failure;
    private volatile boolean done;

    CompletableFuture<Answer> head() {
        return head;
    }

    void broken(Exception why) {
        if (!done && failure == null) {
            failure = why;
            buffer.close();
        }
        over.countDown();
        head.completeExceptionally(why);
    }

    @Override
    public void responseReceived(HttpResponse response) {
        Answer answer = new Answer(
                response.getStatusLine().getStatusCode(), response.getEntity() == null ? null : body(), this::stop);
        answer.note("line", response::getStatusLine).note("locale", response::getLocale);
        for (Header header : response.getAllHeaders()) {
            answer.header(header.getName(), header.getValue());
        }
        head.complete(answer);
    }

    private InputStream body() {
        return new FilterInputStream(new ContentInputStream(buffer)) {
            @Override
            public int read() throws IOException {
                return checked(super.read());
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return checked(super.read(into, offset, length));
            }

            private int checked(int read) throws IOException {
                if (read < 0) {
                    awaitEnd();
                }
                Exception thrown = failure;
                if (read < 0 && thrown != null) {
                    throw thrown instanceof IOException ? (IOException) thrown : new IOException(thrown);
                }
                return read;
            }

            @Override
            public void close() {
                stop();
            }
        };
    }

    /** The body may be there before the client has dealt with its end. */
    private void awaitEnd() throws IOException {
        try {
            over.await();
        } catch (InterruptedException interrupted) {
            throw new InterruptedIOException();
        }
    }

    private void stop() {
        IOControl control = exchange;
        if (!done && control != null) {
            try {
                control.shutdown();
            } catch (IOException ignored) {
                // It is over then.
            }
        }
    }

    @Override
    public void consumeContent(ContentDecoder decoder, IOControl control) throws IOException {
        exchange = control;
        buffer.consumeContent(decoder, control);
    }

    @Override
    public void responseCompleted(HttpContext context) {
        done = true;
    }

    /** The client has its connection back. */
    void completed() {
        buffer.close();
        over.countDown();
    }

    @Override
    public void failed(Exception why) {
        broken(why);
    }

    @Override
    public Exception getException() {
        return failure;
    }

    @Override
    public Void getResult() {
        return null;
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public void close() {
        broken(new IOException("closed"));
    }

    @Override
    public boolean cancel() {
        broken(new java.util.concurrent.CancellationException("cancelled"));
        return true;
    }
}
