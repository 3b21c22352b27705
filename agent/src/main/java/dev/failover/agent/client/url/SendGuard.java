package dev.failover.agent.client.url;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Says, for what this thread does right now, that a request must not be sent twice. The JDK's client would otherwise send
 * any request once more by itself when a connection breaks.
 */
final class SendGuard {
    private static final ThreadLocal<@Nullable What> NOW = new ThreadLocal<>();
    private static final Object[] YES = {};

    private enum What {
        OPENING,
        SENDING
    }

    private SendGuard() {}

    /** Connects. */
    interface Opening {
        void run() throws IOException;
    }

    /** Sends, and returns where the body goes to or the answer comes from. */
    interface Sending<T> {
        T run() throws IOException;
    }

    /** Opens a connection that will carry such a request. */
    static void opening(boolean guarded, Opening action) throws IOException {
        What outer = guarded ? enter(What.OPENING) : null;
        try {
            action.run();
        } finally {
            if (guarded) {
                leave(outer);
            }
        }
    }

    /** Sends such a request. */
    static <T> T sending(boolean guarded, Sending<T> action) throws IOException {
        What outer = guarded ? enter(What.SENDING) : null;
        try {
            return action.run();
        } finally {
            if (guarded) {
                leave(outer);
            }
        }
    }

    private static @Nullable What enter(What what) {
        What outer = NOW.get();
        NOW.set(what);
        return outer;
    }

    private static void leave(@Nullable What outer) {
        // Not removed where there was nothing: the thread's next call would have to make the entry again.
        NOW.set(outer);
    }

    /** Not null when the connection that is being opened must be a live one. */
    static Object @Nullable [] fresh() {
        return NOW.get() == What.OPENING ? YES : null;
    }

    /** Not null when the request that is being sent must be sent once. */
    static Object @Nullable [] once() {
        return NOW.get() == What.SENDING ? YES : null;
    }
}
