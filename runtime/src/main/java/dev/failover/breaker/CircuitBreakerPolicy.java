package dev.failover.breaker;

import dev.failover.failure.FailureTypes;
import dev.failover.time.Durations;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** When the circuit breaker of an endpoint opens and when it tries the endpoint again. Immutable. */
public final class CircuitBreakerPolicy {
    private static final CircuitBreakerPolicy DEFAULT = builder().build();
    private static final CircuitBreakerPolicy DISABLED =
            builder().initialMode(BreakerMode.DISABLED).build();

    /** With more than this no breaker would ever open. */
    private static final int MOST_MINIMUM_CALLS = 1_000_000;

    /** 0.55 * 20 is a little more than 11, but 11 failures of 20 are 55%. */
    private static final double ROUNDING = 1 - 1e-12;

    private final BreakerMode initialMode;
    private final FailureThreshold threshold;
    private final int window;
    private final long windowNanos;
    private final int minimumCalls;
    /** As they were given: a builder that begins with this policy may change what bounds them. */
    private final int givenMinimumCalls;

    private final long givenMaxRecoveryNanos;
    private final long slowCallNanos;
    private final double slowCallRate;
    private final Recovery recovery;
    private final int probes;
    private final int probeSuccesses;
    private final long probeLeaseNanos;
    private final IgnoredFailures ignored;
    private final boolean needsWindow;

    private CircuitBreakerPolicy(Builder builder) {
        initialMode = builder.initialMode;
        threshold = builder.threshold;
        window = builder.window;
        windowNanos = builder.windowNanos;
        givenMinimumCalls = builder.minimumCalls;
        minimumCalls = window == 0 ? givenMinimumCalls : Math.min(givenMinimumCalls, window);
        givenMaxRecoveryNanos = builder.maxRecoveryNanos;
        slowCallNanos = builder.slowCallNanos;
        slowCallRate = builder.slowCallRate;
        recovery = new Recovery(builder.recoveryNanos, givenMaxRecoveryNanos, builder.multiplier, builder.jitter);
        probes = builder.probes;
        probeSuccesses = builder.probeSuccesses;
        probeLeaseNanos = builder.probeLeaseNanos;
        ignored = builder.ignored;
        needsWindow = threshold.isRate() || hasSlowCalls();
    }

    /** Opens after 5 failures in a row, tries the endpoint again after 10 s, then after 20 s, up to 2 min. */
    public static CircuitBreakerPolicy defaults() {
        return DEFAULT;
    }

    /** Never opens and counts nothing, until its {@link CircuitBreaker#mode(BreakerMode) mode} is changed. */
    public static CircuitBreakerPolicy disabled() {
        return DISABLED;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that begins with this policy. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.initialMode = initialMode;
        builder.threshold = threshold;
        builder.window = window;
        builder.windowNanos = windowNanos;
        builder.minimumCalls = givenMinimumCalls;
        builder.slowCallNanos = slowCallNanos;
        builder.slowCallRate = slowCallRate;
        builder.recoveryNanos = recovery.baseNanos;
        builder.maxRecoveryNanos = givenMaxRecoveryNanos;
        builder.multiplier = recovery.multiplier;
        builder.jitter = recovery.jitter;
        builder.probes = probes;
        builder.probeSuccesses = probeSuccesses;
        builder.probeLeaseNanos = probeLeaseNanos;
        builder.ignored = ignored;
        return builder;
    }

    /** The mode that a breaker begins in. */
    public BreakerMode initialMode() {
        return initialMode;
    }

    /** Whether a breaker begins in another mode than {@link BreakerMode#DISABLED}. */
    public boolean isEnabled() {
        return initialMode != BreakerMode.DISABLED;
    }

    public FailureThreshold failureThreshold() {
        return threshold;
    }

    /** How many of the latest results a rate is taken over; 0 when it is taken over a span of time. */
    public int window() {
        return window;
    }

    /** The span of time that a rate is taken over; zero when it is taken over a number of results. */
    public Duration windowTime() {
        return Duration.ofNanos(windowNanos);
    }

    /** How many results the window must hold before a rate can open the breaker. */
    public int minimumCalls() {
        return minimumCalls;
    }

    /** A call that takes longer is slow; zero when none is. */
    public Duration slowCallDuration() {
        return hasSlowCalls() ? Duration.ofNanos(slowCallNanos) : Duration.ZERO;
    }

    /** The share of slow calls that opens the breaker. */
    public double slowCallRate() {
        return slowCallRate;
    }

    public Duration recoveryTime() {
        return Duration.ofNanos(recovery.baseNanos);
    }

    public Duration maxRecoveryTime() {
        return Duration.ofNanos(recovery.maxNanos);
    }

    public double recoveryMultiplier() {
        return recovery.multiplier;
    }

    public double recoveryJitter() {
        return recovery.jitter;
    }

