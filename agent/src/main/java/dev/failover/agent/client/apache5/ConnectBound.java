package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import dev.failover.time.Timers;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how long a connection may take to come about. Not by the client's own settings, which are in several places, some of
 * them hidden, and which must not get longer by ours. Thread-safe.
 */
final class ConnectBound {
    private static final int CONNECTING = 0;
    private static final int ENDED = 1;
    private static final int TOO_LATE = 2;

    /** A handshake of TLS takes some turns more than opening the connection, and much more work the first time. */
    private static final int FOR_TLS = 3;

    private final AtomicInteger state = new AtomicInteger(CONNECTING);
    private Timers.@Nullable Timer timer;

    private ConnectBound() {}

    /**
     * Begins with the connection.
     *
     * @param connectNanos for the connection alone, without TLS; 0 for no bound
     */
    static ConnectBound start(AgentEngine engine, HttpRoute route, long connectNanos, Runnable abort) {
        long nanos = route.isSecure() ? FOR_TLS * connectNanos : connectNanos;
        ConnectBound bound = new ConnectBound();
        if (nanos > 0) {
            bound.timer = engine.timers()
                    .schedule(
                            () -> {
                                if (bound.state.compareAndSet(CONNECTING, TOO_LATE)) {
                                    engine.chores(abort);
                                }
                            },
                            nanos);
        }
        return bound;
    }

    /** It has come about, or failed; returns whether the time was over before. */
    boolean end() {
        Timers.Timer running = timer;
        if (state.compareAndSet(CONNECTING, ENDED) && running != null) {
            running.cancel();
        }
        return state.get() == TOO_LATE;
    }

    /** What the client itself would throw. */
    static ConnectTimeoutException failure(HttpRoute route, @Nullable Throwable consequence) {
        HttpHost target = route.getTargetHost();
        ConnectTimeoutException failure = new ConnectTimeoutException(
                "Connect to " + target.toHostString() + " failed: connect timed out", target);
        if (consequence != null) {
            failure.initCause(consequence);
        }
        return failure;
    }
}
