package dev.failover.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;

/** Tells listeners what happened, and keeps what they throw from everybody else. Thread-safe, lock-free. */
final class Listeners {
    private static final AtomicReferenceFieldUpdater<Listeners, FailoverListener[]> ALL =
            AtomicReferenceFieldUpdater.newUpdater(Listeners.class, FailoverListener[].class, "all");

    private final AtomicLong failures = new AtomicLong();
    /** Never written to: each change is a new array. */
    private volatile FailoverListener[] all = {};

    /** To be asked before {@link #tell}, so that nothing is allocated for nobody. */
    boolean isEmpty() {
        return all.length == 0;
    }

    /** One that is there already is not added again. */
    void add(FailoverListener listener) {
        FailoverListener[] before;
        FailoverListener[] after;
        do {
            before = all;
            if (indexOf(before, listener) >= 0) {
                return;
            }
            after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = listener;
        } while (!ALL.compareAndSet(this, before, after));
    }

    void remove(FailoverListener listener) {
        FailoverListener[] before;
        FailoverListener[] after;
        do {
            before = all;
            int index = indexOf(before, listener);
            if (index < 0) {
                return;
            }
            after = Arrays.copyOf(before, before.length - 1);
            System.arraycopy(before, index + 1, after, index, after.length - index);
        } while (!ALL.compareAndSet(this, before, after));
    }

    void tell(Consumer<FailoverListener> event) {
        for (FailoverListener listener : all) {
            try {
                event.accept(listener);
            } catch (Throwable thrown) {
                // Errors too: they are the listener's, and one that ran through the call could cost it a permit or a
                // lease.
                failures.incrementAndGet();
            }
        }
    }

    /** How often a listener threw something. */
    long failures() {
        return failures.get();
    }

    private static int indexOf(FailoverListener[] listeners, FailoverListener listener) {
        for (int i = 0; i < listeners.length; i++) {
            if (listeners[i] == listener) {
                return i;
            }
        }
        return -1;
    }
}
