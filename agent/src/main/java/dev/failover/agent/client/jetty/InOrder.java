package dev.failover.agent.client.jetty;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps one after the other, each on the thread that brings it or on one that is at it already. Thread-safe.
 *
 * <p>A step need not be an object: who may {@link #begin} takes it at once and says when it is at its {@link #end}, come what may.
 * Only one that has to wait is {@linkplain #run run}. A step that fails keeps no other from being run: the end of a call is one.
 */
public class InOrder {
    private static final AtomicIntegerFieldUpdater<InOrder> OPEN =
            AtomicIntegerFieldUpdater.newUpdater(InOrder.class, "open");

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<InOrder, Queue> WAITING =
            AtomicReferenceFieldUpdater.newUpdater(InOrder.class, Queue.class, "waiting");

    /** Null as long as no step has had to wait. */
    private volatile @Nullable Queue<Runnable> waiting;
    /** Steps that have not come to their end. */
    @SuppressWarnings("UnusedVariable") // by its updater
    private volatile int open;

    /** Whether nobody is at a step: then the caller is, from now on. */
    public final boolean begin() {
        return OPEN.compareAndSet(this, 0, 1);
    }

    /** The step that was begun is over: those that have come meanwhile are run. */
    public final void end() {
        Throwable failure = null;
        while (OPEN.decrementAndGet(this) != 0) {
            try {
                runNext();
            } catch (RuntimeException | Error fault) {
                failure = fault;
            }
        }
        if (failure instanceof Error) {
            throw (Error) failure;
        } else if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    public final void run(Runnable step) {
        if (begin()) {
            try {
                step.run();
            } finally {
                end();
            }
            return;
        }
        waiting().add(step);
        if (OPEN.getAndIncrement(this) == 0) {
            // Whoever was at it has come to the end meanwhile.
            try {
                runNext();
            } finally {
                end();
            }
        }
    }

    private void runNext() {
        Runnable next = waiting().poll();
        if (next != null) {
            next.run();
        }
    }

    private Queue<Runnable> waiting() {
        Queue<Runnable> there = waiting;
        if (there != null) {
            return there;
        }
        Queue<Runnable> made = new ConcurrentLinkedQueue<>();
        if (WAITING.compareAndSet(this, null, made)) {
            return made;
        }
        Queue<Runnable> others = waiting;
        return others == null ? made : others;
    }
}
