package dev.failover.agent.client.ahc;

import dev.failover.agent.client.HandOver;
import dev.failover.time.Timers;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.concurrent.CancellationException;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.netty.request.NettyRequest;
import org.jspecify.annotations.Nullable;

/** How a request gets on its way: the program's handler hears of it for each attempt. */
abstract class RequestEvents<T> extends ConnectionEvents<T> {
    private final AsyncHandler<T> programs;
    private final Sending sending;
    private volatile Timers.@Nullable Timer connectTimer;

    RequestEvents(AsyncHandler<T> programs, Sending sending) {
        super(programs);
        this.programs = programs;
        this.sending = sending;
    }

    final Sending sending() {
        return sending;
    }

    /** Bounds the time to connect, which the client cannot be told for one request. */
    final void boundConnecting(HandOver handOver, long nanos, Runnable notConnected) {
        connectTimer = handOver.schedule(
                () -> {
                    if (sending.forbid()) {
                        notConnected.run();
                    }
                },
                nanos);
    }

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
        if (isDropped() || !sending.begins(request.getHttpRequest())) {
            throw new CancellationException("nobody waits for it any more");
        }
        stopConnectTimer();
        programs.onRequestSend(request);
    }

    @Override
    public void onRetry() {
        if (isDropped()) {
            breakOff();
        } else {
            programs.onRetry();
        }
    }

    @Override
    public void onTcpConnectSuccess(InetSocketAddress remoteAddress, Channel connection) {
        // What follows, a TLS handshake perhaps, is not connecting.
        stopConnectTimer();
        super.onTcpConnectSuccess(remoteAddress, connection);
    }
}
