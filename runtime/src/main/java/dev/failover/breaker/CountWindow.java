package dev.failover.breaker;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The latest so many results, a bit for each: one for failed, and one for slow if the policy asks for it. A result takes its
 * place by moving the control word {@code [lap 42 | position 11 | good 11]} and then sets its bits; {@code good} are the
 * results since the latest bad one. When these fill the window, a further one would change nothing and is not written.
 *
 * <p>Counts are taken from the bits when they are asked for, so they cannot drift. A thread that is held up between taking
 * its place and setting its bits for as long as it takes to fill the window can hide the result that came after it there.
 */
final class CountWindow extends ResultWindow {
    private static final int CONTROL = 0;
    private static final int FAILED = 1;

    private static final int POSITION_SHIFT = 11;
    private static final int LAP_SHIFT = 22;
    private static final int FIELD = 0x7ff;

    private final int size;
    /** Longs for one bit of each result. */
    private final int words;
    /** The control word, the bits for failed, and the bits for slow. */
    private final AtomicLongArray cells;

    CountWindow(CircuitBreakerPolicy policy, long generation) {
        super(policy, generation);
        this.size = policy.window();
        this.words = words(size);
        this.cells = new AtomicLongArray(FAILED + words * (policy.hasSlowCalls() ? 2 : 1));
    }

    private CountWindow(CircuitBreakerPolicy policy, CountWindow same) {
        super(policy, same.generation);
        this.size = same.size;
        this.words = same.words;
        this.cells = same.cells;
    }

    /** The latest results of another window; of one that knows no order, bad ones are taken for the oldest. */
    static CountWindow of(CircuitBreakerPolicy policy, ResultWindow old, long now) {
        CountWindow window = new CountWindow(policy, old.generation);
        if (!(old instanceof CountWindow)) {
            window.fill(old.results(now), old.failures(now), old.slow(now));
            return window;
        }
        CountWindow results = (CountWindow) old;
        if (results.size == window.size && results.cells.length() == window.cells.length()) {
            return new CountWindow(policy, results);
        }
        window.copy(results);
        return window;
    }

    @Override
    void addGood(long now) {
        long control = cells.get(CONTROL);
        if (good(control) >= size) {
            return;
        }
        while (!cells.compareAndSet(CONTROL, control, after(control, good(control) + 1))) {
            control = cells.get(CONTROL);
            if (good(control) >= size) {
                return;
            }
        }
        mark(position(control), false, false);
    }

    @Override
    void addBad(boolean failed, boolean slow, long now) {
        long control;
        do {
            control = cells.get(CONTROL);
        } while (!cells.compareAndSet(CONTROL, control, after(control, 0)));
        mark(position(control), failed, slow);
        // Held up until the place was taken anew: what it holds now is bad, so no result may be left out for being
        // good.
        long latest = cells.get(CONTROL);
        while (taken(latest) - taken(control) > size
                && good(latest) > 0
                && !cells.compareAndSet(CONTROL, latest, latest & ~FIELD)) {
            latest = cells.get(CONTROL);
        }
    }

    /** Whether a further good result would change nothing. */
    boolean isSettled() {
        return good(cells.get(CONTROL)) >= size;
    }

    @Override
    long results(long now) {
        return filled(cells.get(CONTROL));
    }

    @Override
    long failures(long now) {
        return bits(FAILED);
    }

    @Override
    long slow(long now) {
        return cells.length() > FAILED + words ? bits(FAILED + words) : 0;
    }

    private long bits(int from) {
        int bits = 0;
        for (int i = 0; i < words; i++) {
            bits += Long.bitCount(cells.get(from + i));
        }
        return bits;
    }

    private void mark(int position, boolean failed, boolean slow) {
        int word = FAILED + (position >>> 6);
        mark(word, 1L << position, failed);
        if (cells.length() > FAILED + words) {
            mark(word + words, 1L << position, slow);
        }
    }

    private void mark(int word, long bit, boolean on) {
        long old;
        do {
            old = cells.get(word);
            if ((old & bit) != 0 == on) {
                return;
            }
        } while (!cells.compareAndSet(word, old, old ^ bit));
    }

    private boolean isMarked(int from, int position) {
        return cells.length() > from && (cells.get(from + (position >>> 6)) & (1L << position)) != 0;
    }

    private void copy(CountWindow old) {
        long control = old.cells.get(CONTROL);
        for (int left = Math.min(size, old.filled(control)); left > 0; left--) {
            int position = Math.floorMod(position(control) - left, old.size);
            add(old.isMarked(FAILED, position), old.isMarked(FAILED + old.words, position));
        }
    }

    private void fill(long results, long failures, long slow) {
        long kept = Math.min(size, results);
        long failed = results == 0 ? 0 : Math.round((double) failures / results * kept);
        long slower = results == 0 ? 0 : Math.round((double) slow / results * kept);
        for (int i = 0; i < kept; i++) {
            add(i < failed, i < slower);
        }
    }

    private void add(boolean failed, boolean slow) {
        if (failed || slow) {
            addBad(failed, slow, 0);
        } else {
            addGood(0);
        }
    }

    private long after(long control, int good) {
        int position = position(control) + 1;
        long lap = control >>> LAP_SHIFT;
        return position == size
                ? ((lap + 1) << LAP_SHIFT) | good
                : (lap << LAP_SHIFT) | ((long) position << POSITION_SHIFT) | good;
    }

    /** How many places have been taken so far. */
    private long taken(long control) {
        return (control >>> LAP_SHIFT) * size + position(control);
    }

    private int filled(long control) {
        return control >>> LAP_SHIFT > 0 ? size : position(control);
    }

    private static int position(long control) {
        return (int) (control >>> POSITION_SHIFT) & FIELD;
    }

    private static int good(long control) {
        return (int) control & FIELD;
    }

    private static int words(int size) {
        return (size + 63) >>> 6;
    }
}
