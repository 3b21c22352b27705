package dev.failover;

import dev.failover.call.Failures;
import dev.failover.call.Rejection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that no endpoint answered. The message says what was tried, where, and why it stopped; the cause is the latest
 * failure, earlier ones are suppressed exceptions. A rejected call has no cause and no stack trace: nothing was sent.
 */
public final class FailoverException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final @Nullable Rejection rejection;
    private final transient @Nullable Object result;
    private final long retryAfterNanos;
    private final boolean shared;
    private final boolean givenUp;

    FailoverException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private FailoverException(String message, @Nullable Throwable cause, boolean givenUp) {
        super(message, cause);
        this.rejection = null;
        this.result = null;
        this.retryAfterNanos = -1;
        this.shared = false;
        this.givenUp = givenUp;
    }

    private FailoverException(String message, @Nullable Object result) {
        super(message);
        this.rejection = null;
        this.result = result;
        this.retryAfterNanos = -1;
        this.shared = false;
        this.givenUp = false;
    }

    private FailoverException(String message, @Nullable Rejection rejection, long retryAfterNanos, boolean shared) {
        super(message, null, !shared, false);
        this.rejection = rejection;
        this.result = null;
        this.retryAfterNanos = retryAfterNanos;
        this.shared = shared;
        this.givenUp = false;
    }

    /** Of a caller that does not want a result any more. */
    static FailoverException givenUp(String message, @Nullable Throwable cause) {
        return new FailoverException(message, cause, true);
    }

    /** @param retryAfterNanos when a call would have passed, or less than 0 if nobody knows */
    static FailoverException rejected(String message, Rejection why, long retryAfterNanos) {
        return new FailoverException(message, why, retryAfterNanos, false);
    }

    /** One that may be thrown again and again, because nothing can be added to it. */
    static FailoverException shared(String message, Rejection why) {
        return new FailoverException(message, why, -1, true);
    }

    static FailoverException unwanted(String message, @Nullable Object result) {
        return new FailoverException(message, result);
    }

    /** This one, or, if this one takes no suppressed exceptions because it is shared, another one that says the same. */
    public FailoverException own() {
        return shared ? new FailoverException(String.valueOf(getMessage()), rejection, retryAfterNanos, false) : this;
    }

    /** Whether the caller was interrupted or has cancelled the call: it wants no result any more, a fallback's either. */
    public boolean isGivenUp() {
        return givenUp;
    }

    /**
     * For generated code: an exception that a method must not throw.
     *
     * @param service the name of the service
     */
    public static FailoverException undeclared(String service, Throwable cause) {
        return new FailoverException(service + ": " + Failures.text(cause), cause);
    }

    /**
     * What the work threw last; null when nothing that it threw ended the call: it was rejected, was out of time, or nobody
     * wanted its result.
     */
    public @Nullable Throwable thrown() {
        return givenUp || getCause() instanceof AttemptTimedOut ? null : getCause();
    }

    /** Why the call was turned away before its first attempt; null when there was one. */
    public @Nullable Rejection rejection() {
        return rejection;
    }

    /**
     * In which time the rate limiter would have had a permit for the call that it turned away; null when the call failed for
     * another reason, or no waiting helps.
     */
    public @Nullable Duration retryAfter() {
        return retryAfterNanos < 0 ? null : Duration.ofNanos(retryAfterNanos);
    }

    /** The latest result, when there was one and the retry policy does not want such; else null. Not serialized. */
    public @Nullable Object result() {
        return result;
    }
}
