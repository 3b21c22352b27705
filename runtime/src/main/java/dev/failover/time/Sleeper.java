package dev.failover.time;

import java.util.concurrent.locks.LockSupport;

/** How a blocking driver waits: by parking its thread, or in virtual time. Thread-safe. */
public interface Sleeper {
    /** Parks the calling thread. */
    Sleeper PARKING = (blocker, nanos) -> {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        LockSupport.parkNanos(blocker, nanos);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    };

    /**
     * Waits until {@code nanos} have passed or somebody unparks the thread; may return early for no reason.
     *
     * @throws InterruptedException if the thread is interrupted; its flag is then cleared
     */
    void park(Object blocker, long nanos) throws InterruptedException;
}
