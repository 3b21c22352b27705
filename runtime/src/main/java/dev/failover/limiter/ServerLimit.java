package dev.failover.limiter;

import dev.failover.time.Durations;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of its own limit: either how much is left until when, or that nothing may be sent for a time.
 * Immutable.
 */
public final class ServerLimit {
    /** For a limit or a window that the server did not name. */
    public static final long UNKNOWN = -1;

    private final boolean pause;
    private final long remaining;
    private final long resetNanos;
    private final long limit;
    private final long windowNanos;

    private ServerLimit(boolean pause, long remaining, long resetNanos, long limit, long windowNanos) {
        this.pause = pause;
        this.remaining = remaining;
        this.resetNanos = resetNanos;
        this.limit = limit;
        this.windowNanos = windowNanos;
    }

    /**
     * So many permits until the reset.
     *
     * @param remaining 0 or more
     * @param resetNanos from now, 0 or more; a hundred years at most, more is taken for that
     * @throws IllegalArgumentException if one of them is negative
     */
    public static ServerLimit of(long remaining, long resetNanos) {
        return of(remaining, resetNanos, UNKNOWN, UNKNOWN);
    }

    /**
     * The same with what the server allows in a whole window.
     *
     * @param limit permits of a window, or {@link #UNKNOWN}
     * @param windowNanos length of a window, or {@link #UNKNOWN}
     */
    public static ServerLimit of(long remaining, long resetNanos, long limit, long windowNanos) {
        require("remaining", remaining, 0);
        require("reset", resetNanos, 0);
        require("limit", limit, UNKNOWN);
        require("window", windowNanos, UNKNOWN);
        return new ServerLimit(false, remaining, Math.min(resetNanos, Durations.LONGEST_NANOS), limit, windowNanos);
    }

    /**
     * Nothing for so long, as {@code Retry-After} says.
     *
     * @param nanos from now, 0 or more; a hundred years at most, more is taken for that
     * @throws IllegalArgumentException if it is negative
     */
    public static ServerLimit nothingFor(long nanos) {
        require("time", nanos, 0);
        return new ServerLimit(true, 0, Math.min(nanos, Durations.LONGEST_NANOS), UNKNOWN, UNKNOWN);
    }

    private static void require(String what, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(what + " is " + value + "; write " + least + " or more");
        }
    }

    /** Whether nothing may be sent for a time, whatever a window had left. */
    public boolean isPause() {
        return pause;
    }

    /** Permits until the reset, 0 or more. */
    public long remaining() {
        return remaining;
    }

    /** Until the window ends or the pause is over, from when it was heard, in nanoseconds. */
    public long resetNanos() {
        return resetNanos;
    }

    /** Permits of a whole window, or {@link #UNKNOWN}. The limiter makes no use of it. */
    public long limit() {
        return limit;
    }

    /** Length of a window in nanoseconds, or {@link #UNKNOWN}. The limiter makes no use of it. */
    public long windowNanos() {
        return windowNanos;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof ServerLimit)) {
            return false;
        }
        ServerLimit that = (ServerLimit) other;
        return that.pause == pause
                && that.remaining == remaining
                && that.resetNanos == resetNanos
                && that.limit == limit
                && that.windowNanos == windowNanos;
    }

    @Override
    public int hashCode() {
        return Long.hashCode((remaining * 31 + resetNanos) * 31 + limit);
    }

    @Override
    public String toString() {
        return pause
                ? "nothing for " + resetNanos + " ns"
                : remaining + (limit == UNKNOWN ? "" : " of " + limit) + " for " + resetNanos + " ns";
    }
}
