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
            // Written otherwise it would be taken for a unit of time.
            String word = BURST.trim();
            for (int i = 0; i < text.length(); i++) {
                if (text.regionMatches(true, i, word, 0, word.length())) {
                    throw badBurst(text, text.substring(0, i), text.substring(i + word.length()));
                }
            }
            return of(Rate.parse(text));
        }
        String written = text.substring(0, at);
        Rate rate = Rate.parse(written);
        String burst = text.substring(at + BURST.length()).trim();
        if (WholeNumber.isNegative(burst)) {
            throw new IllegalArgumentException("burst is " + burst + "; write 1 or more");
        }
        if (!WholeNumber.isWritten(burst)) {
            throw badBurst(text, written, burst);
        }
        int permits = WholeNumber.read(burst);
        if (permits < 0) {
            throw new IllegalArgumentException(
                    "a burst of " + burst + " is out of range; write 1 to " + Integer.MAX_VALUE);
        }
        return of(rate, permits);
    }

    private static IllegalArgumentException badBurst(String text, String rate, String burst) {
        String number = burst.trim();
        return new IllegalArgumentException("\"" + text + "\" has a burst that cannot be read; write the rate, a blank,"
                + " burst, a blank and a whole number, such as " + Rate.parse(rate) + BURST
                + (WholeNumber.isWritten(number) && number.length() < 10 ? number : "10"));
    }

    /**
     * The same beside one of a shorter period. If its burst was not chosen it becomes a tenth of the limit, and no less than
     * what the other one gives at once: with one second of its permits this rate would be all that counts. But it is never
     * more than the whole limit: a minute's calls are not all exceeded at once because a second may have more.
     */
    Bandwidth beside(Bandwidth shorter) {
        if (!byDefault) {
            return this;
        }
        long wanted = Math.max(rate.permits() / 10, Math.min(shorter.burst, rate.permits()));
        long most = Math.min(Integer.MAX_VALUE, LONGEST_REFILL / rate.intervalNanos());
        return new Bandwidth(rate, (int) Math.min(most, Math.max(wanted, rate.permitsPerSecond())), true);
    }

    /**
     * Whether this one never keeps a call away that the other one lets through: it gives no less at once, and either it is
     * not slower within a period that is no shorter, or it gives in its own period all that the other one has for a longer
     * one. Bursts that were chosen alone decide nothing, unless the rates are equally fast.
     */
    boolean neverMattersBeside(Bandwidth other) {
        long interval = rate.intervalNanos();
        long others = other.rate.intervalNanos();
        return burst >= other.burst
                && (interval == others
                        || (interval < others
                                && (rate.periodNanos() >= other.rate.periodNanos()
                                        || rate.permits() >= other.rate.permits())));
    }

    /** As somebody wrote it: without a burst that nobody chose. */
    String asWritten() {
        return byDefault ? rate.toString() : toString();
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

    /** As it may be written in {@link RateLimiterPolicy#of(String)}, if the {@linkplain Rate#toString() rate} may. */
    @Override
    public String toString() {
        return rate + BURST + burst;
    }
}
