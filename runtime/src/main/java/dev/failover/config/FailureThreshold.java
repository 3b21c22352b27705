package dev.failover.config;

import org.jspecify.annotations.Nullable;

/**
 * When a circuit breaker opens: after a number of failures in a row ({@code 5}) or from a share of failures in its
 * window ({@code 50%}). Immutable and thread-safe.
 */
public final class FailureThreshold {
    private static final int MAX_COUNT = 10_000;

    /** Zero when the threshold is a share. */
    private final int count;

    private final double percent;

    private FailureThreshold(int count, double percent) {
        this.count = count;
        this.percent = percent;
    }

    /**
     * So many failures in a row.
     *
     * @param count from 1 to 10,000
     * @return the threshold
     * @throws InvalidValueException if the count is out of range
     */
    public static FailureThreshold ofCount(int count) {
        if (count < 1 || count > MAX_COUNT) {
            throw countOutOfRange(Integer.toString(count));
        }
        return new FailureThreshold(count, 0);
    }

    /**
     * A share of the calls in the window.
     *
     * @param percent more than 0, at most 100
     * @return the threshold
     * @throws InvalidValueException if the percentage is out of range or not a number
     */
    public static FailureThreshold ofPercent(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw percentOutOfRange(percent + "%");
        }
        return new FailureThreshold(0, percent);
    }

    /**
     * Reads {@code 5} (failures in a row) or {@code 50%} (share of failures).
     *
     * @param text a whole number from 1, or a percentage of more than 0 and at most 100
     * @return the threshold
     * @throws InvalidValueException if the text is anything else
     */
    public static FailureThreshold parse(String text) {
        String threshold = text.trim();
        if (threshold.endsWith("%")) {
            String number = threshold.substring(0, threshold.length() - 1).trim();
            if (!Text.isDecimal(number)) {
                throw notAThreshold(threshold);
            }
            double percent = Double.parseDouble(number);
            if (!(percent > 0 && percent <= 100)) {
                throw percentOutOfRange(threshold);
            }
            return new FailureThreshold(0, percent);
        }
        if (!Text.isDigits(threshold)) {
            throw notAThreshold(threshold);
        }
        int count = threshold.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(threshold);
        if (count < 1 || count > MAX_COUNT) {
            throw countOutOfRange(threshold);
        }
        return new FailureThreshold(count, 0);
    }

    private static InvalidValueException notAThreshold(String text) {
        return new InvalidValueException(
                Text.quote(text)
                        + " is not a failure threshold; write a number of failures in a row, such as 5, or a share, such as 50%");
    }

    private static InvalidValueException countOutOfRange(String text) {
        return new InvalidValueException(Text.quote(text) + " is out of range; failures in a row go from 1 to "
                + MAX_COUNT + "; a share is written 50%");
    }

    private static InvalidValueException percentOutOfRange(String text) {
        return new InvalidValueException(
                Text.quote(text) + " is out of range; a share is more than 0% and at most 100%, such as 50%");
    }

    /** Whether this is a number of failures in a row; otherwise it is a share. */
    public boolean isCount() {
        return count > 0;
    }

    /** Failures in a row, from 1; 0 when this is a share. */
    public int count() {
        return count;
    }

    /** Share of failures, more than 0 and at most 1; 0 when this is a count. */
    public double share() {
        return percent / 100;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FailureThreshold
                && ((FailureThreshold) other).count == count
                && Double.compare(((FailureThreshold) other).percent, percent) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * count + Double.hashCode(percent);
    }

    /** As it is written in a configuration: {@code 5} or {@code 50%}. */
    @Override
    public String toString() {
        if (isCount()) {
            return Integer.toString(count);
        }
        return percent == Math.rint(percent) ? (int) percent + "%" : percent + "%";
    }
}
