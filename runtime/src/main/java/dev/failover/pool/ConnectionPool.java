package dev.failover.pool;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The leases of one endpoint: at most so many attempts under way, waiters served in the order in which they came. The
 * connections themselves belong to whatever client carries the call. Thread-safe and lock-free.
 *
 * <p>A lease that was taken must come back by exactly one {@link #release}.
 */
public final class ConnectionPool {
    private final ConnectionPoolPolicy policy;
    private final AtomicInteger leased = new AtomicInteger();
    private final AtomicInteger serving = new AtomicInteger();
    private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();

    public ConnectionPool(ConnectionPoolPolicy policy) {
        this.policy = policy;
    }

    public ConnectionPoolPolicy policy() {
        return policy;
    }

    /** Takes a lease if one is free and nobody waits for it. */
    public boolean tryAcquire() {
        return waiters.isEmpty() && take();
    }

    /** Leases that are out now. */
    public int leased() {
        return leased.get();
    }

    /**
     * Stands in line for a lease.
     *
     * @param onGrant run once when the waiter gets its lease, on the thread that returned it or on this one; must not
     *     block
     */
    public Waiter await(Runnable onGrant) {
        Waiter waiter = new Waiter(this, onGrant);
        waiters.add(waiter);
        serve();
        return waiter;
    }

    /** Brings a lease home; the first in line gets it. */
    public void release() {
        leased.decrementAndGet();
        serve();
    }

    private boolean take() {
        int max = policy.maxPerEndpoint();
        if (max == ConnectionPoolPolicy.UNLIMITED) {
            leased.incrementAndGet();
            return true;
        }
        for (; ; ) {
            int now = leased.get();
            if (now >= max) {
                return false;
            }
            if (leased.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /**
     * Whoever frees a lease or joins the line serves it, unless somebody is at it: then that one goes round once more. So a
     * line whose waiters bring their lease home at once, on the thread that granted it, is served in constant stack.
     */
    private void serve() {
        if (waiters.isEmpty() || serving.getAndIncrement() != 0) {
            return;
        }
        do {
            // The check after giving a lease back sees who came meanwhile.
            while (!waiters.isEmpty() && take()) {
                Waiter first = waiters.poll();
                if (first == null || !first.grant()) {
                    leased.decrementAndGet();
                }
            }
        } while (serving.decrementAndGet() != 0);
    }

    /** A place in the line. */
    public static final class Waiter {
        private static final int WAITING = 0;
        private static final int GRANTED = 1;
        private static final int LEFT = 2;

        private final ConnectionPool pool;
        private final Runnable onGrant;
        private final AtomicInteger state = new AtomicInteger(WAITING);

        private Waiter(ConnectionPool pool, Runnable onGrant) {
            this.pool = pool;
            this.onGrant = onGrant;
        }

        private boolean grant() {
            if (!state.compareAndSet(WAITING, GRANTED)) {
                return false;
            }
            onGrant.run();
            return true;
        }

        /** Whether the lease has been granted; it is then the waiter's to release. */
        public boolean isGranted() {
            return state.get() == GRANTED;
        }

        /**
         * Leaves the line.
         *
         * @return false if the lease was granted before: it is the waiter's
         */
        public boolean leave() {
            if (!state.compareAndSet(WAITING, LEFT)) {
                return false;
            }
            pool.waiters.remove(this);
            return true;
        }
    }
}
