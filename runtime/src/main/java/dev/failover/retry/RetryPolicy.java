package dev.failover.retry;

import dev.failover.failure.FailureTypes;
import dev.failover.time.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How often a call is attempted, after which endings, and how long it waits in between. Immutable.
 *
 * <p>A wait is only ever made before going back to an endpoint that this call has tried already: while another healthy one
 * is left, the call goes there at once. So the delays count returns and not attempts: with three endpoints and no answer,
 * the fourth attempt is the first one that waits, and it waits {@link #baseDelay}. A {@code Retry-After} belongs to the
 * endpoint that sent it, and holds up nobody who goes to another one; of it and the delay the longer one is waited for.
 *
 * <p>A policy says what is <em>worth</em> another attempt. Whether one is <em>allowed</em> (the request may be sent twice,
 * the {@link RetryBudget} has something left, the deadline has not passed) is decided elsewhere, and stands above it.
 */
public final class RetryPolicy {
    private static final RetryPolicy DEFAULT = builder().build();
    private static final RetryPolicy NONE = builder().maxAttempts(1).build();

    private final int maxAttempts;
    private final long baseDelayNanos;
    private final long maxDelayNanos;
    /** As it was given: a builder that begins with this policy may make the base delay smaller. */
    private final long givenMaxDelayNanos;

    private final double multiplier;
    private final double jitter;
    private final long maxRetryAfterNanos;
    private final int[] statuses;
    /** Null when there are none, as nearly always: a decision then costs one check. */
    private final @Nullable FailureRules failureRules;

    private final @Nullable Predicate<Object> unwanted;

    private RetryPolicy(Builder builder) {
        maxAttempts = builder.maxAttempts;
        baseDelayNanos = builder.baseDelayNanos;
        givenMaxDelayNanos = builder.maxDelayNanos;
        maxDelayNanos = Math.max(givenMaxDelayNanos, baseDelayNanos);
        multiplier = builder.multiplier;
        jitter = builder.jitter;
        maxRetryAfterNanos = builder.maxRetryAfterNanos;
        statuses = builder.statuses;
        failureRules = builder.failureRules.isEmpty() ? null : builder.failureRules;
        unwanted = builder.unwanted;
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
        builder.maxDelayNanos = givenMaxDelayNanos;
        builder.multiplier = multiplier;
        builder.jitter = jitter;
        builder.maxRetryAfterNanos = maxRetryAfterNanos;
        builder.statuses = statuses;
        builder.failureRules = failureRules == null ? FailureRules.NONE : failureRules;
        builder.unwanted = unwanted;
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
     * What was said about such a failure. {@link FailureVerdict#ABORT} wins over everything that speaks for another
     * attempt.
     *
     * @param failure without the wrappers of asynchronous code: its causes are not looked at; null is
     *     {@link FailureVerdict#DEFAULT}
     */
    public FailureVerdict verdict(@Nullable Throwable failure) {
        FailureRules rules = failureRules;
        return rules == null || failure == null ? FailureVerdict.DEFAULT : rules.verdict(failure);
    }

    /**
     * Whether this result is not what the caller wants: the attempt has failed, and is worth another one. It stays a
     * failure when it was the last one: such a result is never handed over as if it were good.
     *
     * @param result may be null, which the predicate is asked about too
     */
    public boolean rejectsResult(@Nullable Object result) {
        Predicate<Object> predicate = unwanted;
        return predicate != null && FailureRules.says(predicate, result);
    }

    /**
     * The wait before going back to an endpoint: {@code d = min(maxDelay, baseDelay * multiplier^(retry-1))}, of which the
     * share {@link #jitter} is random: uniform in {@code (d * (1 - jitter), d]}. So it never exceeds the cap, and never
     * loses its jitter at the cap. Exact to the nanosecond: a delay that is not 0 is never rounded to 0, which would make a
     * hot loop of it.
     *
     * @param retry 1 for the first one
     * @param random uniform in [0, 1)
     * @return nanoseconds, 0 to {@code maxDelay}
     */
    public long delayNanos(int retry, double random) {
        if (baseDelayNanos == 0) {
            return 0;
        }
        double delay = Math.min((double) maxDelayNanos, baseDelayNanos * Math.pow(multiplier, retry - 1.0));
        // A double has not enough digits for the longest caps: rounded, it may be above.
        return Math.min(maxDelayNanos, Math.max(1, Math.round(delay * (1 - jitter * random))));
    }

    @Override
    public String toString() {
        return "RetryPolicy{maxAttempts=" + maxAttempts + ", baseDelay=" + baseDelay() + ", maxDelay=" + maxDelay()
                + ", multiplier=" + multiplier + ", jitter=" + jitter + ", statuses=" + Arrays.toString(statuses)
                + (failureRules == null ? "" : failureRules.toString())
                + (unwanted == null ? "" : ", retryOnResultIf=" + unwanted) + "}";
    }

    /** Predicates are the same when they are the same object: nobody can tell what two lambdas do. */
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
                && Arrays.equals(statuses, that.statuses)
                && Objects.equals(failureRules, that.failureRules)
                && unwanted == that.unwanted;
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
        private FailureRules failureRules = FailureRules.NONE;
        private @Nullable Predicate<Object> unwanted;

        private Builder() {}

        /**
         * Attempts in all, the first included; default 3, up to {@link Integer#MAX_VALUE}, which means "until the deadline".
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

        /**
         * Failures that are worth another attempt although their kind would not say so, each class with its subclasses;
         * default none. Those that are repeated anyway (no connection, time-out, broken connection) need not be named.
         */
        public Builder retryOn(FailureTypes types) {
            failureRules = failureRules.retryOn(Objects.requireNonNull(types, "types"));
            return this;
        }

        /** As {@link #retryOn(FailureTypes)}. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final Builder retryOn(Class<? extends Throwable>... types) {
            return retryOn(FailureTypes.of(types));
        }

        /**
         * Failures that end the call, each class with its subclasses; default none. They win over everything that speaks
         * for another attempt.
         */
        public Builder abortOn(FailureTypes types) {
            failureRules = failureRules.abortOn(Objects.requireNonNull(types, "types"));
            return this;
        }

        /** As {@link #abortOn(FailureTypes)}. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final Builder abortOn(Class<? extends Throwable>... types) {
            return abortOn(FailureTypes.of(types));
        }

        /**
         * Failures that are worth another attempt; null, the default, for none but those of {@link #retryOn(FailureTypes)}.
         * One predicate: a later one takes the place of an earlier one.
         *
         * @param predicate asked on the thread of the attempt, after it failed; must not block. When it throws, its answer
         *     is no
         */
        public Builder retryOnFailureIf(@Nullable Predicate<? super Throwable> predicate) {
            failureRules = failureRules.retryIf(predicate);
            return this;
        }

        /**
         * Failures that end the call; null, the default, for none but those of {@link #abortOn(FailureTypes)}. They win
         * over everything that speaks for another attempt.
         *
         * @param predicate as in {@link #retryOnFailureIf}
         */
        public Builder abortOnFailureIf(@Nullable Predicate<? super Throwable> predicate) {
            failureRules = failureRules.abortIf(predicate);
            return this;
        }

        /**
         * Results that are failures of the attempt and worth another one; null, the default, for none. A result may be
         * null.
         *
         * @param predicate asked after every attempt with a result, so it must be quick; else as in {@link
         *     #retryOnFailureIf}
         */
        public Builder retryOnResultIf(@Nullable Predicate<Object> predicate) {
            unwanted = predicate;
            return this;
        }

        public RetryPolicy build() {
            return new RetryPolicy(this);
        }
    }
}
