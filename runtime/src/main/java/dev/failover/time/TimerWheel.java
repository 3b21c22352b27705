package dev.failover.time;

import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@link Timers} on one daemon thread, {@code failover-timer}: started with the first action, it ends when there was none
 * for 30 seconds and is started again when needed. It holds neither the class loader nor anything else of the caller that
 * started it.
 *
 * <p>Made for time-outs, of which nearly all are cancelled: to schedule and to cancel costs one reading of the clock, 40
 * bytes and a few compare-and-sets, no lock; and no system call, unless the thread has to be woken because it would look
 * too late. What is cancelled within milliseconds mostly never gets as far as the wheel ({@link Wheel}).
 *
 * <p>An action runs once, never early, and late by the time that the operating system takes to wake a thread and that the
 * actions before it take. Actions run in the order in which they are due. An exception that an action throws is dropped;
 * an {@link Error} is told to the thread's {@link Thread.UncaughtExceptionHandler}, which prints it if the program has not
 * set another; neither stops the timers.
 *
 * <p>Thread-safe, lock-free.
 */
public final class TimerWheel implements Timers, AutoCloseable {
    private final NanoClock clock;
    private final long origin;
    private final TimerInboxes inboxes = new TimerInboxes(Runtime.getRuntime().availableProcessors());
    /** Whose the timers are now: null if there is no thread, {@link TimerWorker#CLOSED} for ever once they are closed. */
    private final AtomicReference<@Nullable TimerWorker> office = new AtomicReference<>();

    public TimerWheel() {
        this(NanoClock.SYSTEM);
    }

    /** @param clock must run as fast as the real time, in which the thread sleeps */
    public TimerWheel(NanoClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.origin = clock.nanos();
    }

    @Override
    public Timer schedule(Runnable action, long delayNanos) {
        return schedule(action, delayNanos, clock.nanos());
    }

    @Override
    public Timer schedule(Runnable action, long delayNanos, long now) {
        Objects.requireNonNull(action, "action");
        long due = now - origin + Math.min(Math.max(0, delayNanos), Wheel.FARTHEST_NANOS);
        TimerNode node = inboxes.mine().put(action, due);
        TimerWorker worker = office.get();
        if (worker == null || worker == TimerWorker.CLOSED) {
            worker = hire(node);
        }
        worker.expect(node);
        return node;
    }

    private TimerWorker hire(TimerNode node) {
        TimerWorker hired = new TimerWorker(clock, origin, inboxes, office);
        while (!office.compareAndSet(null, hired)) {
            TimerWorker other = office.get();
            if (other == TimerWorker.CLOSED) {
                node.cancel();
                throw new RejectedExecutionException("the timers are closed");
            }
            if (other != null) {
                return other;
            }
        }
        try {
            DetachedThread.of("failover-timer", hired).start();
            return hired;
        } catch (Throwable noThread) {
            node.cancel();
            office.compareAndSet(hired, null);
            throw noThread;
        }
    }

    /** Actions that have neither run nor been cancelled; 0 once closed. */
    public int pending() {
        return office.get() == TimerWorker.CLOSED ? 0 : (int) Math.min(Integer.MAX_VALUE, inboxes.pending());
    }

    /**
     * Drops what has not run and ends the thread; an action that is running ends in its own time. Time-outs of blocking work
     * ({@link AttemptTimeout}) are not dropped but run now: nobody else would ever wake that thread. Later calls of
     * {@link #schedule} fail. Closing twice changes nothing.
     */
    @Override
    public void close() {
        TimerWorker last = office.getAndSet(TimerWorker.CLOSED);
        inboxes.drain(TimerWorker::drop);
        if (last != null) {
            last.dismiss();
        }
    }
}