    /** How many probes may be under way at once. */
    public int probes() {
        return probes;
    }

    /** How many probes must succeed before the breaker closes. */
    public int probeSuccesses() {
        return probeSuccesses;
    }

    public Duration probeLease() {
        return Duration.ofNanos(probeLeaseNanos);
    }

    /** Whether a failure says nothing about the endpoint. Null is no failure; a predicate that throws has not matched. */
    public boolean ignores(@Nullable Throwable failure) {
        return ignored.contains(failure);
    }

    boolean hasSlowCalls() {
        return slowCallNanos != Long.MAX_VALUE;
    }

    boolean hasTimeWindow() {
        return window == 0;
    }

    boolean needsWindow() {
        return needsWindow;
    }

    long windowNanos() {
        return windowNanos;
    }

    boolean isSlow(long durationNanos) {
        return durationNanos > slowCallNanos;
    }

    Recovery recovery() {
        return recovery;
    }

    long probeLeaseNanos() {
        return probeLeaseNanos;
    }

    boolean isTooBad(long results, long failures, long slow) {
        return results >= minimumCalls
                && ((threshold.isRate() && failures >= threshold.rate() * results * ROUNDING)
                        || (hasSlowCalls() && slow >= slowCallRate * results * ROUNDING));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof CircuitBreakerPolicy)) {
            return false;
        }
        CircuitBreakerPolicy that = (CircuitBreakerPolicy) other;
        return initialMode == that.initialMode
                && threshold.equals(that.threshold)
                && window == that.window
                && windowNanos == that.windowNanos
                && minimumCalls == that.minimumCalls
                && slowCallNanos == that.slowCallNanos
                && slowCallRate == that.slowCallRate
                && recovery.equals(that.recovery)
                && probes == that.probes
                && probeSuccesses == that.probeSuccesses
                && probeLeaseNanos == that.probeLeaseNanos
                && ignored.equals(that.ignored);
    }

    @Override
    public int hashCode() {
        return Objects.hash(threshold, window, windowNanos, slowCallNanos, recovery, probes, ignored);
    }

    @Override
    public String toString() {
        if (!isEnabled()) {
            return "CircuitBreakerPolicy{disabled}";
        }
        StringBuilder text = new StringBuilder("CircuitBreakerPolicy{failureThreshold=").append(threshold);
        if (needsWindow()) {
            text.append(", window=").append(hasTimeWindow() ? windowTime().toString() : window + " calls");
            text.append(", minimumCalls=").append(minimumCalls);
        }
        if (hasSlowCalls()) {
            text.append(", slowCallDuration=").append(slowCallDuration());
            text.append(", slowCallRate=").append(slowCallRate);
        }
        text.append(", recoveryTime=").append(recoveryTime());
        text.append(" to ").append(maxRecoveryTime());
        text.append(", probes=").append(probes);
        if (initialMode != BreakerMode.AUTOMATIC) {
            text.append(", initialMode=").append(initialMode);
        }
        if (!ignored.equals(IgnoredFailures.NONE)) {
            text.append(", ignored=").append(ignored);
        }
        return text.append("}").toString();
    }

    /** Not thread-safe. */
    public static final class Builder {
        private BreakerMode initialMode = BreakerMode.AUTOMATIC;
        private FailureThreshold threshold = FailureThreshold.consecutive(5);
        private int window = 100;
        private long windowNanos;
        private int minimumCalls = 20;
        private long slowCallNanos = Long.MAX_VALUE;
        private double slowCallRate = 0.8;
        private long recoveryNanos = 10_000_000_000L;
        private long maxRecoveryNanos = 120_000_000_000L;
        private double multiplier = 2;
        private double jitter = 0.1;
        private int probes = 1;
        private int probeSuccesses = 1;
        private long probeLeaseNanos = 60_000_000_000L;
        private IgnoredFailures ignored = IgnoredFailures.NONE;

        private Builder() {}

        /** The mode to begin in; default {@link BreakerMode#AUTOMATIC}. */
        public Builder initialMode(BreakerMode mode) {
            initialMode = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /** True begins in {@link BreakerMode#AUTOMATIC}, false in {@link BreakerMode#DISABLED}. */
        public Builder enabled(boolean on) {
            return initialMode(on ? BreakerMode.AUTOMATIC : BreakerMode.DISABLED);
        }

        /** {@code 5} failures in a row (the default is this), or {@code 50%} of the window. */
        public Builder failureThreshold(String text) {
            return failureThreshold(FailureThreshold.parse(text));
        }

        public Builder failureThreshold(FailureThreshold value) {
            threshold = Objects.requireNonNull(value, "threshold");
            return this;
        }

        /** Takes rates over the latest results, 1 to 1024 of them; the default, over 100. */
        public Builder window(int calls) {
            if (calls < 1 || calls > CircuitBreaker.MAX_WINDOW) {
                throw new IllegalArgumentException(
                        "window is " + calls + " calls; allowed is 1 to " + CircuitBreaker.MAX_WINDOW);
            }
            window = calls;
            windowNanos = 0;
            return this;
        }

        /** Takes rates over the results of the latest span of time, such as 10 s, in steps of a tenth of it. */
        public Builder window(Duration span) {
            windowNanos = Durations.positiveNanos("window", span);
            window = 0;
            return this;
        }

        /**
         * Results needed before a rate can open the breaker, 1 to 1,000,000; default 20. Of a window of calls never more than
         * it holds; a window of time in which there are fewer never opens the breaker.
         */
        public Builder minimumCalls(int calls) {
            if (calls < 1 || calls > MOST_MINIMUM_CALLS) {
                throw new IllegalArgumentException(
                        "minimum calls is " + calls + "; allowed is 1 to " + MOST_MINIMUM_CALLS);
            }
            minimumCalls = calls;
            return this;
        }

        /** Calls that take longer are slow, whether they succeed or fail; zero, the default, means that none is. */
        public Builder slowCallDuration(Duration longest) {
            long nanos = Durations.nanos("slow call duration", longest);
            slowCallNanos = nanos == 0 ? Long.MAX_VALUE : nanos;
            return this;
        }

        /**
         * The share of slow calls in the window that opens the breaker, above 0, up to 1; default 0.8. It counts only with
         * a {@link #slowCallDuration}, and then beside any failure threshold, also one of failures in a row.
         */
        public Builder slowCallRate(double share) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "slow call rate is " + share + "; it is a share of the calls, more than 0 and up to 1");
            }
            slowCallRate = share;
            return this;
        }

        /** How long an open breaker keeps calls away before it lets probes through; default 10 s, 0 means not at all. */
        public Builder recoveryTime(Duration time) {
            recoveryNanos = Durations.nanos("recovery time", time);
            return this;
        }

        /**
         * The cap of the recovery time, which grows with every probe that fails; default 2 min. Below the recovery time,
         * the recovery time counts.
         */
        public Builder maxRecoveryTime(Duration time) {
            maxRecoveryNanos = Durations.nanos("max recovery time", time);
            return this;
        }

        /**
         * Growth of the recovery time with each probe that fails; default 2, allowed 1 (none) to 100. Each recovery time
         * for which the breaker then stays closed takes one step of growth away.
         */
        public Builder recoveryMultiplier(double factor) {
            if (!(factor >= 1 && factor <= 100)) {
                throw new IllegalArgumentException("recovery multiplier is " + factor + "; allowed is 1 to 100");
            }
            multiplier = factor;
            return this;
        }

        /** The share of the recovery time that is random, 0 (none of it) to 1 (all of it); default 0.1. It only shortens. */
        public Builder recoveryJitter(double share) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "recovery jitter is " + share + "; it is a share of the recovery time, 0 to 1");
            }
            jitter = share;
            return this;
        }

        /** How many probes may be under way at once, 1 to 10; default 1. */
        public Builder probes(int atOnce) {
            if (atOnce < 1 || atOnce > ProbeLeases.MAX_PLACES) {
                throw new IllegalArgumentException(
                        "probes is " + atOnce + "; allowed is 1 to " + ProbeLeases.MAX_PLACES + " at once");
            }
            probes = atOnce;
            return this;
        }

        /** How many probes must succeed before the breaker closes, 1 to 100; default 1. One that fails opens it again. */
        public Builder probeSuccesses(int needed) {
            if (needed < 1 || needed > 100) {
                throw new IllegalArgumentException("probe successes is " + needed + "; allowed is 1 to 100");
            }
            probeSuccesses = needed;
            return this;
        }

        /**
         * After this time another probe may take the place of one that has not reported, of which only a success counts
         * from then on; default 60 s, rounded up to 1.05 ms.
         */
        public Builder probeLease(Duration time) {
            probeLeaseNanos = Durations.positiveNanos("probe lease", time);
            return this;
        }

        /** Failures of these classes and their subclasses say nothing about the endpoint; default none. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final Builder ignoreFailures(Class<? extends Throwable>... types) {
            return ignoreFailures(FailureTypes.of(types));
        }

        /** As {@link #ignoreFailures(Class[])}, by name. */
        public Builder ignoreFailures(FailureTypes types) {
            ignored = ignored.with(Objects.requireNonNull(types, "types"));
            return this;
        }

        /** Failures for which this is true say nothing about the endpoint either. When it throws, it has not matched. */
        public Builder ignoreFailureIf(Predicate<? super Throwable> predicate) {
            ignored = ignored.and(Objects.requireNonNull(predicate, "predicate"));
            return this;
        }

        public CircuitBreakerPolicy build() {
            return new CircuitBreakerPolicy(this);
        }
    }
}
