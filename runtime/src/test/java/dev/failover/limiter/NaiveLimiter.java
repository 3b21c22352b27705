package dev.failover.limiter;

import java.util.ArrayDeque;
import java.util.Deque;

/** A limiter in the plainest words: a list of the times at which permits begin to count. The oracle of the twin test. */
final class NaiveLimiter {
    private final long interval;
    private final int burst;
    /** When the permits that are out are refilled, one after the other. */
    private final Deque<Long> refills = new ArrayDeque<>();

    NaiveLimiter(long interval, int burst) {
        this.interval = interval;
        this.burst = burst;
    }

    long reserve(long now, long maxWait) {
        while (!refills.isEmpty() && refills.peekFirst() <= now) {
            refills.removeFirst();
        }
        long refilled = (refills.isEmpty() ? now : Math.max(now, refills.peekLast())) + interval;
        // The permit may be used as soon as no more than "burst" of them wait to be refilled.
        long wait = refilled - now - interval * burst;
        if (wait > maxWait) {
            return -wait;
        }
        refills.addLast(refilled);
        return Math.max(0, wait);
    }

    /** Takes back the latest one. */
    void giveBack() {
        if (!refills.isEmpty()) {
            refills.removeLast();
        }
    }
}
