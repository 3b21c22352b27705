package dev.failover.time;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that stands still until it is told to move, with the timers and the sleeping that belong to it. For tests that
 * run on one thread. The readings may begin anywhere, also where they are about to overflow.
 */
public final class VirtualTime implements NanoClock, Timers, Sleeper {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.<Task>comparingLong(task -> task.due).thenComparingLong(task -> task.number));
    private final long origin;
    /** Since the origin; this is what tasks are ordered by, because it does not wrap. */
    private long elapsed;

    private long numbers;

    public VirtualTime() {
        this(0);
    }

    public VirtualTime(long origin) {
        this.origin = origin;
    }

    @Override
    public long nanos() {
        return origin + elapsed;
    }

    /** Nanoseconds since the origin. */
    public long elapsed() {
        return elapsed;
    }

    /** Moves on, and runs what is due on the way, each at its own time. */
    public void advance(long nanos) {
        long target = elapsed + Math.max(0, nanos);
        while (!tasks.isEmpty() && tasks.peek().due <= target) {
            runNext();
        }
        elapsed = Math.max(elapsed, target);
    }

    /** Runs what is due next, if there is anything; says whether there was. */
    public boolean runNext() {
        Task next = tasks.poll();
        if (next == null) {
            return false;
        }
        elapsed = Math.max(elapsed, next.due);
        next.action.run();
        return true;
    }

    /** Runs everything there is, until nothing is left. */
    public void runAll() {
        for (long runs = 0; runNext(); runs++) {
            if (runs > 50_000_000) {
                throw new AssertionError("there is no end of timers");
            }
        }
    }

    /** Actions that have neither run nor been cancelled. */
    public int pending() {
        return tasks.size();
    }

    @Override
    public Timer schedule(Runnable action, long delayNanos) {
        Task task = new Task(later(delayNanos), numbers++, action);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    private long later(long delayNanos) {
        long due = elapsed + Math.max(0, delayNanos);
        return due < 0 ? Long.MAX_VALUE : due;
    }

    @Override
    public Timer schedule(Runnable action, long delayNanos, long now) {
        return schedule(action, delayNanos - (nanos() - now));
    }

    /** Sleeps until the next task has run at the latest: whatever unparks a thread here is such a task. */
    @Override
    public void park(Object blocker, long nanos) throws InterruptedException {
        throwIfInterrupted();
        Task next = tasks.peek();
        advance(next == null ? nanos : Math.min(nanos, next.due - elapsed));
        throwIfInterrupted();
    }

    /** As a blocking operation does. */
    public static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static final class Task {
        private final long due;
        private final long number;
        private final Runnable action;

        Task(long due, long number, Runnable action) {
            this.due = due;
            this.number = number;
            this.action = action;
        }
    }
}
