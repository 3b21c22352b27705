package dev.failover.time;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the thread of a {@link TimerWheel} does from its start to its end. It looks after the inboxes when the first action
 * is due that it knows of, and every {@link #LOOK_NANOS} while new ones come in; what is due earlier than the planned
 * look has to {@link #expect wake} it. All times count from the beginning of the timers, so they never overflow.
 *
 * <p>Nobody is missed, because each side writes before it reads: who schedules puts the node in and then reads the plan, the
 * worker publishes its plan and then empties the inboxes once more.
 */
@SuppressWarnings("serial") // never written anywhere
final class TimerWorker extends AtomicLong implements Runnable {
    /** How often new nodes are collected while there are any. */
    static final long LOOK_NANOS = 100_000_000L;
    /** The thread ends when there was nothing for so long. It never sleeps longer, so that the dead are dropped some day. */
    static final long KEEP_ALIVE_NANOS = 30_000_000_000L;
    /** So many nodes may be dead before it is worth a sweep, besides as many as are alive. */
    static final int DEAD_NODES = 1_024;

    /** In place of a plan: it need not be woken. */
    private static final long AWAKE = Long.MIN_VALUE;

    /** In the office of timers that are closed; holds nothing of theirs. */
    static final TimerWorker CLOSED =
            new TimerWorker(NanoClock.SYSTEM, 0, new TimerInboxes(1), new AtomicReference<>());

    private final NanoClock clock;
    private final long origin;
    private final TimerInboxes inboxes;
    /** This one, while it is in office. */
    private final AtomicReference<@Nullable TimerWorker> office;

    private final Wheel wheel;
    private volatile @Nullable Thread thread;
    private long scheduledBefore;
    private long lastBusy;
    private long earliestCollected;

    TimerWorker(NanoClock clock, long origin, TimerInboxes inboxes, AtomicReference<@Nullable TimerWorker> office) {
        super(AWAKE);
        this.clock = clock;
        this.origin = origin;
        this.inboxes = inboxes;
        this.office = office;
        this.lastBusy = clock.nanos() - origin;
        this.wheel = new Wheel(lastBusy);
        this.scheduledBefore = -1;
    }

    /** To be called after a node was put into an inbox: makes sure that it is seen in time. */
    void expect(TimerNode node) {
        long planned = get();
        // Whoever is first wakes it for all.
        while (planned != AWAKE && (node.due < planned || !node.isInSlot())) {
            if (compareAndSet(planned, AWAKE)) {
                LockSupport.unpark(thread);
                return;
            }
            planned = get();
        }
    }

    /** Ends it, now that it is not in office any more. */
    void dismiss() {
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (isInOffice()) {
                long now = clock.nanos() - origin;
                long plan = look(now);
                if (isIdle(now)) {
                    if (retires()) {
                        return;
                    }
                } else if (!seesEarlier(plan)) {
                    LockSupport.parkNanos(this, plan - (clock.nanos() - origin));
                    // Whoever interrupts means somebody else; with the flag set, nothing would park.
                    Thread.interrupted();
                }
            }
        } finally {
            // If it ends by a defect of its own, the next action begins anew.
            office.compareAndSet(this, null);
            wheel.clear();
        }
    }

    private boolean isInOffice() {
        return office.get() == this;
    }

    /**
     * Collects new nodes, runs what is due, and plans.
     *
     * @return when to look again
     */
    long look(long now) {
        collect();
        wheel.advance(now, this::runAction);
        long scheduled = inboxes.scheduled();
        boolean traffic = scheduled != scheduledBefore;
        scheduledBefore = scheduled;
        long pending = inboxes.pending();
        if (wheel.size() > 2 * pending + DEAD_NODES) {
            wheel.sweep();
        }
        if (traffic || pending > 0) {
            lastBusy = now;
        }
        long plan = traffic ? now + LOOK_NANOS : lastBusy + KEEP_ALIVE_NANOS;
        return pending == 0 ? plan : now + Math.min(plan - now, wheel.nanosToNext(now));
    }

    /**
     * Publishes a plan.
     *
     * @return whether something came meanwhile that does not fit into it
     */
    boolean seesEarlier(long plan) {
        set(plan);
        collect();
        return earliestCollected < plan;
    }

    /** Whether there was nothing for so long that the thread may end. */
    boolean isIdle(long now) {
        return inboxes.pending() == 0 && now - lastBusy >= KEEP_ALIVE_NANOS;
    }

    /** Lays the office down, and takes it up again if something came meanwhile and nobody else has. */
    boolean retires() {
        office.compareAndSet(this, null);
        return inboxes.pending() == 0 || !office.compareAndSet(null, this);
    }

    /** How many nodes it holds, dead ones included. */
    int nodes() {
        return wheel.size();
    }

    private void collect() {
        earliestCollected = Long.MAX_VALUE;
        inboxes.drain(this::add);
    }

    private void add(TimerNode node) {
        if (!node.isDead()) {
            earliestCollected = Math.min(earliestCollected, node.due);
            wheel.add(node);
        }
    }

    private void runAction(TimerNode node) {
        if (!isInOffice()) {
            drop(node);
            return;
        }
        Runnable action = node.take();
        if (action == null) {
            return;
        }
        try {
            action.run();
        } catch (Exception dropped) {
            // Nobody waits for it.
        } catch (Throwable error) {
            tell(error);
        }
    }

    /** Forgets an action of timers that are closed, but for those that somebody's thread waits for. */
    static void drop(TimerNode node) {
        Runnable action = node.take();
        if (action instanceof AttemptTimeout) {
            action.run();
        }
    }

    private static void tell(Throwable error) {
        try {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
        } catch (Throwable noMore) {
            // The other timers have to go on.
        }
    }
}
