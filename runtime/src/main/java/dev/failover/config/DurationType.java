package dev.failover.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Durations: a number and its unit, or ISO 8601. A bare number is an error, because nobody agrees on its unit. */
final class DurationType extends ValueType<Duration> {
    /** Hundred years: all arithmetic on nanoseconds in a {@code long} stays far from its end. */
    private static final long MAX_NANOS = 36_500L * 86_400_000_000_000L;

    private static final int MAX_DIGITS = 30;

    private static final String UNITS = "the units are ns, us, ms, s, m, h, d";

    private static final String EXAMPLES = "such as 500ms, 1.5s, 5m or PT2S";

    private final boolean zeroAllowed;
    private final @Nullable Duration shortest;
    private final @Nullable Duration longest;

    DurationType(boolean zeroAllowed) {
        super(zeroAllowed ? "duration" : "duration > 0", EXAMPLES);
        this.zeroAllowed = zeroAllowed;
        shortest = null;
        longest = null;
    }

    private DurationType(String range, Duration shortest, Duration longest) {
        super("duration, " + range, "a duration, " + range);
        this.zeroAllowed = true;
        this.shortest = shortest;
        this.longest = longest;
    }

    static DurationType between(String shortest, String longest) {
        return new DurationType(shortest + " to " + longest, numberAndUnit(shortest), numberAndUnit(longest));
    }

    @Override
    Duration read(String text) {
        char first = text.charAt(0);
        Duration value;
        if (text.equals("0")) {
            value = Duration.ZERO;
        } else if (first == '-') {
            throw new InvalidValueException(Text.quote(text) + " is negative; a duration is 0 or more, such as 500ms");
        } else if (first == 'P' || first == 'p') {
            value = iso(text);
        } else {
            value = numberAndUnit(text);
        }
        if (value.isZero() && !zeroAllowed) {
            throw new InvalidValueException(Text.quote(text) + " is zero; it must be longer, such as 500ms or 2s");
        }
        if (shortest != null && longest != null && (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0)) {
            throw new InvalidValueException(Text.quote(text) + " is out of range; write " + syntax());
        }
        return value;
    }

    private static Duration iso(String text) {
        Duration value;
        try {
            value = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw notADuration(text);
        }
        if (value.isNegative()) {
            throw new InvalidValueException(Text.quote(text) + " is negative; a duration is 0 or more, such as PT2S");
        }
        if (value.compareTo(Duration.ofNanos(MAX_NANOS)) > 0) {
            throw tooLong(text);
        }
        return value;
    }

    private static Duration numberAndUnit(String text) {
        int end = 0;
        while (end < text.length() && (Text.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        String number = text.substring(0, end);
        String unit = text.substring(end);
        if (!Text.isDecimal(number)) {
            throw notADuration(text);
        }
        if (unit.isEmpty()) {
            throw new InvalidValueException(
                    Text.quote(text) + " has no unit; write " + number + "ms or " + number + "s (" + UNITS + ")");
        }
        long unitNanos = unitNanos(unit);
        if (unitNanos == 0) {
            String known = knownUnit(unit);
            throw new InvalidValueException(Text.quote(text) + " has an unknown unit; "
                    + (known.isEmpty() ? "" : "write " + number + known + "; ") + UNITS);
        }
        return Duration.ofNanos(nanos(text, number, unitNanos));
    }

    private static long nanos(String text, String number, long unitNanos) {
        if (number.length() > MAX_DIGITS) {
            throw tooLong(text);
        }
        long nanos;
        try {
            // 1.1s must be exactly 1,100,000,000 ns, which no double can promise.
            nanos = number.indexOf('.') < 0
                    ? Math.multiplyExact(Long.parseLong(number), unitNanos)
                    : new BigDecimal(number)
                            .multiply(BigDecimal.valueOf(unitNanos))
                            .stripTrailingZeros()
                            .setScale(0)
                            .longValueExact();
        } catch (NumberFormatException e) {
            throw tooLong(text);
        } catch (ArithmeticException e) {
            throw number.indexOf('.') < 0 ? tooLong(text) : notInNanos(text);
        }
        if (nanos > MAX_NANOS) {
            throw tooLong(text);
        }
        return nanos;
    }

    private static long unitNanos(String unit) {
        switch (unit) {
            case "ns":
                return 1L;
            case "us":
                return 1_000L;
            case "ms":
                return 1_000_000L;
            case "s":
                return 1_000_000_000L;
            case "m":
                return 60_000_000_000L;
            case "h":
                return 3_600_000_000_000L;
            case "d":
                return 86_400_000_000_000L;
            default:
                return 0L;
        }
    }

    /** The unit that was probably meant, or an empty text. */
    private static String knownUnit(String unit) {
        String folded = Text.lower(unit.trim());
        if (unitNanos(folded) != 0) {
            return folded;
        }
        switch (folded) {
            case "\u00b5s":
            case "\u03bcs":
            case "micros":
                return "us";
            case "msec":
            case "msecs":
            case "milli":
            case "millis":
            case "milliseconds":
                return "ms";
            case "sec":
            case "secs":
            case "second":
            case "seconds":
                return "s";
            case "min":
            case "mins":
            case "minute":
            case "minutes":
                return "m";
            case "hr":
            case "hrs":
            case "hour":
            case "hours":
                return "h";
            case "day":
            case "days":
                return "d";
            default:
                return "";
        }
    }

    private static InvalidValueException notADuration(String text) {
        return new InvalidValueException(
                Text.quote(text) + " is not a duration; write a number and its unit, such as 500ms, 1.5s or 5m");
    }

    private static InvalidValueException notInNanos(String text) {
        return new InvalidValueException(
                Text.quote(text) + " is no whole number of nanoseconds below 36500d; write fewer digits");
    }

    private static InvalidValueException tooLong(String text) {
        return new InvalidValueException(Text.quote(text) + " is too long; the longest duration is 36500d");
    }
}
