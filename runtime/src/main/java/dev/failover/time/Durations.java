package dev.failover.time;

import java.time.Duration;
import java.util.Objects;

/** Turns a {@link Duration} into the nanoseconds that the runtime counts in. */
public final class Durations {
    /** A hundred years: everything above means "for ever", and differences of clock readings still cannot overflow. */
    public static final long LONGEST_NANOS = 100L * 365 * 24 * 3600 * 1_000_000_000L;

    private Durations() {}

    /**
     * @param what named in the message
     * @return 0 to {@link #LONGEST_NANOS}
     * @throws IllegalArgumentException if the duration is negative
     */
    public static long nanos(String what, Duration duration) {
        Objects.requireNonNull(duration, what);
        if (duration.isNegative()) {
            throw new IllegalArgumentException(what + " is " + duration + "; it cannot be negative");
        }
        return duration.getSeconds() >= LONGEST_NANOS / 1_000_000_000L ? LONGEST_NANOS : duration.toNanos();
    }

    /** As {@link #nanos}, but 0 is refused too. */
    public static long positiveNanos(String what, Duration duration) {
        long nanos = nanos(what, duration);
        if (nanos == 0) {
            throw new IllegalArgumentException(what + " is 0; it must be longer than that, such as 500ms");
        }
        return nanos;
    }
}
