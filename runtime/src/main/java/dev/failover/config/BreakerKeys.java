package dev.failover.config;

import static dev.failover.config.NumberTypes.SHARE;
import static dev.failover.config.NumberTypes.decimal;
import static dev.failover.config.NumberTypes.wholeNumber;
import static dev.failover.config.ValueTypes.DURATION;
import static dev.failover.config.ValueTypes.POSITIVE_DURATION;

import dev.failover.breaker.BreakerMode;
import dev.failover.breaker.FailureThreshold;
import dev.failover.failure.FailureTypes;
import java.time.Duration;

/** Keys of {@link dev.failover.breaker.CircuitBreakerPolicy}. */
public final class BreakerKeys {
    static final KeyList LIST = new KeyList();

    /** How much say a breaker has. */
    public static final ConfigKey<BreakerMode> MODE = LIST.key(
            "breaker.mode",
            PolicyTypes.BREAKER_MODE,
            "`automatic`",
            "`forced-open` lets no call pass, `forced-closed` every one, `disabled` too and counts nothing, `observe` opens"
                    + " and closes without keeping a call away.");

    /** When the breaker of an endpoint opens. */
    public static final ConfigKey<FailureThreshold> FAILURE_THRESHOLD = LIST.key(
            "breaker.failure-threshold",
            PolicyTypes.FAILURE_THRESHOLD,
            "`5`",
            "When the circuit breaker of an endpoint opens: 1 to 10000 failures in a row, or a share of the latest calls.");

    /** What shares are taken over. */
    public static final ConfigKey<CallsOrTime> WINDOW = LIST.key(
            "breaker.window",
            PolicyTypes.WINDOW,
            "`100`",
            "Which calls are the latest: so many (`100`; 1 to 1024), or those of a time (`10s`). Shares alone need it.");

    /** Results needed before a share counts. */
    public static final ConfigKey<Integer> MINIMUM_CALLS = LIST.key(
            "breaker.minimum-calls",
            wholeNumber(1, 1_000_000),
            "`20`",
            "Calls that must lie in the window before a share can open the breaker; of a window of calls never more than it"
                    + " holds. A window of a time in which there are fewer never opens it.");

    /** When a call is slow; 0 means never. */
    public static final ConfigKey<Duration> SLOW_CALL = LIST.key(
            "breaker.slow-call",
            DURATION,
            "`0`",
            "An attempt that takes longer is slow, whether it succeeds or fails; `0` means that none is.");

    /** Share of slow calls that opens the breaker. */
    public static final ConfigKey<Double> SLOW_RATE = LIST.key(
            "breaker.slow-rate",
            NumberTypes.POSITIVE_SHARE,
            "`80%`",
            "Share of slow calls in the window that opens the breaker, beside any failure threshold.");

    /** How long an open breaker keeps calls away at first. */
    public static final ConfigKey<Duration> RECOVERY_TIME = LIST.key(
            "breaker.recovery-time",
            POSITIVE_DURATION,
            "`10s`",
            "How long an open breaker keeps calls away before it lets one through as a probe.");

    /** Growth of the recovery time. */
    public static final ConfigKey<Double> RECOVERY_MULTIPLIER = LIST.key(
            "breaker.recovery-multiplier",
            decimal(1, 100),
            "`2`",
            "Growth of the recovery time with each probe that fails; it shrinks again while the breaker stays closed.");

    /** Cap of the growing recovery time. */
    public static final ConfigKey<Duration> MAX_RECOVERY_TIME = LIST.key(
            "breaker.max-recovery-time",
            POSITIVE_DURATION,
            "`2m`",
            "Longest recovery time; below `breaker.recovery-time` that one counts.");

    /** Share of the recovery time that is random. */
    public static final ConfigKey<Double> RECOVERY_JITTER = LIST.key(
            "breaker.recovery-jitter",
            SHARE,
            "`0.1`",
            "Share of the recovery time that is random, so that clients do not probe all at once; it only shortens.");

    /** Probes at once. */
    public static final ConfigKey<Integer> PROBES = LIST.key(
            "breaker.probes", wholeNumber(1, 10), "`1`", "Probes that may be under way to one endpoint at once.");

    /** Probes that must succeed. */
    public static final ConfigKey<Integer> PROBE_SUCCESSES = LIST.key(
            "breaker.probe-successes",
            wholeNumber(1, 100),
            "`1`",
            "Probes that must succeed before the breaker closes; one that fails opens it again.");

    /** After which time a probe is given up. */
    public static final ConfigKey<Duration> PROBE_LEASE = LIST.key(
            "breaker.probe-lease",
            POSITIVE_DURATION,
            "`60s`",
            "After this time another probe may take the place of one that has not reported, of which only a success counts"
                    + " from then on. Not below `timeout.attempt`.");

    /** Failures that say nothing about the endpoint. */
    public static final ConfigKey<FailureTypes> IGNORE = LIST.key(
            "breaker.ignore",
            PolicyTypes.FAILURE_TYPES,
            "`none`",
            "Exceptions that say nothing about the endpoint, with their subclasses.");

    private BreakerKeys() {}
}
