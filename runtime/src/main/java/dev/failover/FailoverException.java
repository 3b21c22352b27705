package dev.failover;

import dev.failover.call.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * A call that no endpoint answered. The message says what was tried, where, and why it stopped; the cause is the latest
 * failure, earlier ones are suppressed exceptions. A rejected call has no cause and no stack trace: nothing was sent.
 */
public final class FailoverException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final @Nullable Rejection rejection;
    private final transient @Nullable Object result;

    FailoverException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.rejection = null;
        this.result = null;
    }

    private FailoverException(String message, @Nullable Rejection rejection, @Nullable Object result) {
        super(message, null, true, rejection == null);
        this.rejection = rejection;
        this.result = result;
    }

    static FailoverException rejected(String message, Rejection why) {
        return new FailoverException(message, why, null);
    }

    static FailoverException unwanted(String message, @Nullable Object result) {
        return new FailoverException(message, null, result);
    }

    /** Why the call was turned away before its first attempt; null when there was one. */
    public @Nullable Rejection rejection() {
        return rejection;
    }

    /** The latest result, when there was one and the retry policy does not want such; else null. Not serialized. */
    public @Nullable Object result() {
        return result;
    }
}
