package dev.failover.agent.client.url;

import dev.failover.agent.client.ThreadMark;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Says, for what this thread does right now, that a request must not be sent twice. The JDK's client would otherwise send
 * any request once more by itself when a connection breaks.
 */
final class SendGuard {
    private static final int OPENING = 1;
    private static final int SENDING = 2;

    private static final ThreadMark NOW = new ThreadMark();
    private static final Object[] YES = {};

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
        int outer = guarded ? enter(OPENING) : 0;
        try {
            action.run();
        } finally {
            if (guarded) {
                NOW.set(outer);
            }
        }
    }

    /** Sends such a request. */
    static <T> T sending(boolean guarded, Sending<T> action) throws IOException {
        int outer = guarded ? enter(SENDING) : 0;
        try {
            return action.run();
        } finally {
            if (guarded) {
                NOW.set(outer);
            }
        }
    }

    /** Returns what it was before. */
    private static int enter(int what) {
        int outer = NOW.get();
        NOW.set(what);
        return outer;
    }

    /** Not null when the connection that is being opened must be a live one. */
    static Object @Nullable [] fresh() {
        return NOW.get() == OPENING ? YES : null;
    }

    /** Not null when the request that is being sent must be sent once. */
    static Object @Nullable [] once() {
        return NOW.get() == SENDING ? YES : null;
    }
}
