package dev.failover.limiter;

import dev.failover.time.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** So many permits in such a time, as in {@code 100/s}. Immutable. */
public final class Rate {
    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST_PERIOD = 365L * 24 * 3600 * SECOND;

    private final long permits;
    private final long periodNanos;
    private final String unit;

    private Rate(long permits, long periodNanos, String unit) {
        this.permits = permits;
        this.periodNanos = periodNanos;
        this.unit = unit;
    }

    /**
     * @param permits 1 to 1,000,000,000
     * @param period up to 365 days
     * @throws IllegalArgumentException outside of these ranges, or when there is more than one permit a nanosecond
     */
    public static Rate of(long permits, Duration period) {
        long nanos = Durations.nanos("period", period);
        return create(permits, nanos, unit(nanos, period));
    }

    /**
     * Reads {@code 100/s}, {@code 6000/m}, {@code 5000/h} or {@code 100000/d}.
     *
     * @throws IllegalArgumentException with what is allowed
     */
    public static Rate parse(String text) {
        String value = text.trim();
        int slash = value.indexOf('/');
        String number = slash < 0 ? value : value.substring(0, slash).trim();
        String unit = slash < 0 ? "" : value.substring(slash + 1).trim();
        if (WholeNumber.isNegative(number)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is negative; write 1 or more in a unit of time, such as 100/s");
        }
        if (!WholeNumber.isWritten(number)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a rate; write a whole number and a unit of time, "
                            + "such as 100/s, 6000/m, 500/h or 10000/d");
        }
        long seconds =
                unit.equals("s") ? 1 : unit.equals("m") ? 60 : unit.equals("h") ? 3600 : unit.equals("d") ? 86400 : 0;
        if (seconds == 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has " + (unit.isEmpty() ? "no unit" : "an unknown unit") + "; write " + number
                            + "/s, " + number + "/m, " + number + "/h or " + number + "/d");
        }
        int permits = WholeNumber.read(number);
        if (permits < 0) {
            throw outOfRange(number, unit);
        }
        return create(permits, seconds * SECOND, unit);
    }

    private static String unit(long nanos, Duration period) {
        return nanos == SECOND
                ? "s"
                : nanos == 60 * SECOND
                        ? "m"
                        : nanos == 3_600 * SECOND ? "h" : nanos == 86_400 * SECOND ? "d" : period.toString();
    }

    private static Rate create(long permits, long periodNanos, String unit) {
        if (permits < 1 || permits > 1_000_000_000L || periodNanos < permits || periodNanos > LONGEST_PERIOD) {
            throw outOfRange(Long.toString(permits), unit);
        }
        return new Rate(permits, periodNanos, unit);
    }

    private static IllegalArgumentException outOfRange(String permits, String unit) {
        return new IllegalArgumentException("a rate of " + permits + " per " + unit
                + " is out of range; allowed is 1 to 1000000000 in up to 365 days, and at most one per nanosecond");
    }

    long permits() {
        return permits;
    }

    long periodNanos() {
        return periodNanos;
    }

    /** The time from one permit to the next, in nanoseconds, rounded up so that the rate is never exceeded. */
    public long intervalNanos() {
        return (periodNanos + permits - 1) / permits;
    }

    /** The permits of one second, at least 1: the default burst. */
    public int permitsPerSecond() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, permits * 1_000_000_000.0 / periodNanos));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rate && ((Rate) other).permits == permits && ((Rate) other).periodNanos == periodNanos;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(permits * 31 + periodNanos);
    }

    /** As {@link #parse} reads it, such as {@code 100/s}; of a period that has no letter there, such as {@code 7/PT3S}. */
    @Override
    public String toString() {
        return permits + "/" + unit;
    }
}
