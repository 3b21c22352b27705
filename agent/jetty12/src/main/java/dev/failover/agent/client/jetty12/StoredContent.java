package dev.failover.agent.client.jetty12;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** The content of an answer of the cache. Thread-safe. */
final class StoredContent implements Content.Source {
    private final Executor executor;
    private final Runnable whenRead;
    /** Guarded by this, like all that follows. */
    private @Nullable ByteBuffer bytes;

    private Content.@Nullable Chunk failure;
    private boolean read;

    /** @param whenRead told when the program has read to the end */
    StoredContent(byte[] body, Executor executor, Runnable whenRead) {
        // Others have the same array.
        this.bytes = body.length == 0 ? null : ByteBuffer.wrap(body).asReadOnlyBuffer();
        this.executor = executor;
        this.whenRead = whenRead;
    }

    @Override
    public Content.Chunk read() {
        synchronized (this) {
            Content.Chunk failed = failure;
            if (failed != null) {
                return failed;
            }
            ByteBuffer content = bytes;
            if (content != null) {
                bytes = null;
                // The end is told by a piece of its own.
                return Content.Chunk.from(content, false);
            }
            if (read) {
                return Content.Chunk.EOF;
            }
            read = true;
        }
        whenRead.run();
        return Content.Chunk.EOF;
    }

    @Override
    public void demand(Runnable callback) {
        executor.execute(callback);
    }

    @Override
    public synchronized void fail(Throwable why) {
        if (failure == null && !read) {
            bytes = null;
            failure = Content.Chunk.from(why);
        }
    }
}
