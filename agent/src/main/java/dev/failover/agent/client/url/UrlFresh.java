package dev.failover.agent.client.url;

import dev.failover.agent.client.ShortHandler;
import org.jspecify.annotations.Nullable;

/** Answers the JDK's client from {@link SendGuard}. */
public final class UrlFresh extends ShortHandler {
    /** Made by name. */
    public UrlFresh() {}

    @Override
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return SendGuard.fresh(self);
    }
}
