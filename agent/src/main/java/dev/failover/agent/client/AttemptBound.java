package dev.failover.agent.client;

import dev.failover.call.Attempt;
import dev.failover.time.Timers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Bounds an attempt by what the client has to break off one of its own requests. Thread-safe. */
public final class AttemptBound {
    private static final int RUNNING = 0;
    private static final int ENDED = 1;
    private static final int TOO_LATE = 2;

    private final AtomicInteger state = new AtomicInteger(RUNNING);
    /** Held while the request is broken off. */
    private final ReentrantLock aborting = new ReentrantLock();

    private boolean over;
    private Timers.@Nullable Timer timer;

    private AttemptBound() {}

    /**
     * Watches over an attempt.
     *
     * @param abort breaks the request off; may block a little, is run at most once, and only before {@link #end}
     * @return null when the attempt has no bound of ours
     */
    public static @Nullable AttemptBound start(AgentEngine engine, Attempt attempt, Runnable abort) {
        if (attempt.timeoutNanos() <= 0) {
            return null;
        }
        AttemptBound bound = new AttemptBound();
        bound.timer = engine.timers()
                .schedule(
                        () -> {
                            if (bound.state.compareAndSet(RUNNING, TOO_LATE)) {
                                engine.chores(() -> bound.abort(abort));
                            }
                        },
                        attempt.timeoutNanos());
        return bound;
    }

    /** Not any more when the attempt is over: the thread that does it may come late, and the next one be under way. */
    private void abort(Runnable abort) {
        aborting.lock();
        try {
            if (!over) {
                abort.run();
            }
        } finally {
            aborting.unlock();
        }
    }

    /**
     * The attempt is over.
     *
     * @return whether its time was, before
     */
    public boolean end() {
        Timers.Timer running = timer;
        if (state.compareAndSet(RUNNING, ENDED) && running != null) {
            running.cancel();
        }
        if (state.get() != TOO_LATE) {
            return false;
        }
        aborting.lock();
        try {
            over = true;
            return true;
        } finally {
            aborting.unlock();
        }
    }
}
