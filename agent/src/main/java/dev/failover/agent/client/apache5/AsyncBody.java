package dev.failover.agent.client.apache5;

import dev.failover.agent.client.BodyFaults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, of which one attempt at a time gets its bytes: an attempt that has ended may still be asked for some
 * by a connection that has not noticed. Thread-safe.
 */
final class AsyncBody {
    private static final String OWN = own();
    private static final BodyFaults FAULTS = new BodyFaults(
            Share.class.getName()::equals, "produce", name -> name.startsWith(OWN) && name.contains(".impl.nio."));

    private final AsyncEntityProducer producer;
    /** Guarded by this, like all that follows. */
    private @Nullable Share owner;

    /** Also read by who must not wait for a producer. */
    private volatile boolean begun;

    /** The attempt that sends it; like what follows, touched by whoever steps the call, one thread at a time. */
    private @Nullable AsyncAttempt sender;
    /** One that was begun meanwhile. */
    private @Nullable AsyncAttempt waiting;

    AsyncBody(AsyncEntityProducer producer) {
        this.producer = producer;
    }

    /** How the names of the client's packages for HTTP begin, 1 and 2. */
    private static String own() {
        String name = AsyncEntityProducer.class.getName();
        return name.substring(0, name.indexOf(".http.") + 1) + "http";
    }

    /** Whether a request failed by its body alone. */
    static boolean isAtFault(Throwable failure) {
        return FAULTS.isOfBody(failure);
    }

    /** Whether it is still there, or can be produced again. */
    boolean isRepeatable() {
        return !begun || producer.isRepeatable();
    }

    /** Whether nobody else sends it; otherwise the attempt waits until that one has ended. */
    boolean mayBegin(AsyncAttempt attempt) {
        if (sender == null) {
            sender = attempt;
            return true;
        }
        waiting = attempt;
        return false;
    }

    /** Returns the attempt that has waited for that; null when there is none. */
    @Nullable
    AsyncAttempt ended(AsyncAttempt attempt) {
        AsyncAttempt next = null;
        if (attempt.equals(sender)) {
            sender = null;
            next = waiting;
        }
        if (next != null || attempt.equals(waiting)) {
            waiting = null;
        }
        return next;
    }

    /**
     * The body for another attempt; the one before gets nothing any more.
     *
     * @param watched whether somebody asks for its end
     */
    synchronized Share begin(boolean watched) {
        if (owner != null) {
            // As the client itself does before it repeats a request.
            producer.releaseResources();
        }
        Share share = new Share(watched);
        owner = share;
        return share;
    }

    /** The body as one attempt has it. */
    final class Share implements AsyncEntityProducer {
        private final boolean watched;
        private boolean ended;
        private volatile boolean sent;

        private Share(boolean watched) {
            this.watched = watched;
        }

        /** Whether all of it was handed to the connection; false when nobody watches. */
        boolean isSent() {
            return sent;
        }

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
                    producer.produce(watched ? new Watched(channel, this) : channel);
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

    /** A connection that tells when it has got all of the body. */
    private static final class Watched implements DataStreamChannel {
        private final DataStreamChannel channel;
        private final Share share;

        private Watched(DataStreamChannel channel, Share share) {
            this.channel = channel;
            this.share = share;
        }

        @Override
        public void requestOutput() {
            channel.requestOutput();
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return channel.write(bytes);
        }

        @Override
        public void endStream() throws IOException {
            share.sent = true;
            channel.endStream();
        }

        @Override
        public void endStream(List<? extends Header> trailers) throws IOException {
            share.sent = true;
            channel.endStream(trailers);
        }
    }
}
