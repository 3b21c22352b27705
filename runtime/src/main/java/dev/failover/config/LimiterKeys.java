package dev.failover.config;

import static dev.failover.config.NumberTypes.wholeNumber;

import dev.failover.limiter.RateLimiterPolicy;
import java.time.Duration;

/** Keys of {@link RateLimiterPolicy}. Without a rate, and unless the server's words count, the others mean nothing. */
public final class LimiterKeys {
    static final KeyList LIST = new KeyList();

    /** Calls that the service may get: the rates with their bursts; all else in this policy is the default. */
    public static final ConfigKey<RateLimiterPolicy> RATE = LIST.key(
            "limiter.rate",
            PolicyTypes.RATES,
            "no limit",
            "Calls that the service may get in a unit of time; of up to 8 rates, such as `10/s, 5000/h`, each one counts. One"
                    + " that never matters beside another is an error.");

    /** Calls that an idle limiter lets through at once. */
    public static final ConfigKey<Integer> BURST = LIST.key(
            "limiter.burst",
            wholeNumber(1, 1_000_000_000),
            "one second of the rate",
            "Calls that may go at once after a pause. Of several rates the fastest has this burst, and the others at least"
                    + " this. By default a rate beside one of a shorter period has a tenth of its calls, and no less than the"
                    + " other one's burst, up to all of its calls.");

    /** How long a call waits for its permit. */
    public static final ConfigKey<Duration> WAIT = LIST.key(
            "limiter.wait", ValueTypes.DURATION, "`0`", "Longest wait for the limiter; `0` rejects a call at once.");

    /** Whether the server's own words count. */
    public static final ConfigKey<Boolean> FROM_SERVER = LIST.key(
            "limiter.from-server",
            ValueTypes.BOOLEAN,
            "`false`",
            "Whether calls also keep to what the server says of its limit: `RateLimit`, `X-RateLimit-*`, or 429 with"
                    + " `Retry-After`. Needs no rate.");

    /** The latest reset that is believed. */
    public static final ConfigKey<Duration> MAX_RESET = LIST.key(
            "limiter.max-reset",
            ValueTypes.POSITIVE_DURATION,
            "`1h`",
            "A server that announces its reset for later than this is not believed: this counts.");

    private LimiterKeys() {}
}
