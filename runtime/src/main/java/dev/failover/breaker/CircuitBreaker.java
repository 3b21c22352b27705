package dev.failover.breaker;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of one endpoint: closed (calls pass and are counted), open (calls are kept away for the recovery
 * time), half-open (one call is let through as a probe and decides).
 *
 * <p>The state is three slots of a row of longs, so that several copies of this class, in other class loaders or of other
 * versions, can share it. The first slot holds the state and its generation. A permit is the generation it was given in:
 * a result that belongs to an earlier generation changes nothing. Thread-safe and lock-free; a success of a closed breaker
 * without failures in memory reads two slots and writes none.
 */
public final class CircuitBreaker {
    /** Returned by {@link #tryAcquire} when the call must not pass. */
    public static final long REJECTED = -1;

    /** Slots of the row that a breaker uses, from its offset on. */
    public static final int SLOTS = 3;

    /** The most results that the window slot can hold beside its generation and its fill. */
    public static final int MAX_WINDOW = 40;

    /** [generation 46 | consecutive failures 16 | kind 2] */
    private static final int STATE = 0;

    /** Open: when to probe. Half-open: when the probe's lease ends. Moved by compare-and-set: who moves it probes. */
    private static final int UNTIL = 1;

    /** [generation 16 | fill 8 | results 40, 1 is a failure, the latest lowest] */
    private static final int WINDOW = 2;

    private static final int CLOSED = 0;
    private static final int OPEN = 1;
    private static final int HALF_OPEN = 2;

    private static final int GENERATION_SHIFT = 18;
    private static final long FAILURES = 0xffffL << 2;
    private static final long WINDOW_BITS = (1L << MAX_WINDOW) - 1;

    /** 0.55 * 20 is a little more than 11, but 11 failures of 20 are 55%. */
    private static final double ROUNDING = 1e-9;

    private final AtomicLongArray row;
    private final int offset;
    private final CircuitBreakerPolicy policy;
    private final @Nullable Listener listener;

    /** Hears of transitions, on the thread of the call that caused them; must not block. What it throws is dropped. */
    public interface Listener {
        void onTransition(BreakerState from, BreakerState to);
    }

    /** A breaker with a row of its own. */
    public CircuitBreaker(CircuitBreakerPolicy policy) {
        this(policy, new AtomicLongArray(SLOTS), 0, null);
    }

    /**
     * @param row holds the state at {@code offset} to {@code offset + SLOTS - 1}; all zero is a closed breaker
     * @param listener null for none
     */
    public CircuitBreaker(CircuitBreakerPolicy policy, AtomicLongArray row, int offset, @Nullable Listener listener) {
        this.policy = policy;
        this.row = row;
        this.offset = offset;
        this.listener = listener;
    }

    /**
     * Asks to let a call through.
     *
     * @param now a reading of the monotonic clock
     * @return a permit that must come back by exactly one of {@link #onSuccess}, {@link #onFailure}, {@link #onIgnored};
     *     or {@link #REJECTED}
     */
    public long tryAcquire(long now) {
        if (!policy.isEnabled()) {
            return 0;
        }
        long state = row.get(offset + STATE);
        if (kind(state) == CLOSED) {
            return generation(state);
        }
        long until = row.get(offset + UNTIL);
        if (now - until < 0) {
            return REJECTED;
        }
        // The recovery time, or the lease of the latest probe, is over. Whoever moves UNTIL is the next probe.
        long leaseEnd = now + policy.probeLeaseNanos();
        if (!row.compareAndSet(offset + UNTIL, until, leaseEnd)) {
            return REJECTED;
        }
        long probing = next(state, HALF_OPEN);
        if (!row.compareAndSet(offset + STATE, state, probing)) {
            // A probe reported in between. No probe is out now, so no lease may keep the next one away.
            row.compareAndSet(offset + UNTIL, leaseEnd, until);
            return REJECTED;
        }
        if (kind(state) == OPEN) {
            tell(BreakerState.OPEN, BreakerState.HALF_OPEN);
        }
        return generation(probing);
    }

    /** Whether {@link #tryAcquire} would let a call through now; takes nothing. */
    public boolean wouldPass(long now) {
        return !policy.isEnabled() || kind(row.get(offset + STATE)) == CLOSED || now - row.get(offset + UNTIL) >= 0;
    }

    /** The call that holds the permit succeeded. */
    public void onSuccess(long permit) {
        if (!policy.isEnabled()) {
            return;
        }
        for (; ; ) {
            long state = row.get(offset + STATE);
            if (generation(state) != permit) {
                return;
            }
            if (kind(state) == HALF_OPEN) {
                if (row.compareAndSet(offset + STATE, state, next(state, CLOSED))) {
                    tell(BreakerState.HALF_OPEN, BreakerState.CLOSED);
                    return;
                }
            } else if ((state & FAILURES) == 0 || row.compareAndSet(offset + STATE, state, state & ~FAILURES)) {
                if (policy.failureThreshold().isRate()) {
                    record(permit, 0);
                }
                return;
            }
        }
    }

