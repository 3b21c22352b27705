package dev.failover.config;

import static dev.failover.config.NumberTypes.SHARE;
import static dev.failover.config.NumberTypes.decimal;
import static dev.failover.config.NumberTypes.wholeNumber;
import static dev.failover.config.PolicyTypes.FAILURE_TYPES;
import static dev.failover.config.PolicyTypes.STATUSES;
import static dev.failover.config.ValueTypes.DURATION;
import static dev.failover.config.ValueTypes.durationBetween;

import dev.failover.failure.FailureTypes;
import java.time.Duration;
import java.util.List;

/** Keys of {@link dev.failover.retry.RetryPolicy} and {@link dev.failover.retry.RetryBudgetPolicy}. */
public final class RetryKeys {
    static final KeyList LIST = new KeyList();

    /** Attempts of a call, the first included. */
    public static final ConfigKey<Integer> MAX_ATTEMPTS = LIST.key(
            "retry.max-attempts",
            wholeNumber(1, 100),
            "`3`",
            "Attempts of a call, the first one included; `1` means no retry. More than 100 can be had in code only.");

    /** Wait before the first return to an endpoint. */
    public static final ConfigKey<Duration> BASE_DELAY = LIST.key(
            "retry.base-delay",
            DURATION,
            "`100ms`",
            "Wait before a call goes back to an endpoint, growing each time; going to another endpoint needs no wait.");

    /** Cap of the growing wait. */
    public static final ConfigKey<Duration> MAX_DELAY = LIST.key(
            "retry.max-delay", DURATION, "`2s`", "Longest such wait; below `retry.base-delay` that one counts.");

    /** Growth of the wait. */
    public static final ConfigKey<Double> MULTIPLIER = LIST.key(
            "retry.multiplier",
            decimal(1, 100),
            "`2`",
            "Growth of the wait from one return to the next; `1` keeps it the same.");

    /** Share of the wait that is random. */
    public static final ConfigKey<Double> JITTER = LIST.key(
            "retry.jitter",
            SHARE,
            "`0.5`",
            "Share of the wait that is random, so that clients do not come back all at once.");

    /** Longest {@code Retry-After} that is waited for. */
    public static final ConfigKey<Duration> MAX_RETRY_AFTER = LIST.key(
            "retry.max-retry-after",
            DURATION,
            "`10s`",
            "Longest `Retry-After` that is waited for; `0` ignores the header.");

    /** Statuses that are worth another attempt. */
    public static final ConfigKey<List<Integer>> ON_STATUS = LIST.key(
            "retry.on-status",
            STATUSES,
            "`502, 503, 504`",
            "Statuses that are worth another attempt, 400 to 599; the list replaces the default. `ExternalAPIService`: by"
                    + " default `429` too.");

    /** Failures that are worth another attempt. */
    public static final ConfigKey<FailureTypes> ON = LIST.key(
            "retry.on",
            FAILURE_TYPES,
            "`none`",
            "Exceptions that are worth another attempt, with their subclasses. Refused and broken connections and"
                    + " time-outs are anyway, and of work that is no HTTP all are.");

    /** Failures that end the call. */
    public static final ConfigKey<FailureTypes> ABORT_ON = LIST.key(
            "retry.abort-on",
            FAILURE_TYPES,
            "`none`",
            "Exceptions that end the call, with their subclasses; stronger than all that speaks for another attempt. No class"
                    + " may stand here and in `retry.on`.");

    /** Retries beside the calls, as a share of these. */
    public static final ConfigKey<Double> BUDGET_RATIO = LIST.key(
            "retry.budget.ratio",
            SHARE,
            "`20%`",
            "Retries that the service may get within the budget's window, as a share of its calls.");

    /** Retries in each second that need no calls. */
    public static final ConfigKey<Double> BUDGET_FLOOR = LIST.key(
            "retry.budget.floor",
            decimal(0, 1_000_000),
            "`3`",
            "Retries per second that are allowed on top, however few calls there are, such as `3` or `0.5`; with"
                    + " `1000000` the budget bounds nothing.");

    /** The time over which calls and retries are counted. */
    public static final ConfigKey<Duration> BUDGET_WINDOW = LIST.key(
            "retry.budget.window",
            durationBetween("1s", "1h"),
            "`10s`",
            "Time over which calls and retries are counted; the floor of all of it may be spent at once.");

    private RetryKeys() {}
}
