package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.bridge.v1.Handler;
import dev.failover.agent.client.Privileged;
import org.jspecify.annotations.Nullable;

/** Answers at a place that many copies of a library may have, each by its own adapter. Thread-safe. */
final class AdapterHandler implements Handler {
    /** Hangs on the client's class: nothing here keeps a program's class alive. */
    private final ClassValue<Handler> handlers;

    AdapterHandler(Place place, Adapters adapters) {
        handlers = new ClassValue<Handler>() {
            @Override
            protected Handler computeValue(Class<?> client) {
                try {
                    return Privileged.call(() -> adapters.handler(place, client));
                } catch (Throwable failure) {
                    Bridge.failed(
                            "FA202",
                            client.getName() + " is left alone, because the agent's adapter for it does not work",
                            failure);
                    return Adapters.LEAVE_ALONE;
                }
            }
        };
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object self,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f)
            throws Throwable {
        if (self == null) {
            return null;
        }
        Handler handler = handlers.get(self.getClass());
        return Privileged.isNeeded()
                ? Privileged.forProgram(() -> LateHandler.enter(handler, self, a, b, c, d, e, f))
                : handler.enter(self, a, b, c, d, e, f);
    }
}
