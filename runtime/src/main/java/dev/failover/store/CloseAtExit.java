package dev.failover.store;

import dev.failover.time.DetachedThread;

/** Closes a store when the JVM ends, for the many programs that never close what they use: only what was closed survives. */
final class CloseAtExit {
    private final Thread hook;

    CloseAtExit(String service, Runnable close) {
        hook = DetachedThread.of("failover-cache-exit-" + service, close);
    }

    void add() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // Too late; who opens a store then gets an empty one the next time.
        }
    }

    /** So that it keeps nothing alive. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // It runs, and this may be the very thread.
        }
    }
}
