package dev.failover.agent.client;

import dev.failover.time.Timers;
import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * Hands the steps of a call over to threads of ours: after a wait, or when the thread that brings some news must not do what
 * follows. They see the context class loader of the thread that has made the call, as the threads of a client do that it
 * starts, because they may run the program's code and make the client start others.
 *
 * <p>Never to the JVM's common pool: it has no threads at all if the program says so, and if those that it has wait for an
 * answer, as in a parallel stream, nobody would ever bring it. Immutable, as far as it is this class; an {@link AsyncCall}
 * is one itself, which saves an object for each call.
 */
public class HandOver implements Timers {
    /** Set while a step runs. */
    private static final ThreadLocal<@Nullable HandOver> HERE = new ThreadLocal<>();

    final AgentEngine engine;
    private final @Nullable ClassLoader programs;

    /** By the program's own thread. */
    HandOver(AgentEngine engine) {
        this.engine = engine;
        programs = contextClassLoader();
    }

    private static @Nullable ClassLoader contextClassLoader() {
        if (!Privileged.isNeeded()) {
            return Thread.currentThread().getContextClassLoader();
        }
        return AccessController.doPrivileged((PrivilegedAction<@Nullable ClassLoader>)
                () -> Thread.currentThread().getContextClassLoader());
    }

    /** Whether this is a thread of ours, which the program would not see without us. */
    public static boolean isHere() {
        return HERE.get() != null;
    }

    /** Runs an action on a thread of ours, where it may block and run the program's code. */
    public final void later(Runnable action) {
        engine.steps(() -> run(action));
    }

    /** Its action runs as by {@link #later}. */
    @Override
    public final Timer schedule(Runnable action, long delayNanos) {
        return engine.timers().schedule(() -> later(action), delayNanos);
    }

    /** The same. */
    @Override
    public final Timer schedule(Runnable action, long delayNanos, long now) {
        return engine.timers().schedule(() -> later(action), delayNanos, now);
    }

    @Override
    public final Timers direct() {
        return engine.timers();
    }

    private void run(Runnable action) {
        Thread.currentThread().setContextClassLoader(programs);
        HERE.set(this);
        try {
            Privileged.run(action);
        } finally {
            HERE.remove();
            // The program's code may have set another one; whatever it is, nothing of it is kept.
            Thread.currentThread().setContextClassLoader(null);
        }
    }
}
