package dev.failover.agent.client;

import dev.failover.time.Timers;

/**
 * How long the end of an answer is waited for that may be dropped: for {@link AgentEngine#patienceNanos}. What keeps coming
 * is left to the program then; only an answer of which nothing comes for {@link AgentEngine#silenceNanos} more is broken off.
 * Thread-safe.
 */
public final class Patience {
    private final AgentEngine engine;
    private final BreakOff breakOff;
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
        breakOff = new BreakOff(abort);
        timer = engine.timers().schedule(this::spend, engine.patienceNanos());
    }

    /** Whether the end is still waited for, now that there is more of the answer. */
    public boolean lasts() {
        return !spent;
    }

    private void spend() {
        spent = true;
        timer = engine.timers().schedule(() -> engine.chores(breakOff), engine.silenceNanos());
        if (breakOff.isOver()) {
            timer.cancel();
        }
    }

    /**
     * Nobody waits any more.
     *
     * @return false when it was over before
     */
    public boolean end() {
        timer.cancel();
        return breakOff.end();
    }

    /** As {@link #end}, for who may wait: when this returns, nothing is being broken off any more. */
    boolean endForGood() {
        timer.cancel();
        return breakOff.endForGood();
    }
}
