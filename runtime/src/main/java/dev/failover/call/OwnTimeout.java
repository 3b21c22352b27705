package dev.failover.call;

/** What a driver must know of whoever waits for a call. */
public interface OwnTimeout {
    /**
     * How long it waits for the whole call, which its client sees to by itself, in nanoseconds from the begin; 0 when nothing is
     * known of that. Bounds no attempt, but what has come so far is not held back for an attempt that would come too late.
     */
    default long ownTimeoutNanos() {
        return 0;
    }
}
