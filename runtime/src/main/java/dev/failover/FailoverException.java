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

    FailoverException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.rejection = null;
    }

    FailoverException(String message, Rejection rejection) {
        super(message, null, true, false);
        this.rejection = rejection;
    }

    /** Why the call was turned away before its first attempt; null when there was one. */
    public @Nullable Rejection rejection() {
        return rejection;
    }
}
