package dev.failover.limiter;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The arrival time of the only bandwidth. It is the long itself, and has the numbers of the bucket beside it, because all are
 * then found in the same cache line. Thread-safe, lock-free.
 */
@SuppressWarnings("serial") // nobody writes it
final class OneArrival extends AtomicLong implements Arrivals {
    private final long interval;
    private final long tolerance;
    private final Bucket bucket;

    OneArrival(Bucket bucket, long arrival) {
        super(arrival);
        this.interval = bucket.interval;
        this.tolerance = bucket.tolerance;
        this.bucket = bucket;
    }

    @Override
    public long take(long now, long from, int weight, long maxWait) {
        for (; ; ) {
            long arrival = get();
            long next = Bucket.later(arrival, from) + interval * weight;
            long wait = Math.max(next - tolerance - now, from - now);
            if (wait > maxWait) {
                return -wait;
            }
            if (compareAndSet(arrival, next)) {
                return wait;
            }
        }
    }

    @Override
    public long waitFor(long now, long from, int weight) {
        return Math.max(bucket.next(get(), from, weight) - tolerance - now, from - now);
    }

    @Override
    public long lastWait(long now) {
        return Math.max(0, bucket.waitOf(get(), now));
    }

    @Override
    public boolean giveBack(int weight, long usableAt, Places places, long now) {
        for (; ; ) {
            long arrival = get();
            // In this order: who waits for something else says so first and moves the arrival time then.
            if (!places.isGivenBackAsLast(usableAt, bucket.waitOf(arrival, now), now)) {
                return false;
            }
            if (compareAndSet(arrival, bucket.without(arrival, weight, now - usableAt, now))) {
                return true;
            }
        }
    }

    @Override
    public long[] debts(long now) {
        return new long[] {Bucket.ahead(get(), now)};
    }

    @Override
    public long available(long now) {
        return bucket.available(get(), now);
    }
}
