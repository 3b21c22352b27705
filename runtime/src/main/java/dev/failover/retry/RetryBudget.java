package dev.failover.retry;

import dev.failover.time.SlidingWindow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What a service may still spend on attempts beyond the first ones of its calls: on retries, or (another one) on hedges. It
 * is spent by nothing else, and nothing gives it back: not a success, nor a retry that was not needed after all.
 *
 * <p>An attempt is paid for only if, with it, no more than {@code ratio * calls + floorPerSecond * window} were paid for
 * within the window before it. The calls are those of the same stretch of time: of the window, and of the rest of the tenth
 * in which it began.
 *
 * <p>To be exhausted only means that no further attempt begins. Whatever is under way goes on.
 *
 * <p>Thread-safe, lock-free; never overspent, however many threads ask at the same time.
 */
public final class RetryBudget {
    private static final int CALLS = 0;
    private static final int SPENT = 1;
    private static final int BUCKETS = 10;
    /** For sums such as 0.29 * 100, which a double takes for a little less than 29. */
    private static final double ROUNDING = 1e-9;

    private final RetryBudgetPolicy policy;
    private final LongSupplier totalCalls;
    private final AtomicLong spent = new AtomicLong();
    private final double floor;
    private final SlidingWindow window;

    /**
     * @param totalCalls how many calls (not attempts) there were so far, counted by somebody else; grows only. Asked when a
     *     bucket of the window begins and when something is to be spent
     * @param now a reading of the monotonic clock; calls that were counted before do not count
     */
    public RetryBudget(RetryBudgetPolicy policy, LongSupplier totalCalls, long now) {
        this.policy = policy;
        this.totalCalls = totalCalls;
        this.floor = policy.floorPerSecond() * (policy.windowNanos() / 1e9);
        // One bucket more than the window has: a full window is looked back upon, wherever in its bucket the clock is.
        this.window =
                new SlidingWindow(2, policy.windowNanos() / BUCKETS * (BUCKETS + 1), BUCKETS + 1, this::total, now);
    }

    private long total(int counter) {
        return counter == CALLS ? totalCalls.getAsLong() : spent.get();
    }

    public RetryBudgetPolicy policy() {
        return policy;
    }

    /** To be called before a call is counted: keeps the window moving. One volatile read when nothing is due. */
    public void advance(long now) {
        if (!policy.isUnlimited()) {
            window.advance(now);
        }
    }

    /** Takes one attempt off the budget if there is one left; nothing changes if not. */
    public boolean trySpend(long now) {
        if (policy.isUnlimited()) {
            return true;
        }
        for (; ; ) {
            // The order matters. Only if nobody has spent since the first line is what follows about this very total.
            long total = spent.get();
            if (available(now) < 1 - ROUNDING) {
                return false;
            }
            if (spent.compareAndSet(total, total + 1)) {
                return true;
            }
        }
    }

    /** Whether {@link #trySpend} would take one now; takes nothing. */
    public boolean canSpend(long now) {
        return available(now) >= 1 - ROUNDING;
    }

    /**
     * How many may be spent now, 0 or more, and not always a whole number; infinite when there is no bound. For gauges:
     * only {@link #trySpend} knows.
     */
    public double available(long now) {
        if (policy.isUnlimited()) {
            return Double.POSITIVE_INFINITY;
        }
        // Should a bucket begin in between, the calls are those of the later, shorter stretch of time: too few, not too
        // many.
        long spentWithin = window.growth(SPENT, now);
        return Math.max(0, policy.ratio() * window.growth(CALLS, now) + floor - spentWithin);
    }
}
