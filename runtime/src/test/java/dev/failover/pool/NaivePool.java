package dev.failover.pool;

import java.util.ArrayList;
import java.util.List;

/** What {@link ConnectionPool} is to do, the obvious way. Waiters are numbers. */
final class NaivePool {
    private final List<Integer> line = new ArrayList<>();
    private final List<Integer> granted = new ArrayList<>();
    private int limit;
    private int maxWaiting;
    private int leased;

    NaivePool(int limit, int maxWaiting) {
        this.limit = limit;
        this.maxWaiting = maxWaiting;
    }

    boolean tryAcquire() {
        if (!line.isEmpty() || !isFree()) {
            return false;
        }
        leased++;
        return true;
    }

    /** Says whether the waiter was taken in. */
    boolean await(int waiter) {
        if (line.isEmpty() && isFree()) {
            leased++;
            grant(waiter);
            return true;
        }
        if (line.size() >= maxWaiting) {
            return false;
        }
        line.add(waiter);
        serve();
        return true;
    }

    void release() {
        leased--;
        serve();
    }

    /** False if the waiter has its lease. */
    boolean leave(int waiter) {
        line.remove((Integer) waiter);
        return !granted.contains(waiter);
    }

    void reconfigure(int newLimit, int newMaxWaiting) {
        maxWaiting = newMaxWaiting;
        resize(newLimit);
    }

    void resize(int newLimit) {
        limit = newLimit;
        serve();
    }

    int leased() {
        return leased;
    }

    int waiting() {
        return line.size();
    }

    List<Integer> granted() {
        return granted;
    }

    private boolean isFree() {
        return limit == 0 || leased < limit;
    }

    private void serve() {
        while (!line.isEmpty() && isFree()) {
            leased++;
            grant(line.remove(0));
        }
    }

    /** Every third waiter brings its lease home as soon as it has it. */
    private void grant(int waiter) {
        granted.add(waiter);
        if (waiter % 3 == 0) {
            leased--;
            serve();
        }
    }
}
