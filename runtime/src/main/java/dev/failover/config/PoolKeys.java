package dev.failover.config;

import static dev.failover.config.NumberTypes.wholeNumber;
import static dev.failover.config.ValueTypes.DURATION;

import dev.failover.pool.AdaptiveLimitPolicy;
import dev.failover.pool.ConnectionPoolPolicy;
import java.time.Duration;
import java.util.Optional;

/** Keys of {@link ConnectionPoolPolicy}. */
public final class PoolKeys {
    static final KeyList LIST = new KeyList();

    /** Attempts that may be under way to one endpoint. */
    public static final ConfigKey<Integer> MAX_PER_ENDPOINT = LIST.key(
            "pool.max-per-endpoint",
            wholeNumber(0, 100_000),
            "`64`; agent: `0`",
            "Attempts that may be under way to one endpoint; `0` means no limit.");

    /** Attempts that may be under way to all endpoints together. */
    public static final ConfigKey<Integer> MAX_PER_SERVICE = LIST.key(
            "pool.max-per-service",
            wholeNumber(0, 100_000),
            "`0`",
            "Attempts that may be under way to all endpoints of the service together; `0` means no limit.");

    /** How long an attempt waits for its turn. */
    public static final ConfigKey<Duration> ACQUIRE_TIMEOUT = LIST.key(
            "pool.acquire-timeout",
            DURATION,
            "`1s`; agent: `0`",
            "Longest wait of an attempt for its turn; `0` means that it never waits.");

    /** Attempts that may wait at one pool. */
    public static final ConfigKey<Integer> MAX_WAITING = LIST.key(
            "pool.max-waiting",
            wholeNumber(0, ConnectionPoolPolicy.MOST_WAITING),
            "`1000`",
            "Attempts that may wait in one line; one more is rejected at once.");

    /** When a lease is taken for lost. */
    public static final ConfigKey<Duration> LEASE_TIMEOUT = LIST.key(
            "pool.lease-timeout",
            DURATION,
            "`10m`",
            "After this time the place of an asynchronous attempt that never ended is free again; `0` means never. Longer"
                    + " than any attempt that is well, so not below `timeout.attempt`.");

    /** Bounds of a limit that adapts; empty for none. */
    public static final ConfigKey<Optional<AdaptiveLimitPolicy>> ADAPTIVE_LIMIT = LIST.key(
            "pool.adaptive-limit",
            PolicyTypes.ADAPTIVE_LIMIT,
            "`off`",
            "Whether the limit of each endpoint follows what it can bear (TCP Vegas), between these bounds, up to 10000, and"
                    + " never above `pool.max-per-endpoint`, so the least must not be above that; `on` is `1-200`.");

    private PoolKeys() {}
}
