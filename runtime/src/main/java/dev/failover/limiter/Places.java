package dev.failover.limiter;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The places in line of those who gave up while others waited behind them: whoever comes next takes the first one that is
 * large enough, and goes at the very time at which the other one would have gone. So those behind keep their times, and no
 * more permits are used at any time than if nobody had given up. A place that nobody took until its time has come is lost.
 * Thread-safe, lock-free.
 *
 * <p>It knows, too, until when somebody waits for something else than the present rates.
 */
final class Places {
    /** Of more the soonest are forgotten: their time will have come first. */
    static final int MOST = 1_000;

    private static final Row NONE = new Row(new long[0], new int[0]);

    private static final AtomicReferenceFieldUpdater<Places, Row> FREE =
            AtomicReferenceFieldUpdater.newUpdater(Places.class, Row.class, "free");

    private volatile Row free;
    /** The latest time for which a permit was taken that the rates would not tell: see {@link #postpone}. */
    private final AtomicLong postponedTo;
    /** Until when those may wait who came before the policy was changed: the present rates do not know their times. */
    private final long inheritedUntil;

    /** Places with their weights, the earliest first. Immutable. */
    private static final class Row {
        final long[] usableAt;
        final int[] weights;

        Row(long[] usableAt, int[] weights) {
            this.usableAt = usableAt;
            this.weights = weights;
        }

        int size() {
            return weights.length;
        }

        Row with(long time, int weight) {
            int at = size();
            while (at > 0 && usableAt[at - 1] - time > 0) {
                at--;
            }
            int dropped = size() < MOST ? 0 : 1;
            if (at < dropped) {
                return this;
            }
            Row row = new Row(new long[size() + 1 - dropped], new int[size() + 1 - dropped]);
            copy(dropped, row, 0, at - dropped);
            row.usableAt[at - dropped] = time;
            row.weights[at - dropped] = weight;
            copy(at, row, at - dropped + 1, size() - at);
            return row;
        }

        Row without(int at) {
            Row row = new Row(new long[size() - 1], new int[size() - 1]);
            copy(0, row, 0, at);
            copy(at + 1, row, at, size() - at - 1);
            return row;
        }

        Row withWeight(int at, int weight) {
            Row row = new Row(usableAt, Arrays.copyOf(weights, size()));
            row.weights[at] = weight;
            return row;
        }

        /** Without those whose time is over, be it for centuries. */
        Row from(long now) {
            int first = 0;
            while (first < size() && usableAt[first] != now && Bucket.ahead(usableAt[first], now) == 0) {
                first++;
            }
            if (first == 0 || first == size()) {
                return first == 0 ? this : NONE;
            }
            return new Row(Arrays.copyOfRange(usableAt, first, size()), Arrays.copyOfRange(weights, first, size()));
        }

        private void copy(int from, Row to, int at, int count) {
            System.arraycopy(usableAt, from, to.usableAt, at, count);
            System.arraycopy(weights, from, to.weights, at, count);
        }
    }

    Places(long now) {
        this(now, NONE, now);
    }

    private Places(long now, Row free, long inheritedUntil) {
        this.free = free;
        this.postponedTo = new AtomicLong(now);
        this.inheritedUntil = inheritedUntil;
    }

    /** The same places for another policy. */
    Places inherited(long lastWait, long now) {
        return new Places(now, free.from(now), now + Math.max(lastWait, lastWait(now)));
    }

    boolean isEmpty() {
        return free == NONE;
    }

    /**
     * Somebody waits until then though the rates alone would not say so: because the server forbids an earlier time; because
     * somebody else gave up who was to go still later, which moves the end of the line back before this one; or because
     * the place it has was only a part of another one. To be said before anything is changed.
     */
    void postpone(long from, long now) {
        for (; ; ) {
            long latest = postponedTo.get();
            if (Bucket.ahead(latest, now) >= from - now || postponedTo.compareAndSet(latest, from)) {
                return;
            }
        }
    }

    private long lastWait(long now) {
        return Math.max(Bucket.ahead(postponedTo.get(), now), Bucket.ahead(inheritedUntil, now));
    }

    /**
     * Whether nobody waits who is to go later than the permit from that time on, or later than now if its time has come.
     *
     * @param lastWait of those whom the rates make wait
     */
    boolean isLast(long usableAt, long lastWait, long now) {
        long wait = Math.max(0, usableAt - now);
        long inherited = Bucket.ahead(inheritedUntil, now);
        return Math.max(lastWait, lastWait(now)) <= wait && (inherited == 0 || inherited < wait);
    }

    /** The same for a permit that is given back now; others may be in line that go before it. */
    boolean isGivenBackAsLast(long usableAt, long lastWait, long now) {
        if (!isLast(usableAt, lastWait, now)) {
            return false;
        }
        if (lastWait > 0 && lastWait < usableAt - now) {
            postpone(now + lastWait, now);
        }
        return true;
    }

    void add(int weight, long usableAt, long now) {
        for (; ; ) {
            Row row = free;
            if (FREE.compareAndSet(this, row, row.from(now).with(usableAt, weight))) {
                return;
            }
        }
    }

    /**
     * Takes the first place that is large enough; what is too large of it stays.
     *
     * @param from not before this time
     * @return the wait until then, or -1 if there is no place within {@code maxWait}
     */
    long take(long now, long from, int weight, long maxWait) {
        for (; ; ) {
            Row before = free;
            Row row = before.from(now);
            int at = 0;
            while (at < row.size() && (row.usableAt[at] - from < 0 || row.weights[at] < weight)) {
                at++;
            }
            boolean found = at < row.size() && row.usableAt[at] - now <= maxWait;
            if (!found && row == before) {
                return -1;
            }
            if (found && row.weights[at] > weight) {
                postpone(row.usableAt[at], now);
            }
            Row after = !found
                    ? row
                    : row.weights[at] > weight ? row.withWeight(at, row.weights[at] - weight) : row.without(at);
            if (FREE.compareAndSet(this, before, after.size() == 0 ? NONE : after)) {
                return found ? row.usableAt[at] - now : -1;
            }
        }
    }

    /** Gives the latest places back, as long as nobody waits behind them any more. */
    void giveBackLatest(Arrivals arrivals, long now) {
        for (; ; ) {
            Row before = free;
            Row row = before.from(now);
            int latest = row.size() - 1;
            if (latest < 0 || !isLast(row.usableAt[latest], arrivals.lastWait(now), now)) {
                return;
            }
            Row after = latest == 0 ? NONE : row.without(latest);
            if (FREE.compareAndSet(this, before, after)
                    && !arrivals.giveBack(row.weights[latest], row.usableAt[latest], this, now)) {
                // Somebody came at this moment.
                add(row.weights[latest], row.usableAt[latest], now);
                return;
            }
        }
    }
}
