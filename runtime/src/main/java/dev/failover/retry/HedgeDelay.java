package dev.failover.retry;

import dev.failover.time.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When an attempt is late enough for a second one beside it: after a fixed time, or when it takes longer than so many per
 * cent of our own latest ones ({@code p95}). Immutable.
 */
public final class HedgeDelay {
    private static final double LOWEST = 50;
    private static final double HIGHEST = 99.9;
    private static final int MAX_TEXT = 10;

    private final long fixedNanos;
    private final double percentile;

    private HedgeDelay(long fixedNanos, double percentile) {
        this.fixedNanos = fixedNanos;
        this.percentile = percentile;
    }

    /**
     * @param delay longer than 0
     * @throws IllegalArgumentException if it is not
     */
    public static HedgeDelay fixed(Duration delay) {
        return new HedgeDelay(Durations.positiveNanos("hedge delay", delay), 0);
    }

    /**
     * @param percent 50 to 99.9; about {@code 100 - percent} of a hundred attempts are hedged while the budget allows it
     * @throws IllegalArgumentException if it is outside that range
     */
    public static HedgeDelay percentile(double percent) {
        if (!(percent >= LOWEST && percent <= HIGHEST)) {
            throw new IllegalArgumentException(
                    "hedge delay is the percentile " + percent + "; allowed is p50 to p99.9, such as p95");
        }
        return new HedgeDelay(0, percent);
    }

    /**
     * Reads {@code p95} or {@code p99.9}; the letter may be large.
     *
     * @throws IllegalArgumentException with what is allowed
     */
    public static HedgeDelay parsePercentile(String text) {
        String value = Objects.requireNonNull(text, "text").trim();
        if (!isPercentile(value)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a percentile; write p and 50 to 99.9, such as p95 or p99.9");
        }
        return percentile(Double.parseDouble(value.substring(1)));
    }

    /** Whether the text is meant as a percentile, so that it cannot be a duration: {@code p95}, but not {@code P1D}. */
    public static boolean isPercentile(String text) {
        String value = text.trim();
        if (value.length() < 2 || value.length() > MAX_TEXT || (value.charAt(0) != 'p' && value.charAt(0) != 'P')) {
            return false;
        }
        int points = 0;
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            points += c == '.' ? 1 : 0;
            if ((c < '0' || c > '9') && c != '.') {
                return false;
            }
        }
        return points <= 1 && value.charAt(1) != '.' && value.charAt(value.length() - 1) != '.';
    }

    public boolean isPercentile() {
        return percentile > 0;
    }

    /** In nanoseconds; 0 when it is a percentile. */
    public long fixedNanos() {
        return fixedNanos;
    }

    /** 50 to 99.9; 0 when it is fixed. */
    public double percentile() {
        return percentile;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HedgeDelay
                && ((HedgeDelay) other).fixedNanos == fixedNanos
                && ((HedgeDelay) other).percentile == percentile;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fixedNanos) * 31 + Double.hashCode(percentile);
    }

    /** Such as {@code p95} or {@code PT0.15S}. */
    @Override
    public String toString() {
        return isPercentile()
                ? "p" + BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString()
                : Duration.ofNanos(fixedNanos).toString();
    }
}
