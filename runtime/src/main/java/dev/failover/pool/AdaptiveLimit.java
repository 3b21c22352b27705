package dev.failover.pool;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * Finds out how many attempts an endpoint can work on at once, from how long they take: TCP Vegas (L. Brakmo, L. Peterson,
 * "TCP Vegas: End to End Congestion Avoidance on a Global Internet", IEEE Journal on Selected Areas in Communications
 * 13(8), 1995) with attempts in place of segments. Thread-safe and lock-free.
 *
 * <p>Time goes by windows, at the end of which the limit changes at most once, and of which only the part counts in which
 * the latest change can be felt. With the mean duration {@code rtt} of the attempts that end in it, and {@code rttMin}, what
 * they take without a queue, {@code queue = limit * (1 - rttMin / rtt)} attempts stand in line at the endpoint. Up to
 * {@code alpha} the limit grows (doubling at first: slow start), above {@code beta} it shrinks, by a tenth at a time. It
 * does not grow while less than half of it is in use. A drop takes off a quarter, once for all drops that began before.
 * Other than in Vegas, which counts equal segments, {@code alpha} and {@code beta} are shares of the limit (15 % and 30 %,
 * but at least 2 and 4), because requests do not all take the same time.
 *
 * <p>{@code rttMin} follows a lower {@code rtt} within a few windows. To rise it needs proof: every 10 s, or when the limit
 * has shrunk to half, the limit is halved until what stood in line is gone; what attempts take then is the new
 * {@code rttMin}, though at most twice the old one, with another probe soon if it would be more. So an overload that lasts
 * does not become the measure of things, and an endpoint that really became slower does. What other clients let queue at
 * the endpoint cannot be told from its own slowness: for them there is the upper bound of the policy.
 */
public final class AdaptiveLimit {
    private static final long PROBE_INTERVAL = 10_000_000_000L;
    private static final long NEXT_PROBE_SOON = 1_000_000_000L;
    private static final long SHORTEST_WINDOW = 10_000_000L;
    private static final int FEWEST_SAMPLES = 10;
    private static final int ENOUGH_SAMPLES = 50;
    /** What a window has heard after so many samples does not change any more. */
    private static final int MOST_SAMPLES = 1 << 10;

    private static final int COUNT_BITS = 16;
    private static final long COUNT = (1L << COUNT_BITS) - 1;
    /** About 68 s: the sum of {@link #MOST_SAMPLES}, and of some more that come at the same moment, cannot overflow. */
    private static final long LONGEST_RTT = 1L << 36;

    private static final AtomicReferenceFieldUpdater<AdaptiveLimit, Window> WINDOW =
            AtomicReferenceFieldUpdater.newUpdater(AdaptiveLimit.class, Window.class, "window");

    private final AdaptiveLimitPolicy policy;
    private volatile Window window;

    public AdaptiveLimit(AdaptiveLimitPolicy policy) {
        this.policy = policy;
        window = new Window(policy.initial());
    }

    public AdaptiveLimitPolicy policy() {
        return policy;
    }

    /** How many attempts may be under way now; within the bounds of the policy. */
    public int limit() {
        return window.limit;
    }

    /** {@code rttMin} in nanoseconds, 0 while it is not known. */
    public long baselineNanos() {
        return window.baseline;
    }

    /**
     * Hears how an attempt went. Leave out those whose duration says nothing, such as a refused connection.
     *
     * @param rttNanos how long it took
     * @param inFlight how many were under way when it ended, itself included
     * @param dropped whether the endpoint could not bear it: no answer in time, or it answered 503 or 429
     * @param now a reading of the clock
     * @return whether the limit has changed
     */
    public boolean onSample(long rttNanos, int inFlight, boolean dropped, long now) {
        Window current = window;
        if (current.phase == Phase.NEW) {
            // Nobody knows yet since when: the window begins here.
            WINDOW.compareAndSet(this, current, current.begun(now));
            return false;
        }
        if (dropped) {
            return now - rttNanos - current.cutAt >= 0 && replace(current, current.cut(policy, now));
        }
        long age = now - current.from;
        if (age < 0) {
            return false;
        }
        if (inFlight > current.peak) {
            // Two at once may lose the higher one; the next sample makes up for it.
            current.peak = inFlight;
        }
        long heard = current.heard.get();
        if ((heard & COUNT) < MOST_SAMPLES) {
            long sample = (Math.max(1, Math.min(rttNanos, LONGEST_RTT)) << COUNT_BITS) + 1;
            heard = current.heard.getAndAdd(sample) + sample;
        }
        if (age < current.length || (heard & COUNT) < current.needed()) {
            return false;
        }
        return replace(current, current.next(policy, (heard >>> COUNT_BITS) / (heard & COUNT), now));
    }

