package dev.failover.call;

import dev.failover.time.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The bounds of a call: the whole of it, one attempt, and opening a connection. 0 means no bound. Immutable. */
public final class TimeoutPolicy {
    private static final TimeoutPolicy DEFAULT =
            new TimeoutPolicy(30_000_000_000L, 2_000_000_000L, true, 10_000_000_000L, false);
    private static final TimeoutPolicy GUEST = guest(2_000_000_000L, 30_000_000_000L);

    private final long deadlineNanos;
    private final long connectNanos;
    private final boolean isConnectSaid;
    private final long attemptNanos;
    private final boolean onlyWhereUseful;

    private TimeoutPolicy(
            long deadlineNanos, long connectNanos, boolean isConnectSaid, long attemptNanos, boolean onlyWhereUseful) {
        this.deadlineNanos = deadlineNanos;
        this.connectNanos = connectNanos;
        this.isConnectSaid = isConnectSaid;
        this.attemptNanos = attemptNanos;
        this.onlyWhereUseful = onlyWhereUseful;
    }

    /** For calls that are written with the library: 30 s in all, 10 s an attempt, 2 s to connect. */
    public static TimeoutPolicy defaults() {
        return DEFAULT;
    }

    /**
     * For calls of a program that does not know of us: no deadline, 30 s an attempt (longer where the service's answers have
     * been seen to take longer than 15 s: twice as long as the longest, up to 10 min), 2 s to connect, and these only while
     * another endpoint could follow. The last attempt is left to the program's own bounds, so that a call that would have
     * succeeded without us still does; and an endpoint that one of our bounds was too short for is asked again when nobody else has an
     * answer. Where the program bounds the whole call itself, attempts have no other bound.
     */
    public static TimeoutPolicy guest() {
        return GUEST;
    }

    /** The same with other bounds, that are ours as well. */
    static TimeoutPolicy guest(long connectNanos, long attemptNanos) {
        return new TimeoutPolicy(0, connectNanos, false, attemptNanos, true);
    }

    /**
     * The bound of a whole call with all its attempts and waits; zero for none.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public TimeoutPolicy withDeadline(Duration whole) {
        return new TimeoutPolicy(
                Durations.nanos("deadline", whole), connectNanos, isConnectSaid, attemptNanos, onlyWhereUseful);
    }

    /**
     * The bound for opening one connection, where the client that carries the call can be told; zero for none. Said by the
     * user, it is believed: whoever needs longer cannot be reached.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public TimeoutPolicy withConnect(Duration connect) {
        return new TimeoutPolicy(
                deadlineNanos, Durations.nanos("connect timeout", connect), true, attemptNanos, onlyWhereUseful);
    }

    /**
     * The bound of one attempt, from its begin to the whole answer; zero for none. Said by the user, it counts for every
     * attempt.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public TimeoutPolicy withAttempt(Duration attempt) {
        return new TimeoutPolicy(
                deadlineNanos, connectNanos, isConnectSaid, Durations.nanos("attempt timeout", attempt), false);
    }

    /** Nanoseconds for a whole call; 0 for no bound. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Nanoseconds for opening a connection; 0 for no bound. */
    public long connectNanos() {
        return connectNanos;
    }

    /** Nanoseconds for one attempt; 0 for no bound. */
    public long attemptNanos() {
        return attemptNanos;
    }

    /**
     * Itself, where its bound for connecting holds for an attempt that another one elsewhere may follow, or not; else null. What
     * the user has said of attempts is not said of connecting.
     */
    @Nullable
    TimeoutPolicy connecting(boolean anotherMayFollow) {
        return anotherMayFollow || isConnectSaid ? this : null;
    }

    /** Whether the bound for connecting is nobody's wish, and there for the sake of the next attempt alone. */
    boolean isConnectForNextOnly() {
        return !isConnectSaid;
    }

    /** Whether the bounds of attempts count only while another attempt could follow. */
    public boolean onlyWhereUseful() {
        return onlyWhereUseful;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TimeoutPolicy
                && ((TimeoutPolicy) other).deadlineNanos == deadlineNanos
                && ((TimeoutPolicy) other).connectNanos == connectNanos
                && ((TimeoutPolicy) other).isConnectSaid == isConnectSaid
                && ((TimeoutPolicy) other).attemptNanos == attemptNanos
                && ((TimeoutPolicy) other).onlyWhereUseful == onlyWhereUseful;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(deadlineNanos * 31 + attemptNanos);
    }

    @Override
    public String toString() {
        return "TimeoutPolicy{deadline=" + Duration.ofNanos(deadlineNanos) + ", connect="
                + Duration.ofNanos(connectNanos) + ", attempt=" + Duration.ofNanos(attemptNanos) + "}";
    }
}
