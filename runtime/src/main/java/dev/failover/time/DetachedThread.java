package dev.failover.time;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * Makes daemon threads that outlive the call which starts them, and so must keep nothing of it alive: not its class loader
 * as their context, not its inheritable thread-locals (from Java 9 on), not the protection domains of its stack, which
 * lead to class loaders too.
 */
public final class DetachedThread {
    private DetachedThread() {}

    /** A daemon thread, not started yet. */
    public static Thread of(String name, Runnable body) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = withoutThreadLocals(name, body);
            if (thread == null) {
                thread = new Thread(body, name);
            }
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
    }

    private static @Nullable Thread withoutThreadLocals(String name, Runnable body) {
        try {
            return Thread.class
                    .getConstructor(ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class)
                    .newInstance(null, body, name, 0L, false);
        } catch (ReflectiveOperationException java8) {
            return null;
        }
    }
}
