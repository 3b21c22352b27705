package dev.failover.agent.client;

import dev.failover.time.Timers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How long the end of an answer is waited for that may be dropped: for {@link AgentEngine#patienceNanos}. What keeps coming
 * is left to the program then; only an answer of which nothing comes for {@link AgentEngine#silenceNanos} more is broken off.
 * Thread-safe.
 */
public final class Patience {
    private final AtomicBoolean over = new AtomicBoolean();
    private final AgentEngine engine;
    private final Runnable abort;
    private final ReentrantLock aborting = new ReentrantLock();
    private volatile boolean spent;
    private volatile Timers.Timer timer;

    /**
     * Begins to wait.
     *
     * @param abort breaks off the answer that does not come; may block a little, is run at most once, and is not begun after
     *     {@link #end}
     */
    public Patience(AgentEngine engine, Runnable abort) {
        this.engine = engine;
        this.abort = abort;
        timer = engine.timers().schedule(this::spend, engine.patienceNanos());
    }

    /** Whether the end is still waited for, now that there is more of the answer. */
    public boolean lasts() {
        return !spent;
    }

    private void spend() {
        spent = true;
        timer = engine.timers().schedule(() -> engine.chores(this::breakOff), engine.silenceNanos());
        if (over.get()) {
            timer.cancel();
        }
    }

    private void breakOff() {
        aborting.lock();
        try {
            // Whoever breaks it off may come late: what is asked for next must not suffer for it.
            if (over.compareAndSet(false, true)) {
                abort.run();
            }
        } finally {
            aborting.unlock();
        }
    }

    /**
     * Nobody waits any more.
     *
     * @return false when it was over before
     */
    public boolean end() {
        timer.cancel();
        return over.compareAndSet(false, true);
    }

    /** As {@link #end}, for who may wait: when this returns, nothing is being broken off any more. */
    boolean endForGood() {
        aborting.lock();
        try {
            return end();
        } finally {
            aborting.unlock();
        }
    }
}
