package dev.failover.pool;

import dev.failover.time.Durations;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts may be under way to one endpoint and to a whole service, how long and with how many others one waits
 * for its turn, and when a lease is taken for lost. Immutable.
 */
public final class ConnectionPoolPolicy {
    /** {@link #maxPerEndpoint} or {@link #maxPerService} without a limit. */
    public static final int UNLIMITED = 0;

    /** The greatest {@link #maxWaiting}. */
    public static final int MOST_WAITING = 1_000_000;

    private static final ConnectionPoolPolicy DEFAULT = new ConnectionPoolPolicy(new Draft());
    private static final ConnectionPoolPolicy NO_LIMIT = new ConnectionPoolPolicy(unlimitedDraft());

    private final int maxPerEndpoint;
    private final int maxPerService;
    private final long acquireTimeoutNanos;
    private final int maxWaiting;
    private final long leaseTimeoutNanos;
    private final @Nullable AdaptiveLimitPolicy adaptiveLimit;

    private ConnectionPoolPolicy(Draft draft) {
        maxPerEndpoint = draft.maxPerEndpoint;
        maxPerService = draft.maxPerService;
        acquireTimeoutNanos = draft.acquireTimeoutNanos;
        maxWaiting = draft.maxWaiting;
        leaseTimeoutNanos = draft.leaseTimeoutNanos;
        adaptiveLimit = draft.adaptiveLimit;
    }

    /**
     * 64 per endpoint, no limit per service, 1 s of waiting with at most 1,000 in line, a lease time-out of 10 min, no
     * adaptive limit.
     */
    public static ConnectionPoolPolicy defaults() {
        return DEFAULT;
    }

    /** No limit: leases are counted only. */
    public static ConnectionPoolPolicy unlimited() {
        return NO_LIMIT;
    }

    /** The same with another limit per endpoint: 1 or more, or {@link #UNLIMITED}. */
    public ConnectionPoolPolicy withMaxPerEndpoint(int leases) {
        Draft draft = new Draft(this);
        draft.maxPerEndpoint = limit("max per endpoint", leases);
        return new ConnectionPoolPolicy(draft);
    }

    /** The same with another limit for all endpoints of a service together: 1 or more, or {@link #UNLIMITED}. */
    public ConnectionPoolPolicy withMaxPerService(int leases) {
        Draft draft = new Draft(this);
        draft.maxPerService = limit("max per service", leases);
        return new ConnectionPoolPolicy(draft);
    }

    /** The same with another bound on waiting; 0 means that a call never waits for a lease. */
    public ConnectionPoolPolicy withAcquireTimeout(Duration longest) {
        Draft draft = new Draft(this);
        draft.acquireTimeoutNanos = Durations.nanos("acquire timeout", longest);
        return new ConnectionPoolPolicy(draft);
    }

    /**
     * The same with another bound on how many may stand in line at one pool: up to {@value #MOST_WAITING}; 0 means that
     * nobody waits.
     */
    public ConnectionPoolPolicy withMaxWaiting(int waiters) {
        if (waiters < 0 || waiters > MOST_WAITING) {
            throw new IllegalArgumentException(
                    "max waiting is " + waiters + "; write 0 (nobody waits) to " + MOST_WAITING);
        }
        Draft draft = new Draft(this);
        draft.maxWaiting = waiters;
        return new ConnectionPoolPolicy(draft);
    }

    /**
     * The same with another time after which a lease comes home although its attempt has not ended, as when an executor
     * dropped it; 0 means never. It must be longer than any attempt that is well, because the attempt is not aborted. It
     * concerns asynchronous attempts only: a thread that waits for an answer really holds its connection.
     */
    public ConnectionPoolPolicy withLeaseTimeout(Duration longest) {
        Draft draft = new Draft(this);
        draft.leaseTimeoutNanos = Durations.nanos("lease timeout", longest);
        return new ConnectionPoolPolicy(draft);
    }

    /**
     * The same with a limit for each endpoint that follows what the endpoint can bear, never above
     * {@link #maxPerEndpoint}; null means none.
     */
    public ConnectionPoolPolicy withAdaptiveLimit(@Nullable AdaptiveLimitPolicy policy) {
        Draft draft = new Draft(this);
        draft.adaptiveLimit = policy;
        return new ConnectionPoolPolicy(draft);
    }

    private static int limit(String what, int leases) {
        if (leases < 0) {
            throw new IllegalArgumentException(what + " is " + leases + "; write 1 or more, or 0 for no limit");
        }
        return leases;
    }

    public int maxPerEndpoint() {
        return maxPerEndpoint;
    }

    public int maxPerService() {
        return maxPerService;
    }

    public long acquireTimeoutNanos() {
        return acquireTimeoutNanos;
    }

    public int maxWaiting() {
        return maxWaiting;
    }

    /** 0 when leases never come home by themselves. */
    public long leaseTimeoutNanos() {
        return leaseTimeoutNanos;
    }

    /** Whether a lease that is out can keep another attempt waiting: there is a limit, of whichever kind. */
    public boolean isLimited() {
        return maxPerEndpoint != UNLIMITED || maxPerService != UNLIMITED || adaptiveLimit != null;
    }

    /** Null when the limit does not adapt. */
    public @Nullable AdaptiveLimitPolicy adaptiveLimit() {
        return adaptiveLimit;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof ConnectionPoolPolicy)) {
            return false;
        }
        ConnectionPoolPolicy that = (ConnectionPoolPolicy) other;
        return maxPerEndpoint == that.maxPerEndpoint
                && maxPerService == that.maxPerService
                && acquireTimeoutNanos == that.acquireTimeoutNanos
                && maxWaiting == that.maxWaiting
                && leaseTimeoutNanos == that.leaseTimeoutNanos
                && Objects.equals(adaptiveLimit, that.adaptiveLimit);
    }

    @Override
    public int hashCode() {
        return (maxPerEndpoint * 31 + maxPerService) * 31 + Long.hashCode(acquireTimeoutNanos);
    }

    @Override
    public String toString() {
        return "ConnectionPoolPolicy{maxPerEndpoint=" + maxPerEndpoint + ", maxPerService=" + maxPerService
                + ", acquireTimeout=" + Duration.ofNanos(acquireTimeoutNanos) + ", maxWaiting=" + maxWaiting
                + ", leaseTimeout=" + Duration.ofNanos(leaseTimeoutNanos) + ", adaptiveLimit=" + adaptiveLimit + "}";
    }

    private static Draft unlimitedDraft() {
        Draft draft = new Draft();
        draft.maxPerEndpoint = UNLIMITED;
        draft.acquireTimeoutNanos = 0;
        return draft;
    }

    /** A policy that can still change. */
    private static final class Draft {
        private int maxPerEndpoint = 64;
        private int maxPerService = UNLIMITED;
        private long acquireTimeoutNanos = 1_000_000_000L;
        private int maxWaiting = 1_000;
        private long leaseTimeoutNanos = 600_000_000_000L;
        private @Nullable AdaptiveLimitPolicy adaptiveLimit;

        Draft() {}

        Draft(ConnectionPoolPolicy from) {
            maxPerEndpoint = from.maxPerEndpoint;
            maxPerService = from.maxPerService;
            acquireTimeoutNanos = from.acquireTimeoutNanos;
            maxWaiting = from.maxWaiting;
            leaseTimeoutNanos = from.leaseTimeoutNanos;
            adaptiveLimit = from.adaptiveLimit;
        }
    }
}
