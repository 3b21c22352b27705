package dev.failover.agent.client;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Breaks something off, once at most, and not any more when it is over: the thread that does it may come late, and what is
 * asked for next must not suffer for it. Thread-safe.
 */
final class BreakOff implements Runnable {
    private final AtomicBoolean over = new AtomicBoolean();
    private final ReentrantLock aborting = new ReentrantLock();
    private final Runnable abort;

    /**
     * @param abort may block a little
     */
    BreakOff(Runnable abort) {
        this.abort = abort;
    }

    @Override
    public void run() {
        aborting.lock();
        try {
            if (over.compareAndSet(false, true)) {
                abort.run();
            }
        } finally {
            aborting.unlock();
        }
    }

    boolean isOver() {
        return over.get();
    }

    /**
     * It is over. Never blocks: what is being broken off may still be.
     *
     * @return false when it was over before
     */
    boolean end() {
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
