package dev.failover.agent.client.reactor;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.http.client.HttpClientState;
import reactor.util.context.Context;

/** Makes the client itself read a stored response, by a channel that leads nowhere, on a thread of its own. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits until the channel is closed
final class StoredReply implements ConnectionObserver {
    private final ReactorCall call;
    private final HttpClientConfig config;
    private final HttpResponse head;
    private final byte[] body;
    private final StoredChannel channel;
    private boolean told;

    private StoredReply(ReactorCall call, HttpResponse head, byte[] body) {
        this.call = call;
        this.config = call.request().own().configuration();
        this.head = head;
        this.body = body;
        channel = new StoredChannel(call.request().address());
    }

    static void give(ReactorCall call, HttpResponse head, byte[] body) {
        StoredReply reply = new StoredReply(call, head, body);
        open(reply.channel, reply.config, reply).addListener(registered -> {
            if (!registered.isSuccess()) {
                call.askInstead(registered.cause());
            }
        });
    }

    /** Gives the client the channel as if it had just connected. */
    static ChannelFuture open(Channel channel, HttpClientConfig config, ConnectionObserver observer) {
        if (config.isAcceptGzip()) {
            channel.pipeline().addLast(new HttpContentDecompressor());
        }
        ChannelOperations.addReactiveBridge(channel, config.channelOperationsProvider(), observer);
        return config.loopResources().onClient(config.isPreferNative()).next().register(channel);
    }

    @Override
    public Context currentContext() {
        return call.context();
    }

    @Override
    public void onUncaughtException(Connection connection, Throwable failure) {
        if (!told) {
            told = true;
            call.askInstead(failure);
        }
        channel.close();
    }

    @Override
    public void onStateChange(Connection connection, State state) {
        if (state == State.CONFIGURED) {
            read(connection);
        } else if (state == HttpClientState.RESPONSE_RECEIVED) {
            told = true;
            call.give(connection);
        } else if (state == State.DISCONNECTING) {
            channel.close();
        }
    }

    private void read(Connection operations) {
        try {
            Internals.prepare(config, operations);
        } catch (RuntimeException fault) {
            onUncaughtException(operations, fault);
            return;
        }
        put(channel.pipeline(), head, body);
    }

    /** By the thread of the channel. */
    static void put(ChannelPipeline pipeline, HttpResponse head, byte[] body) {
        pipeline.fireChannelRead(head);
        if (body.length > 0) {
            pipeline.fireChannelRead(new DefaultHttpContent(Unpooled.wrappedBuffer(body)));
        }
        pipeline.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }
}
