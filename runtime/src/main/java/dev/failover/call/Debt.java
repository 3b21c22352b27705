package dev.failover.call;

/**
 * What a guest's call is owed: its program would have waited for the attempt that a bound of ours has ended. That bound is there
 * for the sake of another attempt, so nothing that speaks against another one may end the call with it: in the end the
 * endpoint is asked again, without a bound. Not thread-safe.
 */
final class Debt {
    private static final int NONE = -1;

    private int endpoint = NONE;

    /** Takes note of a failure; of several that it is owed for, the first one counts. */
    void note(Attempt failed, Outcome<?> result, long now) {
        boolean ours = result.kind() == Outcome.Kind.TIMEOUT
                && result.isRepeatable()
                && failed.isBoundedForNextOnly()
                && failed.timeoutNanos() > 0
                && now - failed.startedAt() >= failed.timeoutNanos();
        if (ours && endpoint == NONE) {
            endpoint = failed.endpointIndex();
        }
    }

    boolean isOpen() {
        return endpoint != NONE;
    }

    /** An endpoint is asked: if it is the one to ask again, nothing is owed any more. */
    void asks(int index) {
        if (endpoint == index) {
            endpoint = NONE;
        }
    }

    /** The endpoint to ask again; with this nothing is owed any more. */
    int settle() {
        int owed = endpoint;
        endpoint = NONE;
        return owed;
    }
}
