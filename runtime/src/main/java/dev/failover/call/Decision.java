package dev.failover.call;

/**
 * What a driver must do next for its {@link Call}. The details are read from the call: {@link Call#attempt},
 * {@link Call#waitUntil}, {@link Call#outcome}, {@link Call#rejection}.
 */
public enum Decision {
    /** Send the request as {@link Call#attempt} says, then report with {@link Call#ended}. */
    ATTEMPT(false),
    /** Wait until {@link Call#waitUntil}, or until the call's waker runs, then say {@link Call#wake}. */
    WAIT(false),
    /** Nothing to do now: another event of this call is under way and will bring a decision. */
    NOTHING(false),
    /** Hand over {@link Call#outcome}: a result or a failure. The call has ended. */
    FINISH(true),
    /** Nothing was sent and nothing will be: {@link Call#rejection} says why. The call has ended. */
    REJECT(true),
    /** The caller gave up; whatever is under way must be aborted. The call has ended. */
    CANCELLED(true);

    private final boolean end;

    Decision(boolean end) {
        this.end = end;
    }

    /** Whether the call has ended. */
    public boolean isEnd() {
        return end;
    }
}
