package dev.failover.agent.client.ahc;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.jspecify.annotations.Nullable;

/** What has come of a response of which nobody knows yet whether the program gets it. Confined to the thread that reads. */
final class HeldResponse<T> {
    /** More than is held for another attempt: it can come while a hedge may still bring a better one. */
    private static final int LONGEST = 8 * 1024 * 1024;

    private final List<Event<T>> events = new ArrayList<>();
    private final List<ByteBuf> buffers = new ArrayList<>();
    private int bytes;
    private boolean completed;
    private @Nullable Throwable failure;

    /** One thing that the client has told. */
    interface Event<T> {
        AsyncHandler.State tell(AsyncHandler<T> programs) throws Exception;
    }

    void add(Event<T> event) {
        events.add(event);
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
            buffers.add(ofNetwork.retain());
        }
        events.add(programs -> programs.onBodyPartReceived(part));
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

    AsyncHandler.State passTo(AsyncHandler<T> programs) throws Exception {
        try {
            for (Event<T> event : events) {
                if (event.tell(programs) == AsyncHandler.State.ABORT) {
                    return AsyncHandler.State.ABORT;
                }
            }
            return AsyncHandler.State.CONTINUE;
        } finally {
            clear();
        }
    }

    /** @return how many bytes of a body were there */
    int clear() {
        for (ByteBuf buffer : buffers) {
            buffer.release();
        }
        buffers.clear();
        events.clear();
        int cleared = bytes;
        bytes = 0;
        return cleared;
    }
}
