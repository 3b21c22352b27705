package dev.failover.time;

/**
 * The one clock of the runtime: monotonic, in nanoseconds, with an arbitrary origin (it may be negative and may wrap).
 * Compare two readings only by their difference: {@code a - b < 0}. Wall-clock time is never used for a duration.
 *
 * <p>Implementations are thread-safe. Tests and simulations inject one that stands still until it is told to move.
 */
public interface NanoClock {
    /** {@link System#nanoTime()}. */
    NanoClock SYSTEM = new NanoClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public String toString() {
            return "system";
        }
    };

    /** The current reading in nanoseconds. */
    long nanos();
}
