package dev.failover.breaker;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How long a breaker stays open, by its level: how often in a row probes have failed. Immutable. */
final class Recovery {
    final long baseNanos;
    final long maxNanos;
    final double multiplier;
    final double jitter;
    private final int maxLevel;

    Recovery(long baseNanos, long maxNanos, double multiplier, double jitter) {
        this.baseNanos = baseNanos;
        this.maxNanos = Math.max(baseNanos, maxNanos);
        this.multiplier = multiplier;
        this.jitter = jitter;
        int level = 0;
        while (level < StateWord.MAX_LEVEL && multiplier > 1 && baseNanos > 0 && grown(level) < this.maxNanos) {
            level++;
        }
        this.maxLevel = level;
    }

    /**
     * {@code d = min(max, base * multiplier^level)}, of which the share {@link #jitter} is random: uniform in
     * {@code (d * (1 - jitter), d]}.
     *
     * @param random uniform in [0, 1)
     */
    long nanos(int level, double random) {
        // A double has not enough digits for the longest times: rounded, it may be above.
        return Math.min(maxNanos, (long) (Math.min((double) maxNanos, grown(level)) * (1 - jitter * random)));
    }

    /** The level after one more probe has failed. */
    int raised(int level) {
        return Math.min(maxLevel, level + 1);
    }

    /** The level after the breaker was closed for a time, which takes one away for each recovery time. */
    int lowered(int level, long closedNanos) {
        if (baseNanos == 0) {
            return 0;
        }
        long periods = Long.divideUnsigned(closedNanos, baseNanos);
        return periods >= level ? 0 : Math.min(maxLevel, level - (int) Math.max(0, periods));
    }

    private double grown(int level) {
        return baseNanos * Math.pow(multiplier, level);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Recovery
                && ((Recovery) other).baseNanos == baseNanos
                && ((Recovery) other).maxNanos == maxNanos
                && ((Recovery) other).multiplier == multiplier
                && ((Recovery) other).jitter == jitter;
    }

    @Override
    public int hashCode() {
        return Objects.hash(baseNanos, maxNanos, multiplier, jitter);
    }
}
