package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.bridge.v1.Handler;
import dev.failover.agent.client.Privileged;
import org.jspecify.annotations.Nullable;

/** Stands in for a handler until its first call: loading an adapter while its client is being loaded would be a circle. */
final class LateHandler implements Handler {
    private final ClassLoader loader;
    private final String name;
    private volatile @Nullable Handler handler;

    LateHandler(ClassLoader loader, String name) {
        this.loader = loader;
        this.name = name;
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
        return Privileged.isNeeded()
                ? Privileged.forProgram(() -> enter(loaded(), self, a, b, c, d, e, f))
                : loaded().enter(self, a, b, c, d, e, f);
    }

    private Handler loaded() {
        Handler loaded = handler;
        if (loaded == null) {
            // Two threads may both get here; a handler has no state of its own, so either one will do.
            try {
                loaded = Class.forName(name, true, loader)
                        .asSubclass(Handler.class)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException | LinkageError failure) {
                // It would not be there the next time either.
                Bridge.failed("FA202", "a client of the JDK is left alone, because its adapter does not work", failure);
                loaded = Adapters.LEAVE_ALONE;
            }
            handler = loaded;
        }
        return loaded;
    }

    /** For the callers that may throw exceptions only: an error goes on as it is. */
    static Object @Nullable [] enter(
            Handler handler,
            @Nullable Object self,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f)
            throws Exception {
        try {
            return handler.enter(self, a, b, c, d, e, f);
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable unheardOf) {
            throw new IllegalStateException(unheardOf);
        }
    }
}
