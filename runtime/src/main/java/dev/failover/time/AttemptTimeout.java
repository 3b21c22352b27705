package dev.failover.time;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Bounds blocking work by interrupting the thread that does it. To be used by that thread:
 *
 * <pre>{@code
 * AttemptTimeout timeout = AttemptTimeout.arm(timers, nanos);
 * try {
 *     work();
 * } catch (InterruptedException interrupted) {
 *     if (!timeout.disarm(interrupted)) {
 *         throw interrupted; // somebody else wants this thread to stop
 *     }
 * } finally {
 *     timedOut = timeout.disarm();
 * }
 * }</pre>
 *
 * <p>Our interrupt never gets past {@code disarm}: either it will not be sent any more, or {@code disarm} waits the few
 * instructions until it has been sent, and takes it back. A thread that was not interrupted before is not afterwards.
 *
 * <p>An interrupt of somebody else is neither lost nor taken for ours:
 *
 * <ul>
 *   <li>If the thread is interrupted already when the time is over, the time-out stands back as if it had not fired: the
 *       work has its sign to end, and the sign is not ours.
 *   <li>If the work ended with an {@link InterruptedException}, which uses up one interrupt, and the thread is interrupted
 *       all the same, then there were two: the exception counts as somebody else's, ours is taken back. (So work must not
 *       both set the flag again and throw that exception; in the JDK, too, whoever throws it clears the flag.)
 *   <li>Two interrupts of which the second comes before the thread has noticed the first are one, as everywhere in Java.
 *       If ours was the first, it is the time-out. The window is the time that a parked thread needs to wake.
 * </ul>
 *
 * <p>One for each attempt. {@code arm} and {@code disarm} belong to one thread, {@link #run} to the timers; lock-free.
 */
public final class AttemptTimeout implements Runnable {
    private static final int RUNNING = 0;
    /** The time is over, the interrupt is on its way. */
    private static final int FIRING = 1;
    /** The thread has been interrupted. */
    private static final int FIRED = 2;
    /** The interrupt has been taken back. */
    private static final int TAKEN_BACK = 3;
    /** The work ended first, or on somebody else's interrupt. */
    private static final int DONE = 4;

    /** How long to wait for a timer that runs; one that the operating system has stopped needs our processor. */
    private static final int SPINS = 200;

    private static final AtomicIntegerFieldUpdater<AttemptTimeout> STATE =
            AtomicIntegerFieldUpdater.newUpdater(AttemptTimeout.class, "state");
    private static final AttemptTimeout NEVER = new AttemptTimeout(null, DONE);

    private final @Nullable Thread thread;
    private volatile int state;
    private Timers.@Nullable Timer timer;

    private AttemptTimeout(@Nullable Thread thread, int state) {
        this.thread = thread;
        this.state = state;
    }

    /**
     * Begins to watch the calling thread.
     *
     * @param nanos how long the work may take; 0 or less for ever
     * @throws java.util.concurrent.RejectedExecutionException if the timers are closed
     */
    public static AttemptTimeout arm(Timers timers, long nanos) {
        if (nanos <= 0) {
            return NEVER;
        }
        AttemptTimeout timeout = new AttemptTimeout(Thread.currentThread(), RUNNING);
        timeout.timer = timers.schedule(timeout, nanos);
        return timeout;
    }

    /**
     * As {@link #arm(Timers, long)}, for a caller that has just read the clock.
     *
     * @param now that reading; the time counts from it
     */
    public static AttemptTimeout arm(Timers timers, long nanos, long now) {
        if (nanos <= 0) {
            return NEVER;
        }
        AttemptTimeout timeout = new AttemptTimeout(Thread.currentThread(), RUNNING);
        timeout.timer = timers.schedule(timeout, nanos, now);
        return timeout;
    }

    /**
     * The work has ended, but not with an {@link InterruptedException}. Asking again gives the same answer.
     *
     * @return whether the time was over before: what the work failed with, if it did, is probably a consequence; a result
     *     may still be good
     */
    public boolean disarm() {
        if (!hasFired()) {
            return false;
        }
        if (state == FIRED) {
            Thread.interrupted();
            state = TAKEN_BACK;
        }
        return true;
    }

    /**
     * The work has ended with this exception.
     *
     * @return true if it means that the time is over; false if somebody else has interrupted the thread: throw it on
     */
    public boolean disarm(InterruptedException thrown) {
        if (!hasFired()) {
            return false;
        }
        if (state == FIRED) {
            state = Thread.interrupted() ? DONE : TAKEN_BACK;
        }
        return state == TAKEN_BACK;
    }

    @SuppressWarnings(
            "ThreadPriorityCheck") // a spin without it would keep the timer from running on a single processor
    private boolean hasFired() {
        if (state == RUNNING && STATE.compareAndSet(this, RUNNING, DONE)) {
            if (timer != null) {
                timer.cancel();
            }
            return false;
        }
        for (int spins = 0; state == FIRING; spins++) {
            if (spins >= SPINS) {
                Thread.yield();
            }
        }
        return state != DONE;
    }

    /** The time is over: interrupts the thread, unless the work has ended or somebody else has interrupted it. */
    @Override
    public void run() {
        if (thread == null || !STATE.compareAndSet(this, RUNNING, FIRING)) {
            return;
        }
        int next = DONE;
        try {
            if (!thread.isInterrupted()) {
                next = FIRED;
                thread.interrupt();
            }
        } finally {
            state = next;
        }
    }
}
