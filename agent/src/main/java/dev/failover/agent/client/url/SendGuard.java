package dev.failover.agent.client.url;

import dev.failover.agent.client.Idempotency;
import java.io.IOException;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * Says, for what this thread does right now, that a request must not be sent twice. The JDK's client would otherwise send
 * any request once more by itself when a connection breaks. What the program makes in the middle of it, such as a proxy selector
 * that fetches its rules, is another request.
 */
final class SendGuard {
    @SuppressWarnings("ThreadLocalUsage") // static itself
    private static final ThreadLocal<@Nullable HttpURLConnection> OPENING = new ThreadLocal<>();

    @SuppressWarnings("ThreadLocalUsage") // static itself
    private static final ThreadLocal<@Nullable Request> SENDING = new ThreadLocal<>();

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
    static void opening(boolean guarded, HttpURLConnection connection, Opening action) throws IOException {
        if (!guarded) {
            action.run();
            return;
        }
        HttpURLConnection outer = OPENING.get();
        OPENING.set(connection);
        try {
            action.run();
        } finally {
            OPENING.set(outer);
        }
    }

    /** Sends such a request by a connection of the JDK. */
    static <T> T sending(boolean guarded, HttpURLConnection by, Sending<T> action) throws IOException {
        if (!guarded) {
            return action.run();
        }
        Request outer = SENDING.get();
        SENDING.set(new Request(by));
        try {
            return action.run();
        } finally {
            SENDING.set(outer);
        }
    }

    /**
     * Not null when the connection that is being opened must be a live one.
     *
     * @param asking the JDK's
     */
    static Object @Nullable [] fresh(@Nullable Object asking) {
        HttpURLConnection opening = OPENING.get();
        return opening != null && isOf(asking, opening) ? YES : null;
    }

    /**
     * Not null when the request that is being sent must be sent once.
     *
     * @param asking the JDK's connection, or what stands behind it
     */
    static Object @Nullable [] once(@Nullable Object asking) {
        Request sending = SENDING.get();
        return sending != null
                        && (!(asking instanceof HttpURLConnection) || isOf(asking, sending.by))
                        && sending.isStillTheSame()
                ? YES
                : null;
    }

    /** That of https has another one inside, with the very same URL. */
    @SuppressWarnings("ReferenceEquality") // an equal one may be that of another request
    private static boolean isOf(@Nullable Object asking, HttpURLConnection connection) {
        return asking instanceof HttpURLConnection && ((HttpURLConnection) asking).getURL() == connection.getURL();
    }

    /** Such a request, and the connection of the JDK that it is sent by. */
    private static final class Request {
        private final HttpURLConnection by;
        private final String url;

        Request(HttpURLConnection by) {
            this.by = by;
            url = by.getURL().toExternalForm();
        }

        /**
         * Whether no redirect has made another one of it: a GET, which may be sent again, or one to somebody else. That one gets
         * a connection that was kept, without a look whether it is a live one, and the JDK must be able to repair that.
         */
        boolean isStillTheSame() {
            return !Idempotency.ofMethod(by.getRequestMethod())
                    && by.getURL().toExternalForm().equals(url);
        }
    }
}
