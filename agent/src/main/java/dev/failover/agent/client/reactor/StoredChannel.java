package dev.failover.agent.client.reactor;

import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DefaultSocketChannelConfig;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Leads nowhere: what is read by it is put into it, what is written is gone. */
final class StoredChannel extends AbstractChannel implements SocketChannel {
    private static final ChannelMetadata METADATA = new ChannelMetadata(false);

    private final InetSocketAddress remote;
    private final SocketChannelConfig config = new DefaultSocketChannelConfig(this, new NoSocket());
    private volatile boolean open = true;
    private volatile boolean takenMore;

    /** Takes no file descriptor. */
    private static final class NoSocket extends Socket {
        @Override
        public void setTcpNoDelay(boolean on) {
            // There is nothing to set.
        }
    }

    StoredChannel(InetSocketAddress remote) {
        super(null);
        this.remote = remote;
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new AbstractUnsafe() {
            @Override
            public void connect(SocketAddress there, @Nullable SocketAddress here, ChannelPromise promise) {
                promise.setFailure(new UnsupportedOperationException("leads nowhere"));
            }
        };
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected SocketAddress localAddress0() {
        return new InetSocketAddress(0);
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return remote;
    }

    @Override
    protected void doBind(SocketAddress address) {
        throw new UnsupportedOperationException("leads nowhere");
    }

    @Override
    protected void doDisconnect() {
        open = false;
    }

    @Override
    protected void doClose() {
        open = false;
    }

    @Override
    protected void doBeginRead() {
        // All is put in.
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer buffer) {
        for (Object message = buffer.current(); message != null; message = buffer.current()) {
            boolean isContent = message instanceof HttpContent
                    && ((HttpContent) message).content().isReadable();
            takenMore |= isContent || !(message instanceof HttpObject);
            buffer.remove();
        }
    }

    /** Whether something was written to it that is not the head of a request. */
    boolean hasTakenMore() {
        return takenMore;
    }

    @Override
    public SocketChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    @SuppressWarnings("NullAway") // as a channel of a client
    public ServerSocketChannel parent() {
        return null;
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) super.localAddress();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return (InetSocketAddress) super.remoteAddress();
    }

    @Override
    public boolean isInputShutdown() {
        return !open;
    }

    @Override
    public ChannelFuture shutdownInput() {
        return close();
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        return close(promise);
    }

    @Override
    public boolean isOutputShutdown() {
        return !open;
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return close();
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        return close(promise);
    }

    @Override
    public boolean isShutdown() {
        return !open;
    }

    @Override
    public ChannelFuture shutdown() {
        return close();
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        return close(promise);
    }
}
