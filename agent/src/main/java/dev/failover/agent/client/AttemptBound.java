package dev.failover.agent.client;

import dev.failover.call.Attempt;
import dev.failover.time.Timers;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Bounds an attempt by what the client has to break off one of its own requests. Thread-safe. */
public final class AttemptBound implements Runnable {
    private static final int RUNNING = 0;
    private static final int ENDED = 1;
    private static final int TOO_LATE = 2;

    private static final AtomicIntegerFieldUpdater<AttemptBound> STATE =
            AtomicIntegerFieldUpdater.newUpdater(AttemptBound.class, "state");

    private final AgentEngine engine;
    private final Attempt attempt;
    private final Abort abort;
    private volatile int state = RUNNING;
    /** There as soon as the time is over. */
    private volatile @Nullable BreakOff breakOff;

    private Timers.@Nullable Timer timer;

    /** What breaks an attempt off. */
    public interface Abort {
        /** May block a little. */
        void abort(Attempt attempt);

        /** Whether another attempt could follow: not if the body of the request is gone. May wait for who sends it. */
        default boolean mayBeSentAgain() {
            return true;
        }
    }

    private AttemptBound(AgentEngine engine, Attempt attempt, Abort abort) {
        this.engine = engine;
        this.attempt = attempt;
        this.abort = abort;
    }

    /**
     * Watches over an attempt.
     *
     * @param abort is asked at most once, and only before {@link #end}
     * @return null when the attempt has no bound of ours
     */
    public static @Nullable AttemptBound start(AgentEngine engine, Attempt attempt, Abort abort) {
        return start(engine, attempt, attempt.timeoutNanos(), abort);
    }

    /**
     * The same with another bound.
     *
     * @param nanos 0 or less for none
     */
    public static @Nullable AttemptBound start(AgentEngine engine, Attempt attempt, long nanos, Abort abort) {
        if (nanos <= 0) {
            return null;
        }
        AttemptBound bound = new AttemptBound(engine, attempt, abort);
        bound.timer = engine.timers().schedule(bound, nanos, attempt.startedAt());
        return bound;
    }

    /** The time is over. */
    @Override
    public void run() {
        if (attempt.isBoundedForNextOnly()) {
            engine.chores(() -> {
                if (abort.mayBeSentAgain()) {
                    timeIsOver();
                }
            });
        } else {
            timeIsOver();
        }
    }

    private void timeIsOver() {
        BreakOff late = new BreakOff(() -> abort.abort(attempt));
        breakOff = late;
        if (STATE.compareAndSet(this, RUNNING, TOO_LATE)) {
            engine.chores(late);
        }
    }

    /** What the time was for is there: how long the rest takes does not matter. Never blocks. */
    public void reached() {
        Timers.Timer running = timer;
        if (STATE.compareAndSet(this, RUNNING, ENDED) && running != null) {
            running.cancel();
        }
    }

    /**
     * The attempt is over.
     *
     * @return whether its time was, before
     */
    public boolean end() {
        reached();
        BreakOff late = breakOff;
        if (state != TOO_LATE || late == null) {
            return false;
        }
        late.endForGood();
        return true;
    }
}
