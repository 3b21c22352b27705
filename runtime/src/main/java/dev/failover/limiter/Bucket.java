package dev.failover.limiter;

import java.math.BigInteger;

/**
 * The arithmetic of one bandwidth: the generic cell rate algorithm (ITU-T I.371, Annex A) in its virtual scheduling form. Its
 * state is one long that lies elsewhere, the theoretical arrival time: when everything that was taken will have been
 * refilled. Immutable.
 */
final class Bucket {
    /** Further ahead than any reservation: such a time lies in the past, and the difference has overflowed. */
    private static final long UNREACHABLE = Long.MAX_VALUE / 4 * 3;

    private static final long MOST_DEBT = UNREACHABLE / 2;

    final long interval;
    final int burst;
    final long tolerance;
    private final long period;

    Bucket(Bandwidth bandwidth) {
        this.interval = bandwidth.rate().intervalNanos();
        this.burst = bandwidth.burst();
        this.tolerance = interval * burst;
        this.period = bandwidth.rate().periodNanos();
    }

    /** The arrival time after so many permits, no more than the burst, are taken of it for that time. */
    long next(long arrival, long from, int weight) {
        return later(arrival, from) + interval * weight;
    }

    /** The wait until whoever made this arrival time may go; negative where there are permits left. */
    long waitOf(long arrival, long now) {
        return later(arrival, now) - tolerance - now;
    }

    /**
     * The arrival time without so many permits.
     *
     * @param heldNanos what time has refilled meanwhile does not come back a second time
     */
    long without(long arrival, int weight, long heldNanos, long now) {
        // A burst may have become smaller since; more than it holds cannot be given back.
        long left = interval * Math.min(weight, burst) - Math.max(0, heldNanos);
        return left > 0 && ahead(arrival, now) > 0 ? arrival - left : arrival;
    }

    /** Whole permits that are to be had at once, 0 or more. */
    long available(long arrival, long now) {
        return Math.max(0, (tolerance - ahead(arrival, now)) / interval);
    }

    boolean hasPeriodOf(Bucket other) {
        return period == other.period;
    }

    /**
     * What is owed here when it goes on from an earlier bucket of the same period: there is as much to be had as there was,
     * up to the burst.
     */
    long continued(Bucket other, long debt) {
        long left = other.tolerance - debt;
        return bounded(
                left >= 0
                        ? tolerance - Math.min(tolerance, scaledDown(left, other))
                        : tolerance + scaledUp(-left, other));
    }

    /** What is owed here for what was taken from a bucket of another period, up to the burst; what is waited for stays reserved. */
    long begun(Bucket other, long debt) {
        long used = Math.min(debt, other.tolerance);
        return bounded(Math.min(tolerance, scaledUp(used, other)) + scaledUp(debt - used, other));
    }

    private static long bounded(long debt) {
        return Math.min(MOST_DEBT, debt);
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

    /** After long idleness the arrival time lies in the past: the burst does not grow beyond its size. */
    static long later(long arrival, long from) {
        return from + ahead(arrival, from);
    }

    /** How far the time is ahead of the other one; 0 if it is not, also after centuries in which the difference overflowed. */
    static long ahead(long time, long of) {
        long ahead = time - of;
        return ahead > 0 && ahead < UNREACHABLE ? ahead : 0;
    }
}
