package dev.failover.pool;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The leases of one endpoint, or of one service: at most so many attempts under way, waiters served in the order in which
 * they came. The connections themselves belong to whatever client carries the call. Thread-safe and lock-free.
 *
 * <p>A lease that was taken must come back by exactly one {@link #release} or {@link #releaseLeaked}.
 */
public final class ConnectionPool {
    // One word says all that decides: how many leases are out (the low 36 bits) and how many wait (above). As a number
    // it
    // is below the limit exactly if a lease is free and nobody waits for it.
    private static final long ONE_WAITING = 1L << 36;
    private static final long LEASES = ONE_WAITING - 1;
    private static final long NO_LIMIT = LEASES;

    /**
     * So many leases below the limit one adds first and looks then, which is cheaper than to compare and set. Only if more
     * threads than these do so at the same moment can one of them come out above the limit; it takes itself back.
     */
    private static final int FAR_FROM_LIMIT = 8;

    private final boolean perService;
    private final AtomicLong word = new AtomicLong();
    private final AtomicLong leaked = new AtomicLong();
    private final AtomicReference<@Nullable WaitingLine> line = new AtomicReference<>();
    private volatile ConnectionPoolPolicy policy;
    /** What the policy or {@link #resize} says. */
    private volatile long fixedLimit;
    /** The fixed or the adaptive limit, whichever is lower. */
    private volatile long limit;

    /** What was seen latest, so that nobody has to look first while the limit is far; goes back at twice the distance. */
    private volatile boolean nearLimit = true;

    private volatile @Nullable AdaptiveLimit adaptive;

    /** The leases of one endpoint. */
    public ConnectionPool(ConnectionPoolPolicy policy) {
        this(policy, false);
    }

    private ConnectionPool(ConnectionPoolPolicy policy, boolean perService) {
        this.perService = perService;
        this.policy = policy;
        AdaptiveLimitPolicy adapts = perService ? null : policy.adaptiveLimit();
        adaptive = adapts == null ? null : new AdaptiveLimit(adapts);
        fixedLimit = internal(perService ? policy.maxPerService() : policy.maxPerEndpoint());
        applyLimits();
    }

    /** The leases of all endpoints of a service together; its limit does not adapt. */
    public static ConnectionPool forService(ConnectionPoolPolicy policy) {
        return new ConnectionPool(policy, true);
    }

    public ConnectionPoolPolicy policy() {
        return policy;
    }

    /** Takes a lease if one is free and nobody waits for it. */
    public boolean tryAcquire() {
        if (!nearLimit) {
            long before = word.getAndIncrement();
            if (before < limit - FAR_FROM_LIMIT) {
                return true;
            }
            nearLimit = true;
            if (before < limit) {
                return true;
            }
            release();
        }
        return tryAcquireNearLimit();
    }

    private boolean tryAcquireNearLimit() {
        long max = limit;
        long seen = word.get();
        while (seen < max) {
            if (word.compareAndSet(seen, seen + 1)) {
                if (seen < max - 2 * FAR_FROM_LIMIT) {
                    nearLimit = false;
                }
                return true;
            }
            seen = word.get();
        }
        return false;
    }

    /**
     * Brings a lease home; the first in line gets it, on this thread.
     *
     * @throws IllegalStateException if no lease is out: some lease has come home twice
     */
    public void release() {
        long before = word.getAndDecrement();
        if (before <= 0 || before >= ONE_WAITING) {
            releaseSlowly(before);
        }
    }

    private void releaseSlowly(long before) {
        if (before <= 0 || (before & LEASES) == 0) {
            word.getAndIncrement();
            throw new IllegalStateException("a lease comes home, but none is out: one has come home twice");
        }
        serve();
    }

    /**
     * Brings home the lease of an attempt whose course says something about what the endpoint can bear. The same as
     * {@link #release()} if the limit does not adapt.
     *
     * @param rttNanos how long the attempt took
     * @param dropped whether the endpoint could not bear it: no answer in time, or it answered 503 or 429
     * @param now a reading of the clock
     */
    public void release(long rttNanos, boolean dropped, long now) {
        AdaptiveLimit adapting = adaptive;
        if (adapting != null && adapting.onSample(rttNanos, leased(), dropped, now)) {
            applyLimits();
        }
        release();
    }

    /** Brings home a lease whose attempt has not ended in {@link ConnectionPoolPolicy#leaseTimeoutNanos}, and counts it. */
    public void releaseLeaked() {
        leaked.incrementAndGet();
        release();
    }

    /** Leases that came home by {@link #releaseLeaked} so far. */
    public long leaked() {
        return leaked.get();
    }

    /** Leases that are out now. */
    public int leased() {
        return (int) Math.min(Math.max(word.get(), 0) & LEASES, Integer.MAX_VALUE);
    }

    /** How many stand in line now. */
    public int waiting() {
        return (int) (Math.max(word.get(), 0) / ONE_WAITING);
    }

    /** Waiters that left and are still in line. */
    int husks() {
        WaitingLine waiters = line.get();
        return waiters == null ? 0 : waiters.husks();
    }

    /** How many leases may be out now, or {@link ConnectionPoolPolicy#UNLIMITED}. */
    public int limit() {
        long max = limit;
        return max == NO_LIMIT ? ConnectionPoolPolicy.UNLIMITED : (int) max;
    }

    /**
     * After which time a lease that is still out is to be brought home by {@link #releaseLeaked}; 0 when never, as where
     * nobody can lack it.
     */
    public long leaseTimeoutNanos() {
        return limit == NO_LIMIT ? 0 : policy.leaseTimeoutNanos();
    }

    /**
     * Changes the limit at once. Where more leases are out than the new limit allows, they run out; nobody is held up. An
     * adaptive limit still applies beneath it.
     *
     * @param leases 1 or more, or {@link ConnectionPoolPolicy#UNLIMITED}
     * @throws IllegalArgumentException if {@code leases} is negative
     */
    public void resize(int leases) {
        if (leases < 0) {
            throw new IllegalArgumentException("limit is " + leases + "; write 1 or more, or 0 for no limit");
        }
        fixedLimit = internal(leases);
        applyLimits();
        serve();
    }

    /** Goes on by another policy. Leases, the line and what the adaptive limit has learnt within the same bounds stay. */
    public void reconfigure(ConnectionPoolPolicy changed) {
        AdaptiveLimitPolicy adapts = perService ? null : changed.adaptiveLimit();
        AdaptiveLimit now = adaptive;
        if (adapts == null) {
            adaptive = null;
        } else if (now == null || !now.policy().equals(adapts)) {
            adaptive = new AdaptiveLimit(adapts);
        }
        policy = changed;
        resize(perService ? changed.maxPerService() : changed.maxPerEndpoint());
    }

    private void applyLimits() {
        AdaptiveLimit adapting;
        long learnt;
        long fixed;
        do {
            adapting = adaptive;
            learnt = adapting == null ? NO_LIMIT : adapting.limit();
            fixed = fixedLimit;
            limit = Math.min(fixed, learnt);
            // Once more if either changed meanwhile: whoever changed it may have written before us.
        } while (adapting != adaptive || fixed != fixedLimit || (adapting != null && learnt != adapting.limit()));
        nearLimit = true;
    }

    private static long internal(int leases) {
        return leases == ConnectionPoolPolicy.UNLIMITED ? NO_LIMIT : leases;
    }

    /**
     * Takes a lease if one is free and nobody waits for it, else stands in line for one.
     *
     * @param onGrant run once when the waiter gets its lease, on the thread that returned it or on this one, also before
     *     this method returns; should not take long, nor throw
     * @return null if the line is full: {@link ConnectionPoolPolicy#maxWaiting}
     */
    public @Nullable Waiter await(Runnable onGrant) {
        for (; ; ) {
            long seen = word.get();
            boolean free = seen < limit;
            if (!free && seen / ONE_WAITING >= policy.maxWaiting()) {
                return null;
            }
            if (!word.compareAndSet(seen, free ? seen + 1 : seen + ONE_WAITING)) {
                continue;
            }
            Waiter waiter = new Waiter(this, onGrant);
            if (free) {
                waiter.claim();
                waiter.grant();
            } else {
                line().join(waiter);
                serve();
            }
            return waiter;
        }
    }

    private WaitingLine line() {
        WaitingLine there = line.get();
        if (there != null) {
            return there;
        }
        WaitingLine made = new WaitingLine();
        if (line.compareAndSet(null, made)) {
            return made;
        }
        return line();
    }

    /**
     * Whoever frees a lease or joins the line serves it: claims the first in line, then tells it, and so on. Nobody else waits
     * for the telling, because what is told may take its time: it is somebody's next attempt. A waiter that brings its lease
     * home at once, on the thread that told it, comes by here again; only so many do so inside each other, the others are
     * left to those. So a long line that serves itself needs little stack.
     */
    private void serve() {
        WaitingLine waiters = line.get();
        if (waiters == null || !waiters.beginTelling()) {
            return;
        }
        int requests;
        do {
            Waiter claimed;
            do {
                requests = waiters.tellingRequests();
                claimed = claim(waiters);
                tell(claimed);
            } while (claimed != null);
        } while (!waiters.endTelling(requests));
    }

    /**
     * One who has a lease now, or null. If others ask to be served meanwhile it is one for each of them, joined by
     * {@link Waiter#alsoClaimed}: their leases are not left lying either.
     */
    private @Nullable Waiter claim(WaitingLine waiters) {
        if (!waiters.beginServing()) {
            // That one goes round once more.
            return null;
        }
        Waiter claimed = null;
        Waiter latest = null;
        int requests;
        do {
            requests = waiters.requests();
            Waiter first = claimFirst(waiters);
            waiters.sweep(waiting());
            if (first == null) {
                continue;
            }
            if (latest == null) {
                claimed = first;
            } else {
                latest.alsoClaimed = first;
            }
            latest = first;
        } while (!waiters.endServing(requests));
        return claimed;
    }

    private static void tell(@Nullable Waiter claimed) {
        Waiter each = claimed;
        while (each != null) {
            Waiter following = each.alsoClaimed;
            each.alsoClaimed = null;
            each.grant();
            each = following;
        }
    }

    private @Nullable Waiter claimFirst(WaitingLine waiters) {
        Waiter first;
        while ((first = waiters.first()) != null && takeForFirst()) {
            boolean claimed = first.claim();
            waiters.removeFirst(first, claimed);
            if (claimed) {
                word.getAndAdd(-ONE_WAITING);
                return first;
            }
            // It left a moment ago, and has taken itself off the count.
            word.getAndDecrement();
        }
        return null;
    }

    /** The first in line still counts as waiting, so that nobody comes in between. */
    private boolean takeForFirst() {
        for (; ; ) {
            long seen = word.get();
            if ((seen & LEASES) >= limit) {
                return false;
            }
            if (word.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
    }

    private void left() {
        long still = word.addAndGet(-ONE_WAITING) / ONE_WAITING;
        WaitingLine waiters = line.get();
        if (waiters != null && (waiters.left(still) || still == 0)) {
            serve();
        }
    }

    /** A place in the line. Thread-safe. */
    public static final class Waiter {
        private static final int WAITING = 0;
        private static final int GRANTED = 1;
        private static final int LEFT = 2;
        private static final AtomicIntegerFieldUpdater<Waiter> STATE =
                AtomicIntegerFieldUpdater.newUpdater(Waiter.class, "state");

        /** The next in line; of no one's concern but the line's. */
        volatile @Nullable Waiter next;

        /** The next to be told by the thread that claimed both. */
        private @Nullable Waiter alsoClaimed;

        private final @Nullable ConnectionPool pool;
        private @Nullable Runnable onGrant;
        private volatile int state;

        private Waiter(@Nullable ConnectionPool pool, @Nullable Runnable onGrant) {
            this.pool = pool;
            this.onGrant = onGrant;
        }

        /** What an empty line begins with. */
        static Waiter nobody() {
            return new Waiter(null, null);
        }

        private boolean claim() {
            return STATE.compareAndSet(this, WAITING, GRANTED);
        }

        private void grant() {
            Runnable told = onGrant;
            onGrant = null;
            if (told == null) {
                return;
            }
            try {
                told.run();
            } catch (Throwable defect) {
                // The lease is the waiter's all the same. What it does wrong must not keep the others from theirs, nor
                // hit
                // the one that only brought a lease home.
            }
        }

        boolean hasLeft() {
            return state == LEFT;
        }

        /** Whether the lease has been granted; it is then the waiter's to release. */
        public boolean isGranted() {
            return state == GRANTED;
        }

        /**
         * Leaves the line. Doing so again changes nothing.
         *
         * @return false if the lease was granted before: it is the waiter's
         */
        public boolean leave() {
            if (!STATE.compareAndSet(this, WAITING, LEFT)) {
                return state == LEFT;
            }
            onGrant = null;
            if (pool != null) {
                pool.left();
            }
            return true;
        }
    }
}
