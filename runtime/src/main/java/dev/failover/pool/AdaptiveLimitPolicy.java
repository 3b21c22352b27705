package dev.failover.pool;

import org.jspecify.annotations.Nullable;

/** Between which bounds a limit may adapt itself, and where it begins: see {@link AdaptiveLimit}. Immutable. */
public final class AdaptiveLimitPolicy {
    /** The greatest {@link #max}. */
    public static final int MOST = 10_000;

    private static final AdaptiveLimitPolicy DEFAULT = new AdaptiveLimitPolicy(1, 20, 200);

    private final int min;
    private final int initial;
    private final int max;

    private AdaptiveLimitPolicy(int min, int initial, int max) {
        this.min = min;
        this.initial = initial;
        this.max = max;
    }

    /** 1 to 200, beginning at 20. */
    public static AdaptiveLimitPolicy defaults() {
        return DEFAULT;
    }

    /**
     * @param min never fewer attempts at once than these; 1 or more
     * @param initial at the beginning
     * @param max never more; up to {@value #MOST}
     * @throws IllegalArgumentException unless {@code 1 <= min <= initial <= max <=} {@value #MOST}
     */
    public static AdaptiveLimitPolicy of(int min, int initial, int max) {
        if (min < 1 || initial < min || max < initial || max > MOST) {
            throw new IllegalArgumentException("adaptive limit is min " + min + ", initial " + initial + ", max " + max
                    + "; write 1 <= min <= initial <= max <= " + MOST);
        }
        return new AdaptiveLimitPolicy(min, initial, max);
    }

    public int min() {
        return min;
    }

    public int initial() {
        return initial;
    }

    public int max() {
        return max;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AdaptiveLimitPolicy
                && ((AdaptiveLimitPolicy) other).min == min
                && ((AdaptiveLimitPolicy) other).initial == initial
                && ((AdaptiveLimitPolicy) other).max == max;
    }

    @Override
    public int hashCode() {
        return (min * 31 + initial) * 31 + max;
    }

    @Override
    public String toString() {
        return "AdaptiveLimitPolicy{min=" + min + ", initial=" + initial + ", max=" + max + "}";
    }
}
