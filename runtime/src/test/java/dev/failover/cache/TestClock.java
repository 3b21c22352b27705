package dev.failover.cache;

import java.util.concurrent.TimeUnit;

/** Both clocks of a cache, which stand still until they are told to go on; the time of day can be set, too. Starts at whole seconds. */
final class TestClock implements CacheClock {
    /** 2026-01-01T00:00:00Z. */
    static final long START = 1_767_225_600_000L;

    private volatile long millis = START;
    private volatile long nanos = Long.MAX_VALUE - TimeUnit.HOURS.toNanos(1);

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    void advance(long seconds) {
        advanceMillis(1_000 * seconds);
    }

    void advanceMillis(long by) {
        millis += by;
        nanos += TimeUnit.MILLISECONDS.toNanos(by);
    }

    /** Somebody sets the clock: no time goes by. */
    void set(long secondsLater) {
        millis += 1_000 * secondsLater;
    }
}
