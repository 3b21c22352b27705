package dev.failover.agent.client.reactor;

import dev.failover.agent.client.ShortHandler;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClientInfos;

/** Notes that a request of an attempt begins to be sent. */
public final class ReactorSending extends ShortHandler {
    @Override
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object request, @Nullable Object b, @Nullable Object c) {
        if (request instanceof HttpClientInfos) {
            Sent.begins((HttpClientInfos) request);
        }
        return null;
    }
}
