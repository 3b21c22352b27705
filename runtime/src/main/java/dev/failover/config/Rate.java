package dev.failover.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * So many permits in so much time, such as {@code 100/s}. Immutable and thread-safe.
 *
 * <p>{@code 60/m} and {@code 1/s} are the same speed but not equal, so that messages show what was written.
 */
public final class Rate {
    static final long MAX_PERMITS = 1_000_000_000L;

    private final long permits;
    private final char unit;

    private Rate(long permits, char unit) {
        this.permits = permits;
        this.unit = unit;
    }

    /**
     * Reads {@code 100/s}, {@code 6000/m}, {@code 500/h} or {@code 10000/d}.
     *
     * @param text a whole number from 1 to 1,000,000,000, a slash, and {@code s}, {@code m}, {@code h} or {@code d}
     * @return the rate
     * @throws InvalidValueException if the text is anything else
     */
    public static Rate parse(String text) {
        String rate = text.trim();
        int slash = rate.indexOf('/');
        if (slash < 0) {
            throw new InvalidValueException(
                    Text.isDigits(rate) ? Text.quote(rate) + " has no unit; write " + oneOf(rate) : notARate(rate));
        }
        String number = rate.substring(0, slash).trim();
        String unit = rate.substring(slash + 1).trim();
        if (!Text.isDigits(number)) {
            throw new InvalidValueException(
                    Text.isDecimal(number)
                            ? Text.quote(rate) + " is not a whole number; take a longer unit, such as 30/m for 0.5/s"
                            : notARate(rate));
        }
        if (unit.length() != 1 || secondsOf(unit.charAt(0)) == 0) {
            throw new InvalidValueException(Text.quote(rate) + " has an unknown unit; write " + oneOf(number));
        }
        long permits = number.length() > 10 ? Long.MAX_VALUE : Long.parseLong(number);
        if (permits < 1 || permits > MAX_PERMITS) {
            throw new InvalidValueException(
                    Text.quote(rate) + " is out of range; the number goes from 1 to " + MAX_PERMITS);
        }
        return new Rate(permits, unit.charAt(0));
    }

    private static String oneOf(String number) {
        return number + "/s, " + number + "/m, " + number + "/h or " + number + "/d";
    }

    private static int secondsOf(char unit) {
        return unit == 's' ? 1 : unit == 'm' ? 60 : unit == 'h' ? 3_600 : unit == 'd' ? 86_400 : 0;
    }

    private static String notARate(String text) {
        return Text.quote(text) + " is not a rate; write a number and a unit of time, such as 100/s or 6000/m";
    }

    /** Permits in one {@link #period()}, from 1 to 1,000,000,000. */
    public long permits() {
        return permits;
    }

    /** One second, one minute, one hour or 24 hours. */
    public Duration period() {
        return Duration.ofSeconds(secondsOf(unit));
    }

    /** The same speed in permits a second, more than 0. */
    public double perSecond() {
        return permits / (double) secondsOf(unit);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rate && ((Rate) other).permits == permits && ((Rate) other).unit == unit;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(permits) + unit;
    }

    /** As it is written in a configuration: {@code 100/s}. */
    @Override
    public String toString() {
        return permits + "/" + unit;
    }
}