    /** Of those that end a window at the same moment, one does. */
    private boolean replace(Window current, Window next) {
        return WINDOW.compareAndSet(this, current, next) && next.limit != current.limit;
    }

    private enum Phase {
        NEW,
        /** How long attempts take at all: those that end first are the short ones. */
        LEARNING,
        RUNNING,
        /** The limit is halved, to see what attempts take without a queue. */
        PROBING
    }

    /** What is decided, and what is heard until the next decision. */
    private static final class Window {
        final AtomicLong heard = new AtomicLong();
        int peak;

        Phase phase = Phase.NEW;
        int limit;
        /** The highest limit since the latest probe; the one to return to from a probe. */
        int highest;

        boolean slowStart = true;
        long baseline;
        /** From when on samples count, and for how long at least. */
        long from;

        long length = SHORTEST_WINDOW;
        long cutAt;
        long probeAt;

        Window(int limit) {
            this.limit = limit;
            this.highest = limit;
        }

        private Window copy(Phase next) {
            Window copy = new Window(limit);
            copy.phase = next;
            copy.highest = highest;
            copy.slowStart = slowStart;
            copy.baseline = baseline;
            copy.length = length;
            copy.cutAt = cutAt;
            copy.probeAt = probeAt;
            return copy;
        }

        Window begun(long now) {
            Window begun = copy(Phase.LEARNING);
            begun.from = now;
            begun.cutAt = now;
            begun.probeAt = now + PROBE_INTERVAL;
            return begun;
        }

        /** The more is allowed the more is known; a small limit must not wait long for its few samples. */
        int needed() {
            return Math.max(FEWEST_SAMPLES, Math.min(2 * limit, ENOUGH_SAMPLES));
        }

        Window cut(AdaptiveLimitPolicy policy, long now) {
            Window cut = copy(phase);
            cut.limit = Math.max(policy.min(), limit * 3 / 4);
            if (phase == Phase.PROBING) {
                cut.highest = Math.max(policy.min(), highest * 3 / 4);
            }
            cut.slowStart = false;
            cut.cutAt = now;
            cut.from = now + length / 2;
            return cut;
        }

        /** What follows when the window is over. */
        Window next(AdaptiveLimitPolicy policy, long mean, long now) {
            Window next = copy(Phase.RUNNING);
            int half = Math.max(policy.min(), limit / 2);
            if (phase == Phase.PROBING) {
                next.limit = highest;
                next.probed(mean, now);
            } else if (phase == Phase.LEARNING) {
                next.length = Math.max(SHORTEST_WINDOW, 2 * mean);
                next.from = now + mean;
                return next;
            } else if (now - probeAt < 0 && limit * 2 > highest) {
                next.lowerBaseline(mean);
                next.adjust(policy, mean, peak);
                next.highest = Math.max(highest, next.limit);
            } else if (peak <= half) {
                // As good as a probe, and it costs nothing.
                next.probed(mean, now);
                next.highest = limit;
            } else {
                next.phase = Phase.PROBING;
                next.highest = limit;
                next.limit = half;
            }
            next.length = Math.max(SHORTEST_WINDOW, 2 * mean);
            next.from = next.limit == limit ? now : now + (next.phase == Phase.PROBING ? 2 * mean : mean);
            return next;
        }

        private void probed(long mean, long now) {
            boolean doubled = baseline != 0 && mean / 2 > baseline;
            baseline = doubled ? 2 * baseline : mean;
            probeAt = now + (doubled ? NEXT_PROBE_SOON : PROBE_INTERVAL);
        }

        /** Not at once, else the luckiest of many windows would set the measure. */
        private void lowerBaseline(long mean) {
            if (baseline == 0 || mean < baseline / 2) {
                baseline = mean;
            } else if (mean < baseline) {
                baseline -= (baseline - mean) / 4;
            }
        }

        private void adjust(AdaptiveLimitPolicy policy, long mean, int inUse) {
            double queue = limit * (1 - (double) baseline / mean);
            double alpha = Math.max(2, 0.15 * limit);
            int step = Math.max(1, limit / 10);
            if (queue > 2 * alpha) {
                limit = Math.max(policy.min(), limit - step);
            } else if (queue < alpha && inUse * 2 >= limit) {
                limit = Math.min(policy.max(), limit + (slowStart ? limit : step));
            }
            slowStart = slowStart && queue < alpha;
        }
    }
}
