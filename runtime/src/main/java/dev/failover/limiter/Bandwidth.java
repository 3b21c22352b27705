package dev.failover.limiter;

import dev.failover.time.Durations;
import org.jspecify.annotations.Nullable;

/** A rate together with its burst: the permits that may be taken at once after a time of rest. Immutable. */
public final class Bandwidth {
    /** A burst that takes longer to refill would bring differences of clock readings near their overflow. */
    private static final long LONGEST_REFILL = Durations.LONGEST_NANOS / 2;

    private static final String BURST = " burst ";

    private final Rate rate;
    private final int burst;
    private final boolean byDefault;

    private Bandwidth(Rate rate, int burst, boolean byDefault) {
        this.rate = rate;
        this.burst = burst;
        this.byDefault = byDefault;
    }

    /**
     * @param burst 1 or more, as many as the rate gives in 50 years at most
     * @throws IllegalArgumentException outside of this range
     */
    public static Bandwidth of(Rate rate, int burst) {
        requireBurst(burst);
        long most = LONGEST_REFILL / rate.intervalNanos();
        if (burst > most) {
            throw new IllegalArgumentException("a burst of " + burst + " at " + rate
                    + " takes more than 50 years to refill; write " + most + " or less");
        }
        return new Bandwidth(rate, burst, false);
    }

    static void requireBurst(int burst) {
        if (burst < 1) {
            throw new IllegalArgumentException("burst is " + burst + "; write 1 or more");
        }
    }

    /** A rate with the burst of one that stands alone: one second of its permits. */
    static Bandwidth of(Rate rate) {
        return new Bandwidth(rate, rate.permitsPerSecond(), true);
    }

    /** Reads {@code 5000/h} or {@code 5000/h burst 500}. */
    static Bandwidth parse(String text) {
        int at = text.indexOf(BURST);
        if (at < 0) {
            return of(Rate.parse(text));
        }
        Rate rate = Rate.parse(text.substring(0, at));
        String burst = text.substring(at + BURST.length()).trim();
        try {
            return of(rate, Integer.parseInt(burst));
        } catch (NumberFormatException notAWholeNumber) {
            throw new IllegalArgumentException(
                    "\"" + burst + "\" is not a burst; write a whole number, such as " + rate + " burst 10");
        }
    }

    /**
     * The same beside a faster one. If its burst was not chosen it becomes a tenth of the limit, and no less than what the
     * faster one gives at once: with one second of its permits the slower rate would be all that counts.
     */
    Bandwidth beside(Bandwidth faster) {
        if (!byDefault) {
            return this;
        }
        long tenth = Math.min(Integer.MAX_VALUE, rate.permits() / 10);
        long most = LONGEST_REFILL / rate.intervalNanos();
        int larger = (int) Math.min(most, Math.max(Math.max(tenth, faster.burst), rate.permitsPerSecond()));
        return new Bandwidth(rate, larger, true);
    }

    /** The same as if it stood alone. */
    Bandwidth alone() {
        return byDefault ? of(rate) : this;
    }

    public Rate rate() {
        return rate;
    }

    public int burst() {
        return burst;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bandwidth
                && ((Bandwidth) other).rate.equals(rate)
                && ((Bandwidth) other).burst == burst;
    }

    @Override
    public int hashCode() {
        return rate.hashCode() * 31 + burst;
    }

    /** As it may be written in {@link RateLimiterPolicy#of(String)}. */
    @Override
    public String toString() {
        return rate + BURST + burst;
    }
}
