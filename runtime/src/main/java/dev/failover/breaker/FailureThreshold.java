package dev.failover.breaker;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When a breaker opens: after so many failures in a row ({@code 5}), or at such a share of the window ({@code 50%}). */
public final class FailureThreshold {
    static final int MAX_CONSECUTIVE = 10_000;

    /** So many an int has room for. */
    private static final int MAX_DIGITS = 9;

    private final int consecutive;
    private final double rate;

    private FailureThreshold(int consecutive, double rate) {
        this.consecutive = consecutive;
        this.rate = rate;
    }

    /** After {@code failures} failures without a success between them; 1 to 10,000. */
    public static FailureThreshold consecutive(int failures) {
        if (failures < 1 || failures > MAX_CONSECUTIVE) {
            throw notInARow(Integer.toString(failures));
        }
        return new FailureThreshold(failures, 0);
    }

    /** At this share of failures in the window; above 0, up to 1. */
    public static FailureThreshold rate(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "failure threshold is " + share + " of the window; allowed is more than 0% and up to 100%");
        }
        return new FailureThreshold(0, share);
    }

    /**
     * Reads {@code 5} or {@code 50%}.
     *
     * @throws IllegalArgumentException with what is allowed
     */
    public static FailureThreshold parse(String text) {
        String value = Objects.requireNonNull(text, "text").trim();
        boolean percent = value.endsWith("%");
        String number = percent ? value.substring(0, value.length() - 1).trim() : value;
        boolean negative = number.startsWith("-");
        String digits = negative ? number.substring(1) : number;
        if (!isDigits(percent ? withoutPoint(digits) : digits)) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" is not a failure threshold; write a count of failures in a row such as 5, or a percentage such as 50%");
        }
        if (percent) {
            double share = Double.parseDouble(number) / 100;
            if (negative || !(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "failure threshold is " + value + "; allowed is more than 0% and up to 100%");
            }
            return rate(share);
        }
        if (negative || digits.length() > MAX_DIGITS) {
            throw notInARow(value);
        }
        return consecutive(Integer.parseInt(digits));
    }

    private static IllegalArgumentException notInARow(String failures) {
        return new IllegalArgumentException("failure threshold is " + failures + "; allowed is 1 to " + MAX_CONSECUTIVE
                + " failures in a row, or a percentage such as 50%");
    }

    /** Without the one point that may stand between digits. */
    private static String withoutPoint(String number) {
        int point = number.indexOf('.');
        boolean between = point > 0 && point < number.length() - 1;
        return between ? number.substring(0, point) + number.substring(point + 1) : number;
    }

    /** Digits of ASCII only: what else Java takes for a number nobody writes on purpose. */
    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    public boolean isRate() {
        return rate > 0;
    }

    /** Failures in a row; 0 when this is a rate. */
    public int consecutive() {
        return consecutive;
    }

    /** Share of the window; 0 when this is a count. */
    public double rate() {
        return rate;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FailureThreshold
                && ((FailureThreshold) other).consecutive == consecutive
                && ((FailureThreshold) other).rate == rate;
    }

    @Override
    public int hashCode() {
        return consecutive * 31 + Double.hashCode(rate);
    }

    @Override
    public String toString() {
        double percent = rate * 100;
        return !isRate()
                ? Integer.toString(consecutive)
                : (percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent)) + "%";
    }
}
