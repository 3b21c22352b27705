package dev.failover.pool;

import dev.failover.time.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How many attempts may be under way to one endpoint, and how long one waits for its turn. Immutable. */
public final class ConnectionPoolPolicy {
    /** {@link #maxPerEndpoint} of a pool without a limit. */
    public static final int UNLIMITED = 0;

    private static final ConnectionPoolPolicy DEFAULT = new ConnectionPoolPolicy(64, 1_000_000_000L);
    private static final ConnectionPoolPolicy NO_LIMIT = new ConnectionPoolPolicy(UNLIMITED, 0);

    private final int maxPerEndpoint;
    private final long acquireTimeoutNanos;

    private ConnectionPoolPolicy(int maxPerEndpoint, long acquireTimeoutNanos) {
        this.maxPerEndpoint = maxPerEndpoint;
        this.acquireTimeoutNanos = acquireTimeoutNanos;
    }

    /** 64 per endpoint, 1 s of waiting. */
    public static ConnectionPoolPolicy defaults() {
        return DEFAULT;
    }

    /** No limit: leases are counted only. */
    public static ConnectionPoolPolicy unlimited() {
        return NO_LIMIT;
    }

    /** The same with another limit: 1 or more, or {@link #UNLIMITED}. */
    public ConnectionPoolPolicy withMaxPerEndpoint(int leases) {
        if (leases < 0) {
            throw new IllegalArgumentException(
                    "max per endpoint is " + leases + "; write 1 or more, or 0 for no limit");
        }
        return new ConnectionPoolPolicy(leases, acquireTimeoutNanos);
    }

    /** The same with another bound on waiting; 0 means that a call never waits for a lease. */
    public ConnectionPoolPolicy withAcquireTimeout(Duration longest) {
        return new ConnectionPoolPolicy(maxPerEndpoint, Durations.nanos("acquire timeout", longest));
    }

    public int maxPerEndpoint() {
        return maxPerEndpoint;
    }

    public long acquireTimeoutNanos() {
        return acquireTimeoutNanos;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConnectionPoolPolicy
                && ((ConnectionPoolPolicy) other).maxPerEndpoint == maxPerEndpoint
                && ((ConnectionPoolPolicy) other).acquireTimeoutNanos == acquireTimeoutNanos;
    }

    @Override
    public int hashCode() {
        return maxPerEndpoint * 31 + Long.hashCode(acquireTimeoutNanos);
    }

    @Override
    public String toString() {
        return "ConnectionPoolPolicy{maxPerEndpoint=" + maxPerEndpoint + ", acquireTimeout="
                + Duration.ofNanos(acquireTimeoutNanos) + "}";
    }
}
