package dev.failover.agent.client;

import dev.failover.agent.bridge.v1.Handler;
import org.jspecify.annotations.Nullable;

/** What the agent does at a place where no more than three arguments matter. */
public abstract class ShortHandler implements Handler {
    @Override
    public final Object @Nullable [] enter(
            @Nullable Object self,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f)
            throws Throwable {
        return enter(self, a, b, c);
    }

    /** As {@link Handler#enter}. */
    public abstract Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object a, @Nullable Object b, @Nullable Object c) throws Throwable;
}
