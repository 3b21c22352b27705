package dev.failover.agent.client.reactor;

import dev.failover.agent.client.ShortHandler;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** Bounds the time to connect of a connection that the pool opens for an attempt. */
public final class ReactorOpening extends ShortHandler {
    @Override
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object channel, @Nullable Object sink, @Nullable Object none) {
        if (channel instanceof Channel && sink instanceof MonoSink) {
            int millis = Sent.connectMillis(((MonoSink<?>) sink).currentContext());
            if (millis > 0) {
                ((Channel) channel).config().setConnectTimeoutMillis(millis);
            }
        }
        return null;
    }
}
