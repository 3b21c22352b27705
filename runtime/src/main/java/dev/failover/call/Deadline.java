package dev.failover.call;

/** The time that a call has as a whole, fixed once, when it begins. Immutable. */
final class Deadline {
    private final long startedAt;
    private final boolean bounded;
    private final long at;
    /** How long the caller waits in all; 0 when nothing is known of that. */
    private long ownTimeout;

    /** The shorter one of the service's bound and the caller's own. */
    Deadline(ServiceState service, CallSpec spec, long startedAt) {
        long whole = bound(service, spec);
        this.startedAt = startedAt;
        this.bounded = whole > 0;
        this.at = startedAt + whole;
    }

    /** Nanoseconds for the whole call; 0 for no bound. */
    static long bound(ServiceState service, CallSpec spec) {
        long whole = service.policy().timeouts().deadlineNanos();
        long callers = spec.timeoutNanos();
        return whole == 0 ? callers : callers == 0 ? whole : Math.min(whole, callers);
    }

    boolean isBounded() {
        return bounded;
    }

    long remaining(long now) {
        return bounded ? at - now : Long.MAX_VALUE;
    }

    /** The caller's client ends the call by itself after so many nanoseconds; 0 when nothing is known of that. */
    void knowsOf(long ownTimeoutNanos) {
        ownTimeout = ownTimeoutNanos;
    }

    /** How long it may wait for another attempt; not below 0. */
    long leftToWait(long now) {
        long left = remaining(now);
        return Math.max(0, ownTimeout > 0 ? Math.min(left, ownTimeout - elapsed(now)) : left);
    }

    /** How long the call has been under way. */
    long elapsed(long now) {
        return now - startedAt;
    }
}