    /** The call that holds the permit failed. */
    public void onFailure(long permit, long now) {
        if (!policy.isEnabled()) {
            return;
        }
        boolean byRate = policy.failureThreshold().isRate();
        boolean tooMany = byRate && generation(row.get(offset + STATE)) == permit && isTooHigh(record(permit, 1));
        for (; ; ) {
            long state = row.get(offset + STATE);
            if (generation(state) != permit) {
                return;
            }
            int failures = (int) Math.min(FailureThreshold.MAX_CONSECUTIVE, ((state & FAILURES) >>> 2) + 1);
            boolean opens = kind(state) == HALF_OPEN
                    || (byRate ? tooMany : failures >= policy.failureThreshold().consecutive());
            if (!opens) {
                if (row.compareAndSet(offset + STATE, state, (state & ~FAILURES) | ((long) failures << 2))) {
                    return;
                }
            } else if (open(state, now + policy.recoveryNanos())) {
                return;
            }
        }
    }

    /** The call that holds the permit ended without saying anything about the endpoint: it was cancelled or never sent. */
    public void onIgnored(long permit, long now) {
        if (!policy.isEnabled()) {
            return;
        }
        long state = row.get(offset + STATE);
        if (kind(state) == HALF_OPEN && generation(state) == permit) {
            // The probe comes home unused: the next call may probe at once. If its lease has run out meanwhile, it is
            // not
            // this call's to say.
            moveOn(state, next(state, OPEN), now);
        }
    }

    /** The state as the clock makes it: an open breaker whose recovery time is over counts as half-open. */
    public BreakerState state(long now) {
        int kind = policy.isEnabled() ? kind(row.get(offset + STATE)) : CLOSED;
        if (kind == CLOSED) {
            return BreakerState.CLOSED;
        }
        return kind == OPEN && now - row.get(offset + UNTIL) < 0 ? BreakerState.OPEN : BreakerState.HALF_OPEN;
    }

    private boolean open(long state, long until) {
        if (!moveOn(state, next(state, OPEN), until)) {
            return false;
        }
        tell(kind(state) == CLOSED ? BreakerState.CLOSED : BreakerState.HALF_OPEN, BreakerState.OPEN);
        return true;
    }

    /**
     * First the time, then the state: a reader that sees the breaker open must never see an old time with it. The state is
     * looked at once more after the time was read, so that a thread that was held up here cannot move the time of a later
     * opening.
     */
    private boolean moveOn(long state, long to, long until) {
        long old = row.get(offset + UNTIL);
        return row.get(offset + STATE) == state
                && row.compareAndSet(offset + UNTIL, old, until)
                && row.compareAndSet(offset + STATE, state, to);
    }

    /** Adds a result to the window of that generation and returns the window; full of successes, it is only read. */
    private long record(long permit, long result) {
        long tag = permit & 0xffff;
        for (; ; ) {
            long window = row.get(offset + WINDOW);
            long old = window >>> 48 == tag ? window : tag << 48;
            int fill = (int) (old >>> MAX_WINDOW) & 0xff;
            long results = old & WINDOW_BITS;
            if (fill == policy.window() && results == 0 && result == 0) {
                return old;
            }
            long kept = ((results << 1) | result) & ((1L << policy.window()) - 1);
            long updated = (tag << 48) | ((long) Math.min(policy.window(), fill + 1) << MAX_WINDOW) | kept;
            if (row.compareAndSet(offset + WINDOW, window, updated)) {
                return updated;
            }
        }
    }

    private boolean isTooHigh(long window) {
        int fill = (int) (window >>> MAX_WINDOW) & 0xff;
        return fill >= policy.minimumCalls()
                && Long.bitCount(window & WINDOW_BITS)
                        >= policy.failureThreshold().rate() * fill - ROUNDING;
    }

    private void tell(BreakerState from, BreakerState to) {
        if (listener != null) {
            try {
                listener.onTransition(from, to);
            } catch (RuntimeException listenersOwnTrouble) {
                // A listener that fails must not change the outcome of somebody's call; it reports its own troubles.
                return;
            }
        }
    }

    private static int kind(long state) {
        return (int) (state & 3);
    }

    private static long generation(long state) {
        return state >>> GENERATION_SHIFT;
    }

    private static long next(long state, int kind) {
        return ((generation(state) + 1) << GENERATION_SHIFT) | kind;
    }
}
