package dev.failover.retry;

import dev.failover.time.Durations;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How often a call is attempted, after which answers, and how long it waits in between. Immutable.
 *
 * <p>A wait is only ever made before going back to an endpoint that was tried already: while another healthy one is left,
 * the call goes there at once.
 */
public final class RetryPolicy {
    private static final RetryPolicy DEFAULT = builder().build();
    private static final RetryPolicy NONE = builder().maxAttempts(1).build();

    private final int maxAttempts;
    private final long baseDelayNanos;
    private final long maxDelayNanos;
    private final double multiplier;
    private final double jitter;
    private final long maxRetryAfterNanos;
    private final int[] statuses;

    private RetryPolicy(Builder builder) {
        maxAttempts = builder.maxAttempts;
        baseDelayNanos = builder.baseDelayNanos;
        maxDelayNanos = Math.max(builder.maxDelayNanos, builder.baseDelayNanos);
        multiplier = builder.multiplier;
        jitter = builder.jitter;
        maxRetryAfterNanos = builder.maxRetryAfterNanos;
        statuses = builder.statuses;
    }

    /** Three attempts, 100 ms doubling up to 2 s, half of it random, after 502, 503 and 504. */
    public static RetryPolicy defaults() {
        return DEFAULT;
    }

    /** One attempt. */
    public static RetryPolicy none() {
        return NONE;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with this policy. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.maxAttempts = maxAttempts;
        builder.baseDelayNanos = baseDelayNanos;
        builder.maxDelayNanos = maxDelayNanos;
        builder.multiplier = multiplier;
        builder.jitter = jitter;
        builder.maxRetryAfterNanos = maxRetryAfterNanos;
        builder.statuses = statuses;
        return builder;
    }

    /** The first attempt counts: 1 means no retry. */
    public int maxAttempts() {
        return maxAttempts;
    }

    public Duration baseDelay() {
        return Duration.ofNanos(baseDelayNanos);
    }

    public Duration maxDelay() {
        return Duration.ofNanos(maxDelayNanos);
    }

    public double multiplier() {
        return multiplier;
    }

    public double jitter() {
        return jitter;
    }

    /** The longest {@code Retry-After} that is waited for, in nanoseconds; 0 when the field is ignored. */
    public long maxRetryAfterNanos() {
        return maxRetryAfterNanos;
    }

    /** Whether an answer with this status is worth another attempt. */
    public boolean retriesStatus(int status) {
        for (int retried : statuses) {
            if (retried == status) {
                return true;
            }
        }
        return false;
    }

    /**
     * The wait before going back to an endpoint: {@code d = min(maxDelay, baseDelay * multiplier^(retry-1))}, of which the
     * share {@link #jitter} is random: uniform in {@code (d * (1 - jitter), d]}. So it never exceeds the cap, and never
     * loses its jitter at the cap.
     *
     * @param retry 1 for the first one
     * @param random uniform in [0, 1)
     * @return nanoseconds, 0 to {@code maxDelay}
     */
    public long delayNanos(int retry, double random) {
        double delay = Math.min((double) maxDelayNanos, baseDelayNanos * Math.pow(multiplier, retry - 1.0));
        // A double has not enough digits for the longest caps: rounded, it may be above.
        return Math.min(maxDelayNanos, (long) (delay * (1 - jitter * random)));
    }

    @Override
    public String toString() {
        return "RetryPolicy{maxAttempts=" + maxAttempts + ", baseDelay=" + baseDelay() + ", maxDelay=" + maxDelay()
                + ", multiplier=" + multiplier + ", jitter=" + jitter + ", statuses=" + Arrays.toString(statuses) + "}";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof RetryPolicy)) {
            return false;
        }
        RetryPolicy that = (RetryPolicy) other;
        return maxAttempts == that.maxAttempts
                && baseDelayNanos == that.baseDelayNanos
                && maxDelayNanos == that.maxDelayNanos
                && multiplier == that.multiplier
                && jitter == that.jitter
                && maxRetryAfterNanos == that.maxRetryAfterNanos
                && Arrays.equals(statuses, that.statuses);
    }

    @Override
    public int hashCode() {
        return maxAttempts * 31 + Arrays.hashCode(statuses);
    }

    /** Not thread-safe. */
    public static final class Builder {
        private int maxAttempts = 3;
        private long baseDelayNanos = 100_000_000;
        private long maxDelayNanos = 2_000_000_000L;
        private double multiplier = 2;
        private double jitter = 0.5;
        private long maxRetryAfterNanos = 10_000_000_000L;
        private int[] statuses = {502, 503, 504};

        private Builder() {}

        /**
         * Attempts in all, the first included; default 3.
         *
         * @throws IllegalArgumentException below 1
         */
        public Builder maxAttempts(int attempts) {
            if (attempts < 1) {
                throw new IllegalArgumentException(
                        "max attempts is " + attempts + "; it counts the first one, so write 1 or more");
            }
            maxAttempts = attempts;
            return this;
        }

        /** The wait before the first return to an endpoint; default 100 ms, 0 means none. */
        public Builder baseDelay(Duration delay) {
            baseDelayNanos = Durations.nanos("base delay", delay);
            return this;
        }

        /** The cap of the growing wait; default 2 s. Below the base delay, the base delay counts. */
        public Builder maxDelay(Duration delay) {
            maxDelayNanos = Durations.nanos("max delay", delay);
            return this;
        }

        /** Growth of the wait from one return to the next; default 2, at least 1. */
        public Builder multiplier(double factor) {
            if (!(factor >= 1 && factor <= 100)) {
                throw new IllegalArgumentException("multiplier is " + factor + "; allowed is 1 to 100");
            }
            multiplier = factor;
            return this;
        }

        /** The share of the wait that is random, 0 (none of it) to 1 (all of it); default 0.5. */
        public Builder jitter(double share) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("jitter is " + share + "; it is a share of the delay, 0 to 1");
            }
            jitter = share;
            return this;
        }

        /** The longest {@code Retry-After} that is obeyed by waiting; default 10 s, 0 ignores the field. */
        public Builder maxRetryAfter(Duration longest) {
            maxRetryAfterNanos = Durations.nanos("max Retry-After", longest);
            return this;
        }

        /** The statuses that are worth another attempt; default 502, 503, 504. */
        public Builder retryOnStatus(int... codes) {
            for (int code : codes) {
                if (code < 400 || code > 599) {
                    throw new IllegalArgumentException("status " + code + " is no failure; allowed is 400 to 599");
                }
            }
            statuses = codes.clone();
            return this;
        }

        public RetryPolicy build() {
            return new RetryPolicy(this);
        }
    }
}
