package dev.failover.call;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The waker of a call that is carried out on one thread: it wakes the thread that created it. Thread-safe. */
public final class Wakeup extends AtomicBoolean implements Runnable {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Thread thread = Thread.currentThread();

    @Override
    public void run() {
        set(true);
        LockSupport.unpark(thread);
    }

    /** Whether it ran since this was asked for the last time. */
    public boolean take() {
        return getAndSet(false);
    }
}
