package dev.failover.time;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One scheduled action; the reference that it is holds the action until somebody has taken it, to run or to forget it. So
 * an action is run or cancelled, never both, and what a cancelled node still keeps alive is itself: 40 bytes.
 */
@SuppressWarnings("serial") // never written anywhere
final class TimerNode extends AtomicReference<@Nullable Runnable> implements Timers.Timer {
    static final int NO_SLOT = -1;

    /** When to run, in the time of the worker's wheel. */
    final long due;

    /** Belongs to whoever owns the list that the node is in: an inbox, later a wheel. */
    @Nullable
    TimerNode next;

    /** Its place in the inbox, or {@link #NO_SLOT}. */
    int slot;

    private final TimerInbox inbox;

    TimerNode(TimerInbox inbox, Runnable action, long due) {
        super(action);
        this.inbox = inbox;
        this.due = due;
    }

    boolean isInSlot() {
        return slot != NO_SLOT;
    }

    /** Whether the action was taken. */
    boolean isDead() {
        return get() == null;
    }

    /** Takes the action: null if it ran or was cancelled before. */
    @Nullable
    Runnable take() {
        Runnable action = getAndSet(null);
        if (action != null) {
            inbox.countEnd();
        }
        return action;
    }

    @Override
    public void cancel() {
        if (take() != null) {
            inbox.remove(this);
        }
    }
}
