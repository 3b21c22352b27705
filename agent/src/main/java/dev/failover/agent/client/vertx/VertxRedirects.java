package dev.failover.agent.client.vertx;

import dev.failover.agent.client.ShortHandler;
import org.jspecify.annotations.Nullable;

/** Notes how the program wants redirects to be followed: it says so to the request that it has. */
public final class VertxRedirects extends ShortHandler {
    @Override
    public Object @Nullable [] enter(
            @Nullable Object request, @Nullable Object setting, @Nullable Object b, @Nullable Object c) {
        Handed handed = HandedRequests.of(request);
        if (handed != null && setting instanceof Boolean) {
            handed.set(other -> other.setFollowRedirects((Boolean) setting));
        } else if (handed != null && setting instanceof Integer) {
            handed.set(other -> other.setMaxRedirects((Integer) setting));
        }
        return null;
    }
}
