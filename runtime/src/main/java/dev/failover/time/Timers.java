package dev.failover.time;

/** Runs short actions later, without a thread for each. Thread-safe. Virtual in tests and simulations. */
public interface Timers {
    /**
     * Runs {@code action} once after {@code delayNanos}, never earlier. The action must not block.
     *
     * @param delayNanos 0 or less: as soon as possible, but never within this call; there is no upper limit
     * @throws java.util.concurrent.RejectedExecutionException if the timers are closed
     */
    Timer schedule(Runnable action, long delayNanos);

    /**
     * As {@link #schedule(Runnable, long)}, for a caller that has just read the clock anyway: saves a second reading.
     *
     * @param now that reading, of the clock that these timers go by; the delay counts from it
     */
    default Timer schedule(Runnable action, long delayNanos, long now) {
        return schedule(action, delayNanos);
    }

    /**
     * These timers without what they do to have an action run elsewhere, which costs an object for each; these themselves
     * when they do nothing. For an action that is nearly always cancelled, and hands over by {@link #schedule(Runnable,
     * long)} what follows if it is not.
     */
    default Timers direct() {
        return this;
    }

    /** An action that has not run yet. */
    interface Timer {
        /** Forgets the action if it has not begun; nothing of it stays behind. Safe at any time and more than once. */
        void cancel();
    }
}
