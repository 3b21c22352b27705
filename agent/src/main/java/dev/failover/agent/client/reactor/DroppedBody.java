package dev.failover.agent.client.reactor;

import dev.failover.agent.client.AgentEngine;
import dev.failover.time.Timers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.netty.Connection;

/**
 * Reads the rest of a response that nobody gets, so that its connection goes back to the pool; closes the connection where
 * that takes longer than a new one would. Blocks nobody.
 */
final class DroppedBody implements CoreSubscriber<ByteBuf> {
    private static final int LONGEST = 64 * 1024;
    private static final long LONGEST_NANOS = 100_000_000;

    private final Connection connection;
    private Timers.@Nullable Timer timer;
    private int read;
    private volatile boolean ended;

    private DroppedBody(Connection connection) {
        this.connection = connection;
    }

    static void drain(Connection connection, AgentEngine engine) {
        DroppedBody body = new DroppedBody(connection);
        body.timer = engine.timers().schedule(body::tooLong, LONGEST_NANOS);
        // What is received is released behind each element.
        connection.inbound().receive().subscribe(body);
    }

    /** Where it is read, so that it is not the next request's connection by then. */
    private void tooLong() {
        connection.channel().eventLoop().execute(() -> {
            if (!ended) {
                connection.dispose();
            }
        });
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuf part) {
        read += part.readableBytes();
        if (read > LONGEST) {
            connection.dispose();
        }
    }

    @Override
    public void onError(Throwable broken) {
        ended();
    }

    @Override
    public void onComplete() {
        ended();
    }

    private void ended() {
        ended = true;
        Timers.Timer running = timer;
        if (running != null) {
            running.cancel();
        }
    }
}
