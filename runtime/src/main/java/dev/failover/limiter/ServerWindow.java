package dev.failover.limiter;

import dev.failover.time.Durations;
import java.util.concurrent.atomic.AtomicLong;

/** A window of the server's limit: the long is what may still be taken until its reset. Thread-safe, lock-free. */
@SuppressWarnings("serial") // nobody writes it
final class ServerWindow extends AtomicLong {
    /** Servers announce their resets in whole seconds; nearer ones are the same, unless the windows are as short as that. */
    private static final long SAME = 1_000_000_000L;

    private final long begin;
    private final long announced;
    private final long same;
    private volatile long resetAt;
    private volatile long told;

    /**
     * @param now when it was heard of
     * @param longest the reset is taken to be this far away at most
     * @param lastWait for how long those wait who were there before it: their permits are not from here
     */
    ServerWindow(ServerLimit limit, long now, long longest, long lastWait) {
        super(limit.remaining());
        this.begin = lastWait > 0 ? now + lastWait + 1 : now;
        this.same = Math.min(SAME, (limit.windowNanos() > 0 ? limit.windowNanos() : limit.resetNanos()) / 2);
        this.announced = now + limit.resetNanos();
        this.resetAt = now + Math.min(limit.resetNanos(), longest);
        this.told = limit.remaining();
    }

    /** Whether it is not over, which it is as well when so much time has passed that the readings came round. */
    boolean isOpenAt(long time) {
        long left = resetAt - time;
        return left > 0 && left <= Durations.LONGEST_NANOS;
    }

    /** Whether the other one, of which was heard later, is this one. */
    boolean isSame(ServerWindow other) {
        long apart = announced - other.announced;
        return apart <= same && apart >= -same;
    }

    long resetAt() {
        return resetAt;
    }

    boolean take(int weight) {
        for (; ; ) {
            long left = get();
            if (left < weight) {
                return false;
            }
            if (compareAndSet(left, left - weight)) {
                return true;
            }
        }
    }

    /** There is never more than the server told. */
    void giveBack(int weight) {
        for (; ; ) {
            long left = get();
            long more = Math.min(told, left + weight);
            if (more <= left || compareAndSet(left, more)) {
                return;
            }
        }
    }

    /** Whether a permit for that time came from here. */
    boolean covers(long time) {
        return time - begin >= 0 && resetAt - time > 0;
    }

    /** Another word about the same window: it may be the more exact one about the reset. */
    void lower(ServerWindow later) {
        if (later.resetAt - resetAt > 0) {
            resetAt = later.resetAt;
        }
        // This order: who gives back reads first what is left, then what was told.
        told = Math.min(told, later.told);
        for (; ; ) {
            long left = get();
            if (left <= told || compareAndSet(left, told)) {
                return;
            }
        }
    }
}
