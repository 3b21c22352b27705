package dev.failover.agent.client.jetty;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs steps one after the other, each on the thread that brings it or on one that is at it already. Thread-safe. */
public final class InOrder {
    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    public void run(Runnable step) {
        steps.add(step);
        if (open.getAndIncrement() != 0) {
            return;
        }
        do {
            Runnable next = steps.poll();
            if (next != null) {
                next.run();
            }
        } while (open.decrementAndGet() != 0);
    }
}
