package dev.failover.agent.client.okhttp;

import java.io.IOException;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * An attempt, which comes back to us on its way through OkHttp's interceptors: all of them run on the thread that makes the
 * call, so the thread knows its attempt. Belongs to that thread, but for {@link #breakOff}.
 */
final class OkHttpAttempt {
    private static final ThreadLocal<@Nullable OkHttpAttempt> CURRENT = new ThreadLocal<>();

    private final Following following;
    private final Interceptor.Chain chain;
    private final Request request;
    private final @Nullable Detour detour;
    private boolean begun;
    private boolean sent;
    private boolean tooLate;
    private boolean over;
    private @Nullable Connection connection;

    /** @param chain what is left of the call's, with the attempt's time-outs */
    OkHttpAttempt(Following following, Interceptor.Chain chain, Request request, @Nullable Detour detour) {
        this.following = following;
        this.chain = chain;
        this.request = request;
        this.detour = detour;
    }

    /** The attempt that this thread makes. */
    static @Nullable OkHttpAttempt current() {
        return CURRENT.get();
    }

    /** From now on this thread makes another attempt, or none. */
    static void enter(@Nullable OkHttpAttempt attempt) {
        // Not removed: the thread's next call would have to make the entry again.
        CURRENT.set(attempt);
    }

    /** @throws InterruptedException undeclared by OkHttp, which from 5.0 on waits for connections that others make */
    Response run() throws IOException, InterruptedException {
        OkHttpAttempt outer = current();
        enter(this);
        try {
            return chain.proceed(request);
        } finally {
            enter(outer);
            over();
        }
    }

    /** From now on its connection may serve another call, which must not be broken off. */
    private synchronized void over() {
        over = true;
    }

    /** Whether a request is this attempt itself, which begins now. */
    boolean begins(Request candidate) {
        if (begun || candidate != request) {
            return false;
        }
        begun = true;
        return true;
    }

    /** As in {@link Following}. */
    int readTimeoutMillis() {
        return following.readTimeoutMillis(chain);
    }

    /** How its URL differs from that of the program; null when it does not. */
    @Nullable
    Detour detour() {
        return detour;
    }

    /**
     * There is a connection, and the request is written to it now.
     *
     * @return false if it is too late for that
     */
    synchronized boolean sends(@Nullable Connection over) {
        if (tooLate) {
            return false;
        }
        connection = over;
        sent = true;
        return true;
    }

    /** Whether any of the request can have left. */
    synchronized boolean isSent() {
        return sent;
    }

    /** The connection that it used last. */
    @Nullable
    synchronized Connection connection() {
        return connection;
    }

    /** It looks for a connection, and has let go of the one before. */
    synchronized void connects() {
        connection = null;
    }

    /** Its time is over. Where several calls share a connection there are only the time-outs of reading and writing. */
    synchronized void breakOff() {
        tooLate = true;
        if (!over && connection != null && isOurs(connection)) {
            Chains.breakOff(connection);
        }
    }

    /** Whether a connection serves one request at a time. */
    static boolean isOurs(Connection connection) {
        return connection.protocol().toString().startsWith("http/1");
    }
}
