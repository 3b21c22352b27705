package dev.failover.agent.client.apache5;

import java.io.IOException;
import java.util.Set;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, of which one attempt at a time gets its bytes: an attempt that has ended may still be asked for some
 * by a connection that has not noticed. Thread-safe.
 */
final class AsyncBody {
    private final AsyncEntityProducer producer;
    /** Guarded by this, like all that follows. */
    private @Nullable Share owner;

    private boolean begun;

    AsyncBody(AsyncEntityProducer producer) {
        this.producer = producer;
    }

    /** Whether it is still there, or can be produced again. */
    synchronized boolean isRepeatable() {
        return !begun || producer.isRepeatable();
    }

    /** The body for another attempt; the one before gets nothing any more. */
    synchronized Share begin() {
        if (owner != null) {
            // As the client itself does before it repeats a request.
            producer.releaseResources();
        }
        Share share = new Share();
        owner = share;
        return share;
    }

    /** The body as one attempt has it. */
    final class Share implements AsyncEntityProducer {
        private boolean ended;

        private Share() {}

        /** The attempt is over. */
        void end() {
            synchronized (AsyncBody.this) {
                ended = true;
            }
        }

        private boolean isOwner() {
            return owner == this && !ended;
        }

        @Override
        public boolean isRepeatable() {
            return producer.isRepeatable();
        }

        @Override
        public int available() {
            synchronized (AsyncBody.this) {
                return isOwner() ? producer.available() : 0;
            }
        }

        @Override
        public void produce(DataStreamChannel channel) throws IOException {
            synchronized (AsyncBody.this) {
                if (isOwner()) {
                    begun = true;
                    producer.produce(channel);
                }
            }
        }

        @Override
        public void failed(Exception cause) {
            synchronized (AsyncBody.this) {
                if (isOwner()) {
                    producer.failed(cause);
                }
            }
        }

        @Override
        public void releaseResources() {
            synchronized (AsyncBody.this) {
                if (isOwner()) {
                    producer.releaseResources();
                }
            }
        }

        @Override
        public long getContentLength() {
            return producer.getContentLength();
        }

        @Override
        public String getContentType() {
            return producer.getContentType();
        }

        @Override
        public String getContentEncoding() {
            return producer.getContentEncoding();
        }

        @Override
        public boolean isChunked() {
            return producer.isChunked();
        }

        @Override
        public Set<String> getTrailerNames() {
            return producer.getTrailerNames();
        }
    }
}
