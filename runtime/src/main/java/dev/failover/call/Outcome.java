package dev.failover.call;

import dev.failover.http.RetryAfter;
import dev.failover.limiter.ServerLimit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt ended: with a result (for HTTP: a response with its status), or with a failure of which is known whether
 * the request can have reached the server. Immutable.
 *
 * @param <R> what the driver's caller receives
 */
public final class Outcome<R> {
    /** What kind of ending it was. */
    public enum Kind {
        /** There is a result; with a status from 500 on, or one that is retried, it still counts as a failure. */
        RESULT,
        /** No connection came about: the request provably never left. */
        CONNECT,
        /** No answer within the attempt's time; the request may have been processed. */
        TIMEOUT,
        /** The connection broke, or the answer was unreadable; the request may have been processed. */
        IO,
        /** The caller gave up. */
        CANCELLED,
        /** A failure that has nothing to do with the endpoint, such as a request that cannot be built. */
        LOCAL
    }

    private final Kind kind;
    private final @Nullable R result;
    private final @Nullable Throwable failure;
    private final int status;
    private final long retryAfterNanos;
    private final boolean repeatable;
    private final boolean unwanted;
    private final boolean last;
    private final @Nullable ServerLimit serverLimit;

    private Outcome(
            Kind kind,
            @Nullable R result,
            @Nullable Throwable failure,
            int status,
            long retryAfterNanos,
            boolean repeatable,
            boolean unwanted,
            boolean last,
            @Nullable ServerLimit serverLimit) {
        this.kind = kind;
        this.result = result;
        this.failure = failure;
        this.status = status;
        this.retryAfterNanos = retryAfterNanos;
        this.repeatable = repeatable;
        this.unwanted = unwanted;
        this.last = last;
        this.serverLimit = serverLimit;
    }

    /** A result without a status: a success. Null is a result too. */
    public static <R> Outcome<R> success(@Nullable R result) {
        return new Outcome<>(Kind.RESULT, result, null, 0, RetryAfter.NONE, true, false, false, null);
    }

    /** A result of which its reporter has found already that the retry policy does not want it: nobody asks it again. */
    public static <R> Outcome<R> unwanted(@Nullable R result) {
        return new Outcome<>(Kind.RESULT, result, null, 0, RetryAfter.NONE, true, true, false, null);
    }

    /**
     * An HTTP response.
     *
     * @param retryAfterNanos what {@link RetryAfter#parseNanos} made of its fields
     */
    public static <R> Outcome<R> response(R response, int status, long retryAfterNanos) {
        return response(response, status, retryAfterNanos, true);
    }

    /**
     * An HTTP response.
     *
     * @param repeatable false when the call must not be attempted again, whatever the response says
     */
    public static <R> Outcome<R> response(R response, int status, long retryAfterNanos, boolean repeatable) {
        return new Outcome<>(Kind.RESULT, response, null, status, retryAfterNanos, repeatable, false, false, null);
    }

    /** A failure of a kind that the driver knows for certain. */
    public static <R> Outcome<R> failure(Kind kind, Throwable failure) {
        return new Outcome<>(
                kind, null, Objects.requireNonNull(failure, "failure"), 0, RetryAfter.NONE, true, false, false, null);
    }

    /** A failure that is told by its class: see {@link Failures#kindOf}. */
    public static <R> Outcome<R> failure(Throwable failure) {
        return failure(Failures.kindOf(failure), failure);
    }

    /** The same ending, of a request whose body is gone: the call must not be attempted again. */
    public Outcome<R> notRepeatable() {
        return new Outcome<>(kind, result, failure, status, retryAfterNanos, false, unwanted, last, serverLimit);
    }

    /**
     * The same ending, with a result that has a connection until somebody gets it or it is dropped. The call ends with it
     * whatever else is under way, because that may be waiting for this very connection.
     */
    public Outcome<R> last() {
        return new Outcome<>(kind, result, failure, status, retryAfterNanos, false, unwanted, true, serverLimit);
    }

    /** The same ending with another exception for the caller, which says the same. */
    public Outcome<R> withFailure(Throwable translated) {
        return new Outcome<>(
                kind, result, translated, status, retryAfterNanos, repeatable, unwanted, last, serverLimit);
    }

    /** The same ending, with which the server said something about its own rate limit; null when it said nothing. */
    public Outcome<R> withServerLimit(@Nullable ServerLimit limit) {
        return limit == null
                ? this
                : new Outcome<>(kind, result, failure, status, retryAfterNanos, repeatable, unwanted, last, limit);
    }

    /** What the server said about its own rate limit; null when it said nothing, or nobody wants to know. */
    @Nullable
    ServerLimit serverLimit() {
        return serverLimit;
    }

    public Kind kind() {
        return kind;
    }

    /** Null when there is none, or the result is null itself. */
    public @Nullable R result() {
        return result;
    }

    /** Null when there is a result. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** The HTTP status; 0 when there is none. */
    public int status() {
        return status;
    }

    /** What the server asked for, or {@link RetryAfter#NONE}. */
    public long retryAfterNanos() {
        return retryAfterNanos;
    }

    /** Whether the retry policy has said that it does not want this result; false while it has not been asked. */
    boolean isUnwanted() {
        return unwanted;
    }

    public boolean isRepeatable() {
        return repeatable;
    }

    /** Whether the call ends with it, though others are under way. */
    boolean isLast() {
        return last;
    }

    /** Whether the server may have seen the request. */
    public boolean mayHaveBeenProcessed() {
        return kind != Kind.CONNECT;
    }

    @Override
    public String toString() {
        if (kind == Kind.RESULT) {
            return status == 0 ? "result" : "status " + status;
        }
        return failure == null ? kind.toString() : kind + " " + Failures.text(failure);
    }
}
