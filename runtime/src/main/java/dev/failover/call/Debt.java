package dev.failover.call;

/**
 * What a guest's call is owed: what its program would have got without us, which is how an attempt at its home ends, the endpoint
 * that it addressed.
 *
 * <p>Such an attempt may be ended by a bound of ours, which is there for the sake of another one. So nothing that speaks against
 * another one may end the call with it: in the end the endpoint is asked again, without a bound. Once its home has answered, or
 * failed by itself, the call has what it is owed: its program would know by now, and no attempt may keep it waiting for ever.
 *
 * <p>Not thread-safe.
 */
final class Debt {
    private static final int NONE = -1;

    private int endpoint = NONE;
    private boolean paid;

    /**
     * Takes note of a failure; of several that it is owed for, the first one counts.
     *
     * @param atHome whether the program itself would have made this attempt
     */
    void note(Attempt failed, Outcome<?> result, boolean atHome, long now) {
        if (isOurs(failed, result, now)) {
            if (endpoint == NONE && !paid) {
                endpoint = failed.endpointIndex();
            }
        } else if (atHome) {
            paid = true;
        }
    }

    private static boolean isOurs(Attempt failed, Outcome<?> result, long now) {
        boolean over = failed.isBoundedForNextOnly()
                && failed.timeoutNanos() > 0
                && now - failed.startedAt() >= failed.timeoutNanos();
        if (result.kind() == Outcome.Kind.CONNECT) {
            return !result.isNoneFree() && (over || (!result.isInOwnTime() && failed.hadNoMoreTimeToConnect(now)));
        }
        return over && result.kind() == Outcome.Kind.TIMEOUT && result.isRepeatable();
    }

    /** Whether an endpoint is to be asked again. */
    boolean isOpen() {
        return endpoint != NONE;
    }

    /** Whether there is what the program would have got without us. */
    boolean isPaid() {
        return paid;
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
