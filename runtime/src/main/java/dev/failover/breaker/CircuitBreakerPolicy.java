package dev.failover.breaker;

import dev.failover.time.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When the circuit breaker of an endpoint opens and when it tries the endpoint again. Immutable. */
public final class CircuitBreakerPolicy {
    private static final CircuitBreakerPolicy DEFAULT = builder().build();
    private static final CircuitBreakerPolicy DISABLED =
            builder().enabled(false).build();

    private final boolean enabled;
    private final FailureThreshold threshold;
    private final int window;
    private final int minimumCalls;
    private final long recoveryNanos;
    private final long probeLeaseNanos;

    private CircuitBreakerPolicy(Builder builder) {
        enabled = builder.enabled;
        threshold = builder.threshold;
        window = builder.window;
        minimumCalls = Math.min(builder.minimumCalls, builder.window);
        recoveryNanos = builder.recoveryNanos;
        probeLeaseNanos = builder.probeLeaseNanos;
    }

    /** Opens after 5 failures in a row, tries the endpoint again after 10 s. */
    public static CircuitBreakerPolicy defaults() {
        return DEFAULT;
    }

    /** Never opens. */
    public static CircuitBreakerPolicy disabled() {
        return DISABLED;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with this policy. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.enabled = enabled;
        builder.threshold = threshold;
        builder.window = window;
        builder.minimumCalls = minimumCalls;
        builder.recoveryNanos = recoveryNanos;
        builder.probeLeaseNanos = probeLeaseNanos;
        return builder;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public FailureThreshold failureThreshold() {
        return threshold;
    }

    /** How many of the latest results a rate is taken over. */
    public int window() {
        return window;
    }

    /** How many results the window must hold before a rate can open the breaker. */
    public int minimumCalls() {
        return minimumCalls;
    }

    public Duration recoveryTime() {
        return Duration.ofNanos(recoveryNanos);
    }

    long recoveryNanos() {
        return recoveryNanos;
    }

    long probeLeaseNanos() {
        return probeLeaseNanos;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof CircuitBreakerPolicy)) {
            return false;
        }
        CircuitBreakerPolicy that = (CircuitBreakerPolicy) other;
        return enabled == that.enabled
                && threshold.equals(that.threshold)
                && window == that.window
                && minimumCalls == that.minimumCalls
                && recoveryNanos == that.recoveryNanos
                && probeLeaseNanos == that.probeLeaseNanos;
    }

    @Override
    public int hashCode() {
        return threshold.hashCode() * 31 + Long.hashCode(recoveryNanos);
    }

    @Override
    public String toString() {
        return enabled
                ? "CircuitBreakerPolicy{failureThreshold=" + threshold + ", recoveryTime=" + recoveryTime() + "}"
                : "CircuitBreakerPolicy{disabled}";
    }

    /** Not thread-safe. */
    public static final class Builder {
        private boolean enabled = true;
        private FailureThreshold threshold = FailureThreshold.consecutive(5);
        private int window = CircuitBreaker.MAX_WINDOW;
        private int minimumCalls = 20;
        private long recoveryNanos = 10_000_000_000L;
        private long probeLeaseNanos = 60_000_000_000L;

        private Builder() {}

        /** False lets everything through and counts nothing; default true. */
        public Builder enabled(boolean on) {
            enabled = on;
            return this;
        }

        /** {@code 5} failures in a row (the default is this), or {@code 50%} of the window. */
        public Builder failureThreshold(String text) {
            return failureThreshold(FailureThreshold.parse(text));
        }

        public Builder failureThreshold(FailureThreshold value) {
            threshold = value;
            return this;
        }

        /** The latest results that a rate is taken over, 1 to 40; default 40. */
        public Builder window(int calls) {
            if (calls < 1 || calls > CircuitBreaker.MAX_WINDOW) {
                throw new IllegalArgumentException(
                        "window is " + calls + " calls; allowed is 1 to " + CircuitBreaker.MAX_WINDOW);
            }
            window = calls;
            return this;
        }

        /** Results needed before a rate can open the breaker; default 20, never more than the window. */
        public Builder minimumCalls(int calls) {
            if (calls < 1) {
                throw new IllegalArgumentException("minimum calls is " + calls + "; write 1 or more");
            }
            minimumCalls = calls;
            return this;
        }

        /** How long an open breaker keeps calls away before it lets one through as a probe; default 10 s. */
        public Builder recoveryTime(Duration time) {
            recoveryNanos = Durations.nanos("recovery time", time);
            return this;
        }

        /** After this time a probe that never reported is given up and another one is let through; default 60 s. */
        public Builder probeLease(Duration time) {
            probeLeaseNanos = Durations.positiveNanos("probe lease", time);
            return this;
        }

        public CircuitBreakerPolicy build() {
            return new CircuitBreakerPolicy(this);
        }
    }
}
