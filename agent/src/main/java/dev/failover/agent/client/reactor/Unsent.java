package dev.failover.agent.client.reactor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;

/**
 * Where the program's function would send something, when all that is wanted is to know the request. Nothing is asked for its bytes:
 * what gives them may do so only once, and has to for the request that is sent.
 */
final class Unsent implements NettyOutbound {
    /** What is written to these is never released by anybody: the garbage collector takes it. */
    private static final ByteBufAllocator UNCOUNTED = new UnpooledByteBufAllocator(false, true, false);

    private final NettyOutbound client;
    private final Runnable unexpected;

    /** @param unexpected told when the function wants more than to send its fields; then it gets no further */
    Unsent(NettyOutbound client, Runnable unexpected) {
        this.client = client;
        this.unexpected = unexpected;
    }

    private NettyOutbound unexpected() {
        unexpected.run();
        return this;
    }

    @Override
    public ByteBufAllocator alloc() {
        return UNCOUNTED;
    }

    /** The fields, and no more. */
    @Override
    public Mono<Void> then() {
        return client.then();
    }

    @Override
    public NettyOutbound then(Publisher<Void> other) {
        return unexpected();
    }

    @Override
    public NettyOutbound then(Publisher<Void> other, Runnable onCleanup) {
        return unexpected();
    }

    @Override
    public NettyOutbound send(Publisher<? extends ByteBuf> body) {
        return unexpected();
    }

    @Override
    public NettyOutbound send(Publisher<? extends ByteBuf> body, Predicate<ByteBuf> flushes) {
        return unexpected();
    }

    @Override
    public NettyOutbound sendObject(Publisher<?> body, Predicate<Object> flushes) {
        return unexpected();
    }

    @Override
    public NettyOutbound sendObject(Object message) {
        return unexpected();
    }

    @Override
    public <S> NettyOutbound sendUsing(
            Callable<? extends S> source,
            BiFunction<? super Connection, ? super S, ?> mapped,
            Consumer<? super S> cleanup) {
        return unexpected();
    }

    @Override
    public NettyOutbound withConnection(Consumer<? super Connection> consumer) {
        return unexpected();
    }
}
