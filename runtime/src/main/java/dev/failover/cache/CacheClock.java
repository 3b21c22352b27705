package dev.failover.cache;

import dev.failover.time.NanoClock;

/** The time of day, which the dates in messages are compared with, and the monotonic clock. Thread-safe. */
public interface CacheClock extends NanoClock {
    /** The system's. */
    CacheClock SYSTEM = new CacheClock() {
        @Override
        public long millis() {
            return System.currentTimeMillis();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    /** Milliseconds since 1970. It may jump. */
    long millis();
}
