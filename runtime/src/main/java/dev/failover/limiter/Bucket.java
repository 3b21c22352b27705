package dev.failover.limiter;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The state of one bandwidth: the generic cell rate algorithm (ITU-T I.371, Annex A) in its virtual scheduling form. The one
 * long holds the theoretical arrival time: when everything that was taken will have been refilled. Thread-safe, lock-free.
 *
 * <p>It is the long itself, rather than having one, because the fields are then found in the same cache line.
 */
@SuppressWarnings("serial") // nobody writes it
final class Bucket extends AtomicLong {
    /** Further ahead than any reservation: such an arrival time lies in the past, and the difference has overflowed. */
    private static final long UNREACHABLE = Long.MAX_VALUE / 4 * 3;

    private static final long MOST_DEBT = UNREACHABLE / 2;

    final long interval;
    final int burst;
    private final long tolerance;
    private final long period;
    private final double permitsPerNano;

    Bucket(Bandwidth bandwidth, long now) {
        super(now);
        this.interval = bandwidth.rate().intervalNanos();
        this.burst = bandwidth.burst();
        this.tolerance = interval * burst;
        this.period = bandwidth.rate().periodNanos();
        this.permitsPerNano = 1.0 / interval;
    }

    /**
     * Takes a permit.
     *
     * @param from not before this time, which is {@code now} or later
     * @param cost the time it takes to refill what is taken, no more than the burst's
     * @return as {@link RateLimiter#reserve(long, int, long)}
     */
    long take(long now, long from, long cost, long maxWait) {
        for (; ; ) {
            long arrival = get();
            long next = next(arrival, from, cost);
            long wait = Math.max(waitAfter(next, now), from - now);
            if (wait > maxWait) {
                return -wait;
            }
            if (compareAndSet(arrival, next)) {
                return wait;
            }
        }
    }

    /** The arrival time that {@link #take} makes of this one. */
    long next(long arrival, long from, long cost) {
        return later(arrival, from) + cost;
    }

    /** The wait from that time on that comes of an arrival time; negative where there are permits left. */
    long waitAfter(long next, long from) {
        return next - tolerance - from;
    }

    double inPermits(long nanos) {
        return nanos * permitsPerNano;
    }

    /** @param heldNanos what time has refilled meanwhile does not come back a second time */
    void giveBack(int weight, long heldNanos) {
        // A burst may have become smaller since; more than it holds cannot be given back.
        long left = interval * Math.min(weight, burst) - Math.max(0, heldNanos);
        if (left > 0) {
            addAndGet(-left);
        }
    }

    /** Whole permits that are to be had at once, 0 or more. */
    long available(long now) {
        return Math.max(0, (tolerance - debt(now)) / interval);
    }

    boolean hasPeriodOf(Bucket other) {
        return period == other.period;
    }

    /** Goes on from an earlier bucket of the same period: there is as much to be had as there was, up to the burst. */
    void continues(Bucket other, long now) {
        long left = other.tolerance - other.debt(now);
        owe(
                left >= 0
                        ? tolerance - Math.min(tolerance, scaledDown(left, other))
                        : tolerance + scaledUp(-left, other),
                now);
    }

    /** Begins with what was taken from a bucket of another period, up to the burst; and what is waited for stays reserved. */
    void beginsAfter(Bucket other, long now) {
        long debt = other.debt(now);
        long used = Math.min(debt, other.tolerance);
        owe(Math.min(tolerance, scaledUp(used, other)) + scaledUp(debt - used, other), now);
    }

    private void owe(long debt, long now) {
        set(now + Math.max(debt(now), Math.min(MOST_DEBT, debt)));
    }

    private long debt(long now) {
        return later(get(), now) - now;
    }

    /** The time it takes here to refill what takes the other that long. */
    private long scaledDown(long nanos, Bucket other) {
        return scaled(nanos, other, 0);
    }

    private long scaledUp(long nanos, Bucket other) {
        return scaled(nanos, other, other.interval - 1);
    }

    private long scaled(long nanos, Bucket other, long rounding) {
        return BigInteger.valueOf(nanos)
                .multiply(BigInteger.valueOf(interval))
                .add(BigInteger.valueOf(rounding))
                .divide(BigInteger.valueOf(other.interval))
                .min(BigInteger.valueOf(MOST_DEBT / 2))
                .longValueExact();
    }

    /**
     * After long idleness the arrival time lies in the past: the burst does not grow beyond its size. After centuries of it
     * the difference overflows to a future that no reservation can reach.
     */
    private static long later(long arrival, long from) {
        long ahead = arrival - from;
        return ahead > 0 && ahead < UNREACHABLE ? arrival : from;
    }
}
