package dev.failover.agent.client.reactor;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.http.Headers;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;

/** What the program's own function has written to a request that was not sent. Immutable. */
final class Rehearsed {
    private static final String NAME = "dev.failover.asked";

    private final HttpHeaders fields;
    private final boolean isHostOfClient;

    /** @param isHostOfClient whether it follows from the URL alone, which differs between endpoints */
    Rehearsed(HttpHeaders fields, boolean isHostOfClient) {
        this.fields = fields;
        this.isHostOfClient = isHostOfClient;
    }

    /** What the program has said by it. */
    Headers.Builder fields() {
        Headers.Builder said = Headers.builder();
        Iterator<Map.Entry<CharSequence, CharSequence>> each = fields.iteratorCharSequence();
        while (each.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = each.next();
            String name = field.getKey().toString();
            if (!isOfSending(name)) {
                said.add(name, field.getValue().toString());
            }
        }
        return said;
    }

    /** Versions differ in whether they say by it that they send nothing. */
    private boolean isOfSending(String name) {
        return (isHostOfClient && HttpHeaderNames.HOST.contentEqualsIgnoreCase(name))
                || HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)
                || HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name);
    }

    private boolean isWhat(HttpRequest sent) {
        HttpHeaders now = sent.headers();
        if (HttpUtil.isTransferEncodingChunked(sent) || HttpUtil.getContentLength(sent, 0L) != 0) {
            return false;
        }
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(now.names());
        names.addAll(fields.names());
        for (String name : names) {
            if (!isOfSending(name) && !now.getAll(name).equals(fields.getAll(name))) {
                return false;
            }
        }
        return true;
    }

    /**
     * One attempt, for which the function runs again: it may write something else. Then its response is nothing that the cache knows the
     * request of.
     */
    final class Repeated {
        private final Headers conditions;
        private volatile boolean same;

        private Repeated(Headers conditions) {
            this.conditions = conditions;
        }

        boolean isSame() {
            return same;
        }

        /** By the thread of the connection, before anything is written to it. */
        void watch(Connection connection) {
            same = false;
            ChannelPipeline pipeline = connection.channel().pipeline();
            if (pipeline.get(NettyPipeline.ReactiveBridge) != null) {
                if (pipeline.get(NAME) != null) {
                    pipeline.remove(NAME);
                }
                pipeline.addBefore(NettyPipeline.ReactiveBridge, NAME, new Last(this));
            }
        }

        private void sends(HttpRequest request) {
            if (isWhat(request)) {
                for (int i = 0; i < conditions.size(); i++) {
                    request.headers().set(conditions.name(i), conditions.value(i));
                }
                same = true;
            }
        }
    }

    /** @param conditions what is asked besides */
    Repeated repeated(Headers conditions) {
        return new Repeated(conditions);
    }

    /** Sees a request when the program's function has written to it, and nothing of it has gone out. */
    @SuppressWarnings("FutureReturnValueIgnored") // the promise is the writer's
    private static final class Last extends ChannelOutboundHandlerAdapter {
        private final Repeated repeated;

        Last(Repeated repeated) {
            this.repeated = repeated;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpRequest) {
                context.pipeline().remove(this);
                try {
                    repeated.sends((HttpRequest) message);
                } catch (RuntimeException fault) {
                    Bridge.failed(fault);
                }
            }
            context.write(message, promise);
        }
    }
}
