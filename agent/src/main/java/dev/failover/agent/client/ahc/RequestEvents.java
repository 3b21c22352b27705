package dev.failover.agent.client.ahc;

import dev.failover.agent.client.HandOver;
import dev.failover.http.Headers;
import dev.failover.time.Timers;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.netty.request.NettyRequest;
import org.jspecify.annotations.Nullable;

/** How a request gets on its way: the program's handler hears of it for each attempt. */
abstract class RequestEvents<T> extends ConnectionEvents<T> implements Runnable {
    /** The request was not begun to be written. */
    private static final int CONNECTING = 0;

    private static final int WRITTEN = 1;
    /** It must not be written any more. */
    private static final int FORBIDDEN = 2;

    @SuppressWarnings("rawtypes") // a class has no types of its own
    private static final AtomicIntegerFieldUpdater<RequestEvents> STATE =
            AtomicIntegerFieldUpdater.newUpdater(RequestEvents.class, "state");

    /** Null without a cache. */
    private final @Nullable Conditions conditions;

    private volatile int state;
    private volatile Timers.@Nullable Timer connectTimer;

    RequestEvents(AsyncHandler<T> programs, @Nullable Headers conditions) {
        super(programs);
        this.conditions = conditions == null ? null : new Conditions(conditions);
    }

    /** What the client has sent for the cache; null without one. */
    final @Nullable Conditions conditions() {
        return conditions;
    }

    /** Whether it was begun to be written. */
    final boolean isWritten() {
        return state == WRITTEN;
    }

    /** The time to connect in nanoseconds; 0 when the client's own bound is to be left alone. */
    abstract long connectNanos();

    /**
     * A connection is opened, which most requests have no need of: bounds the time for the first one. The client cannot be told it
     * for one request.
     */
    private void boundConnecting() {
        long nanos = connectNanos();
        if (nanos > 0 && connectTimer == null && state == CONNECTING) {
            connectTimer = handOver().direct().schedule(this, nanos);
        }
    }

    @Override
    public void onHostnameResolutionAttempt(String name) {
        boundConnecting();
        super.onHostnameResolutionAttempt(name);
    }

    @Override
    public void onTcpConnectAttempt(InetSocketAddress remoteAddress) {
        boundConnecting();
        super.onTcpConnectAttempt(remoteAddress);
    }

    /** The time to connect is over; on the thread of the timers. */
    @Override
    public final void run() {
        handOver().later(() -> {
            if (STATE.compareAndSet(this, CONNECTING, FORBIDDEN)) {
                notConnected();
            }
        });
    }

    abstract HandOver handOver();

    /** It took too long to connect, and nothing will be written. */
    abstract void notConnected();

    final void stopConnectTimer() {
        Timers.Timer running = connectTimer;
        if (running != null) {
            running.cancel();
        }
    }

    /** Whether nobody gets what may come of it. */
    abstract boolean isDropped();

    public abstract void breakOff();

    @Override
    public void onRequestSend(NettyRequest request) {
        if (isDropped() || !begins(request)) {
            throw new CancellationException("nobody waits for it any more");
        }
        stopConnectTimer();
        programs().onRequestSend(request);
    }

    /** It is about to be written, perhaps once more; returns false when it must not. */
    private boolean begins(NettyRequest request) {
        if (!STATE.compareAndSet(this, CONNECTING, WRITTEN) && state == FORBIDDEN) {
            return false;
        }
        if (conditions != null) {
            conditions.begins(request.getHttpRequest());
        }
        return true;
    }

    @Override
    public void onRetry() {
        if (isDropped()) {
            breakOff();
        } else {
            programs().onRetry();
        }
    }

    @Override
    public void onTcpConnectSuccess(InetSocketAddress remoteAddress, Channel connection) {
        // What follows, a TLS handshake perhaps, is not connecting.
        stopConnectTimer();
        super.onTcpConnectSuccess(remoteAddress, connection);
    }
}
