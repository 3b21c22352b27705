package dev.failover.time;

/** Runs short actions later, without a thread for each. Thread-safe. Virtual in tests and simulations. */
public interface Timers {
    /**
     * Runs {@code action} once after {@code delayNanos} (0 or less: as soon as possible). The action must not block.
     */
    Timer schedule(Runnable action, long delayNanos);

    /** An action that has not run yet. */
    interface Timer {
        /** Forgets the action if it has not begun; nothing of it stays behind. */
        void cancel();
    }
}
