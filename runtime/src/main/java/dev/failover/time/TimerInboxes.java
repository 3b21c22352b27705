package dev.failover.time;

import java.util.function.Consumer;

/** The inboxes of all threads. Thread-safe, lock-free. */
final class TimerInboxes {
    private static final int MOST = 64;
    /** 2^32 divided by the golden ratio: spreads numbers that follow each other. */
    private static final int GOLDEN = 0x9E3779B9;

    private final int shift;
    private final TimerInbox[] inboxes;

    TimerInboxes(int processors) {
        int bits = 1;
        while (1 << bits < Math.min(MOST, 2 * processors)) {
            bits++;
        }
        shift = Integer.SIZE - bits;
        // The unused tail keeps the array, which everybody reads, off the cache lines of what follows it in the heap.
        inboxes = new TimerInbox[(1 << bits) + 32];
        for (int i = 0; i < 1 << bits; i++) {
            inboxes[i] = new TimerInbox();
        }
    }

    private int count() {
        return 1 << (Integer.SIZE - shift);
    }

    /** The one that the calling thread puts its nodes into. */
    TimerInbox mine() {
        return inboxes[((int) Thread.currentThread().getId() * GOLDEN) >>> shift];
    }

    /** Hands over what waits in all of them. */
    void drain(Consumer<TimerNode> taker) {
        for (int i = 0; i < count(); i++) {
            inboxes[i].drain(taker);
        }
    }

    /** How many actions were ever scheduled. */
    long scheduled() {
        long sum = 0;
        for (int i = 0; i < count(); i++) {
            sum += inboxes[i].scheduled();
        }
        return sum;
    }

    /**
     * How many actions have neither run nor been cancelled. While others schedule and cancel, at least as many as there
     * were at some moment within this call; so 0 means that nothing was pending.
     */
    long pending() {
        long ended = 0;
        for (int i = 0; i < count(); i++) {
            ended += inboxes[i].ended();
        }
        return scheduled() - ended;
    }
}
