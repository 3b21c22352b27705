package dev.failover.breaker;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a circuit breaker does, in the plainest words: the oracle of {@link CircuitBreakerTwinTest}. One thread. */
final class NaiveBreaker {
    private final int consecutive;
    private final int percent;
    private final int window;
    private final int minimumCalls;
    private final long recovery;
    private final long lease;

    private BreakerState kind = BreakerState.CLOSED;
    private Object token = new Object();
    private long until;
    private int inARow;
    private final Deque<Boolean> failures = new ArrayDeque<>();

    /** @param percent 0 when failures in a row count */
    NaiveBreaker(int consecutive, int percent, int window, int minimumCalls, long recovery, long lease) {
        this.consecutive = consecutive;
        this.percent = percent;
        this.window = window;
        this.minimumCalls = Math.min(minimumCalls, window);
        this.recovery = recovery;
        this.lease = lease;
    }

    /** A token, or null. */
    Object tryAcquire(long now) {
        if (kind == BreakerState.CLOSED) {
            return token;
        }
        if (now < until) {
            return null;
        }
        go(BreakerState.HALF_OPEN, now + lease);
        return token;
    }

    void onSuccess(Object permit) {
        if (permit != token) {
            return;
        }
        if (kind == BreakerState.HALF_OPEN) {
            go(BreakerState.CLOSED, 0);
        } else {
            inARow = 0;
            remember(false);
        }
    }

    void onFailure(Object permit, long now) {
        if (permit != token) {
            return;
        }
        inARow++;
        remember(true);
        long failed = failures.stream().filter(failure -> failure).count();
        boolean tooMany = percent == 0
                ? inARow >= consecutive
                : failures.size() >= minimumCalls && failed * 100 >= (long) percent * failures.size();
        if (kind == BreakerState.HALF_OPEN || tooMany) {
            go(BreakerState.OPEN, now + recovery);
        }
    }

    void onIgnored(Object permit, long now) {
        if (permit == token && kind == BreakerState.HALF_OPEN) {
            go(BreakerState.OPEN, now);
        }
    }

    BreakerState state(long now) {
        return kind == BreakerState.OPEN && now >= until ? BreakerState.HALF_OPEN : kind;
    }

    private void remember(boolean failure) {
        failures.addLast(failure);
        if (failures.size() > window) {
            failures.removeFirst();
        }
    }

    private void go(BreakerState to, long newUntil) {
        kind = to;
        until = newUntil;
        token = new Object();
        inARow = 0;
        failures.clear();
    }
}
