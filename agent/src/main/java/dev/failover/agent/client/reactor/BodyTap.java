package dev.failover.agent.client.reactor;

import dev.failover.cache.BodyRecorder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Hears the body of a response on its way to the program, decoded as the program gets it. What comes before it is known whether
 * it is stored is copied. Confined to the thread that reads.
 */
final class BodyTap extends ChannelInboundHandlerAdapter {
    /** More does not come by itself before the program asks for it. */
    private static final int LONGEST_KEPT = 1 << 20;

    private static final String NAME = "dev.failover.tap";

    private final Channel channel;
    private final List<byte[]> kept = new ArrayList<>();
    private int keptBytes;
    private @Nullable BodyRecorder recorder;
    private boolean complete;
    private boolean broken;

    private BodyTap(Channel channel) {
        this.channel = channel;
    }

    /** Null where the client has nothing of its own to listen before. */
    static @Nullable BodyTap at(Channel channel) {
        if (channel.pipeline().get(NettyPipeline.ReactiveBridge) == null
                || channel.pipeline().get(NAME) != null) {
            return null;
        }
        BodyTap tap = new BodyTap(channel);
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, NAME, tap);
        return tap;
    }

    private void onReader(Runnable action) {
        if (channel.eventLoop().inEventLoop()) {
            action.run();
        } else {
            channel.eventLoop().execute(action);
        }
    }

    void record(BodyRecorder told) {
        onReader(() -> {
            recorder = told;
            for (byte[] part : kept) {
                told.write(part, 0, part.length);
            }
            kept.clear();
            if (broken) {
                told.abandon();
            } else if (complete) {
                told.complete();
            }
        });
    }

    void stopUnlessRecording() {
        onReader(() -> {
            if (recorder == null) {
                kept.clear();
                remove();
            }
        });
    }

    private void remove() {
        if (channel.pipeline().get(NAME) == this) {
            channel.pipeline().remove(this);
        }
    }

    private void hear(HttpContent content) {
        BodyRecorder told = recorder;
        ByteBuf bytes = content.content();
        if (content.decoderResult().isFailure()) {
            fail();
        } else if (told != null && told.isEnded()) {
            return;
        } else if (bytes.isReadable() && !broken) {
            byte[] part = ByteBufUtil.getBytes(bytes);
            if (told != null) {
                told.write(part, 0, part.length);
            } else {
                keep(part);
            }
        }
    }

    private void keep(byte[] part) {
        keptBytes += part.length;
        if (keptBytes > LONGEST_KEPT) {
            fail();
        } else {
            kept.add(part);
        }
    }

    private void fail() {
        broken = true;
        kept.clear();
        BodyRecorder told = recorder;
        if (told != null) {
            told.abandon();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpContent) {
            hear((HttpContent) message);
        }
        if (message instanceof LastHttpContent) {
            complete = true;
            BodyRecorder told = recorder;
            if (told != null && !broken) {
                told.complete();
            }
            // The connection may be another request's as soon as the client has heard of it.
            remove();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!complete) {
            fail();
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (!complete) {
            fail();
        }
        context.fireExceptionCaught(failure);
    }
}
