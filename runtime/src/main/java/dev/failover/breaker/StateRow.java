package dev.failover.breaker;

import static dev.failover.breaker.StateWord.CLOSED;
import static dev.failover.breaker.StateWord.HALF_OPEN;
import static dev.failover.breaker.StateWord.OPEN;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The transitions of a breaker, in its slots of a row of longs. Thread-safe and lock-free. */
final class StateRow {
    static final int SLOTS = 3 + ProbeLeases.MAX_PLACES;

    /** A {@link StateWord}. */
    private static final int STATE = 0;

    /** While open: when the recovery time ends. */
    private static final int UNTIL = 1;

    /** While closed: since when. */
    private static final int SINCE = 2;

    private static final int LEASES = 3;

    final ProbeLeases leases;
    private final AtomicLongArray row;
    private final int offset;
    private final DoubleSupplier random;
    private final CircuitBreaker.@Nullable Listener listener;

    StateRow(AtomicLongArray row, int offset, DoubleSupplier random, CircuitBreaker.@Nullable Listener listener) {
        this.row = row;
        this.offset = offset;
        this.leases = new ProbeLeases(row, offset + LEASES);
        this.random = random;
        this.listener = listener;
    }

    /** The present {@link StateWord}. */
    long word() {
        return row.get(offset + STATE);
    }

    /** Changes what the word has counted. */
    boolean count(long word, int count) {
        long counted = StateWord.withCount(word, count);
        return counted == word || move(STATE, word, counted);
    }

    /** Nanoseconds for which the open breaker that this word speaks of stays open; 0 when that is over. */
    long recoveryEndsIn(long now) {
        long until = row.get(offset + UNTIL);
        return Moment.isAhead(until, now) ? until - now : 0;
    }

    boolean open(long word, Recovery recovery, long now) {
        int level = StateWord.level(word);
        level = StateWord.kind(word) == HALF_OPEN
                ? recovery.raised(level)
                : recovery.lowered(level, Moment.since(row.get(offset + SINCE), now));
        return transition(word, OPEN, level, UNTIL, now + recovery.nanos(level, random.getAsDouble()));
    }

    boolean halfOpen(long word) {
        if (!move(STATE, word, StateWord.next(word, HALF_OPEN, StateWord.level(word)))) {
            return false;
        }
        tell(word, HALF_OPEN);
        return true;
    }

    boolean close(long word, long now) {
        return transition(word, CLOSED, StateWord.level(word), SINCE, now);
    }

    /**
     * First the time, then the state: a reader that sees the new state must never see an old time with it. The state is
     * looked at once more after the time was read, so that a thread that was held up here cannot move the time of a later
     * transition.
     */
    private boolean transition(long word, int to, int level, int timeSlot, long time) {
        long old = row.get(offset + timeSlot);
        if (word() != word || !move(timeSlot, old, time) || !move(STATE, word, StateWord.next(word, to, level))) {
            return false;
        }
        tell(word, to);
        return true;
    }

    private boolean move(int slot, long from, long to) {
        return row.compareAndSet(offset + slot, from, to);
    }

    private void tell(long from, int to) {
        if (listener != null) {
            try {
                listener.onTransition(StateWord.state(StateWord.kind(from)), StateWord.state(to));
            } catch (Throwable listenersOwnTrouble) {
                // A listener that fails must not change the outcome of somebody's call; it reports its own troubles.
                return;
            }
        }
    }
}
