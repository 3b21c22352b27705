package dev.failover.retry;

/** What a {@link RetryPolicy} was told about a failure. */
public enum FailureVerdict {
    /** Worth another attempt, whatever its kind. Whether a repetition does harm is another question. */
    RETRY,
    /** Not worth one, whatever else speaks for it. */
    ABORT,
    /** Nothing was said: the failure's kind decides (a broken connection is worth another attempt, a bug is not). */
    DEFAULT
}
