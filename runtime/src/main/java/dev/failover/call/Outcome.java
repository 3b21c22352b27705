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

    private static final Kind[] KINDS = Kind.values();

    private static final int REPEATABLE = 1;
    private static final int UNWANTED = 2;
    private static final int LAST = 4;
    private static final int NONE_FREE = 8;
    private static final int OWN_TIME = 16;

    // Narrow, because there is one for each attempt: so it needs no more than 24 bytes.

    /** The result, or the failure. */
    private final @Nullable Object ending;
    /** Null when the server asked for nothing. */
    private final @Nullable Wish wish;

    private final short status;
    private final byte kind;
    private final byte marks;

    /** What few answers have: apart, so that the others need no room for it. */
    private static final class Wish {
        final long retryAfterNanos;
        final @Nullable ServerLimit limit;

        Wish(long retryAfterNanos, @Nullable ServerLimit limit) {
            this.retryAfterNanos = retryAfterNanos;
            this.limit = limit;
        }
    }

    private Outcome(Kind kind, @Nullable Object ending, int status, @Nullable Wish wish, int marks) {
        this.kind = (byte) kind.ordinal();
        this.ending = ending;
        this.status = (short) Math.max(Short.MIN_VALUE, Math.min(status, Short.MAX_VALUE));
        this.wish = wish;
        this.marks = (byte) marks;
    }

    private boolean is(int mark) {
        return (marks & mark) != 0;
    }

    /** A result without a status: a success. Null is a result too. */
    public static <R> Outcome<R> success(@Nullable R result) {
        return new Outcome<>(Kind.RESULT, result, 0, null, REPEATABLE);
    }

    /** A result of which its reporter has found already that the retry policy does not want it: nobody asks it again. */
    public static <R> Outcome<R> unwanted(@Nullable R result) {
        return new Outcome<>(Kind.RESULT, result, 0, null, REPEATABLE | UNWANTED);
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
        Wish wish = retryAfterNanos == RetryAfter.NONE ? null : new Wish(retryAfterNanos, null);
        return new Outcome<>(Kind.RESULT, response, status, wish, repeatable ? REPEATABLE : 0);
    }

    /** A failure of a kind that the driver knows for certain. */
    public static <R> Outcome<R> failure(Kind kind, Throwable failure) {
        int marks = Failures.isNoneFree(failure) ? REPEATABLE | NONE_FREE : REPEATABLE;
        return new Outcome<>(kind, failure, 0, null, marks);
    }

    /**
     * The client's own pool had no connection free in the time that the program gives it: the request never left. It says that
     * the program makes more calls at once than it allows itself to this endpoint, and nothing of the endpoint. The failures
     * that {@link Failures} knows by their class are found without this.
     */
    public static <R> Outcome<R> noneFree(Throwable failure) {
        return new Outcome<>(Kind.CONNECT, Objects.requireNonNull(failure, "failure"), 0, null, REPEATABLE | NONE_FREE);
    }

    /** A failure that is told by its class: see {@link Failures#kindOf}. */
    public static <R> Outcome<R> failure(Throwable failure) {
        return failure(Failures.kindOf(failure), failure);
    }

    /** The same ending, of a request whose body is gone: the call must not be attempted again. */
    public Outcome<R> notRepeatable() {
        return new Outcome<>(kind(), ending, status, wish, marks & ~REPEATABLE);
    }

    /**
     * The same ending, with a result that has a connection until somebody gets it or it is dropped. The call ends with it
     * whatever else is under way, because that may be waiting for this very connection.
     */
    public Outcome<R> last() {
        return new Outcome<>(kind(), ending, status, wish, (marks & ~REPEATABLE) | LAST);
    }

    /**
     * The same ending, of a client that has no bound of ours for connecting: however long that took, it was the client's own
     * time.
     */
    public Outcome<R> inOwnTime() {
        return new Outcome<>(kind(), ending, status, wish, marks | OWN_TIME);
    }

    /** The same ending with another exception for the caller, which says the same; nothing changes a result. */
    public Outcome<R> withFailure(Throwable translated) {
        return isResult() ? this : new Outcome<>(kind(), translated, status, wish, marks);
    }

    /** The same ending, with which the server said something about its own rate limit; null when it said nothing. */
    public Outcome<R> withServerLimit(@Nullable ServerLimit limit) {
        return limit == null ? this : new Outcome<>(kind(), ending, status, new Wish(retryAfterNanos(), limit), marks);
    }

    /** What the server said about its own rate limit; null when it said nothing, or nobody wants to know. */
    @Nullable
    ServerLimit serverLimit() {
        return wish == null ? null : wish.limit;
    }

    public Kind kind() {
        return kind(kind);
    }

    static Kind kind(int ordinal) {
        return KINDS[ordinal];
    }

    private boolean isResult() {
        return kind() == Kind.RESULT;
    }

    /** Null when there is none, or the result is null itself. */
    @SuppressWarnings("unchecked") // nothing else is put there with this kind
    public @Nullable R result() {
        return isResult() ? (R) ending : null;
    }

    /** Null when there is a result. */
    public @Nullable Throwable failure() {
        return isResult() ? null : (Throwable) ending;
    }

    /** The HTTP status; 0 when there is none, and no more than 32,767, whatever a server has made up. */
    public int status() {
        return status;
    }

    /** What the server asked for, or {@link RetryAfter#NONE}. */
    public long retryAfterNanos() {
        return wish == null ? RetryAfter.NONE : wish.retryAfterNanos;
    }

    /** Whether the retry policy has said that it does not want this result; false while it has not been asked. */
    boolean isUnwanted() {
        return is(UNWANTED);
    }

    public boolean isRepeatable() {
        return is(REPEATABLE);
    }

    /** Whether it is {@link #noneFree}, told so or found by its class. */
    boolean isNoneFree() {
        return is(NONE_FREE);
    }

    /** Whether no bound of ours for connecting can have ended it. */
    boolean isInOwnTime() {
        return is(OWN_TIME);
    }

    /** Whether the call ends with it, though others are under way. */
    boolean isLast() {
        return is(LAST);
    }

    /** Whether the server may have seen the request. */
    public boolean mayHaveBeenProcessed() {
        return kind() != Kind.CONNECT;
    }

    @Override
    public String toString() {
        if (isResult()) {
            return status == 0 ? "result" : "status " + status;
        }
        Throwable failure = failure();
        return failure == null ? kind().toString() : kind() + " " + Failures.text(failure);
    }
}
