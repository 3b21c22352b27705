package dev.failover.agent.loading;

import dev.failover.agent.bridge.v1.Handler;
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
        Handler loaded = handler;
        if (loaded == null) {
            // Two threads may both get here; a handler has no state of its own, so either one will do.
            loaded = Class.forName(name, true, loader)
                    .asSubclass(Handler.class)
                    .getDeclaredConstructor()
                    .newInstance();
            handler = loaded;
        }
        return loaded.enter(self, a, b, c, d, e, f);
    }
}
