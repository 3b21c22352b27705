package dev.failover.agent.client.ahc;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * What has come, besides its head, of a response of which nobody knows yet whether the program gets it. Confined to the thread
 * that reads.
 */
final class HeldResponse<T> {
    /** More than is held for another attempt: it can come while a hedge may still bring a better one. */
    private static final int LONGEST = 8 * 1024 * 1024;

    private @Nullable List<Event<T>> events;

    private @Nullable List<ByteBuf> buffers;
    private int bytes;
    private int dropped;
    private boolean completed;
    private @Nullable Throwable failure;

    /** One thing that the client has told. */
    interface Event<T> {
        AsyncHandler.State tell(AsyncHandler<T> programs) throws Exception;
    }

    void add(Event<T> event) {
        List<Event<T>> all = events;
        if (all == null) {
            all = new ArrayList<>();
            events = all;
        }
        all.add(event);
    }

    /** @return whether it is not too long */
    boolean add(HttpResponseBodyPart part) {
        bytes += part.length();
        if (bytes > LONGEST) {
            return false;
        }
        // The buffers of the network live no longer than the call of the handler.
        ByteBuf ofNetwork = Versions.bufferOfNetwork(part);
        if (ofNetwork != null) {
            if (buffers == null) {
                buffers = new ArrayList<>();
            }
            buffers.add(ofNetwork.retain());
        }
        add(programs -> programs.onBodyPartReceived(part));
        return true;
    }

    void completed() {
        completed = true;
    }

    /** The first failure counts. */
    void failed(Throwable why) {
        if (failure == null) {
            failure = why;
        }
    }

    /** How many bytes of the body are here. */
    int bytes() {
        return bytes;
    }

    /** Whether nothing will follow. */
    boolean isEnded() {
        return completed || failure != null;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** How many bytes of the body came of a response that nobody gets. */
    int dropped() {
        return dropped;
    }

    /** Nobody gets what is here. */
    void drop() {
        dropped = bytes;
        clear();
    }

    /** Nobody gets what comes. */
    void drop(HttpResponseBodyPart part) {
        dropped += part.length();
    }

    /**
     * Tells the program of a response.
     *
     * @param more what has come besides its head
     */
    static <T> AsyncHandler.State pass(
            @Nullable HttpResponseStatus status,
            @Nullable HttpHeaders headers,
            @Nullable HeldResponse<T> more,
            AsyncHandler<T> programs)
            throws Exception {
        try {
            if (status != null && programs.onStatusReceived(status) == AsyncHandler.State.ABORT) {
                return AsyncHandler.State.ABORT;
            }
            if (headers != null && programs.onHeadersReceived(headers) == AsyncHandler.State.ABORT) {
                return AsyncHandler.State.ABORT;
            }
            return more == null ? AsyncHandler.State.CONTINUE : more.passTo(programs);
        } finally {
            if (more != null) {
                more.clear();
            }
        }
    }

    private AsyncHandler.State passTo(AsyncHandler<T> programs) throws Exception {
        if (events != null) {
            for (Event<T> event : events) {
                if (event.tell(programs) == AsyncHandler.State.ABORT) {
                    return AsyncHandler.State.ABORT;
                }
            }
        }
        return AsyncHandler.State.CONTINUE;
    }

    /** Nothing of it is needed any more. */
    void clear() {
        if (buffers != null) {
            for (ByteBuf buffer : buffers) {
                buffer.release();
            }
        }
        buffers = null;
        events = null;
        bytes = 0;
    }
}
